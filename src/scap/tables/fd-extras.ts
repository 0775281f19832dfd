import { type FdList, FdType } from '../../event/index.ts';
import type { TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';

/** fd types above this one are refused by sysdig 0.29.3, the whole file with them. */
const classicTypeMax = FdType.fileV2;

/** The type to write where sysdig 0.29.3 must understand it. */
export function classicFdType(type: number): number {
  return type <= classicTypeMax ? type : FdType.unsupported;
}

/** Whether any fd has a type that a classic fd block cannot tell. */
export function hasNewerFds(lists: readonly FdList[]): boolean {
  return lists.some((list) => list.fds.some((fd) => fd.type > classicTypeMax));
}

/** Writes the body of the block that tells the true types: entries of 17 bytes, i64 tid, i64 fd, u8 type. */
export function writeFdExtras(writer: TableWriter, lists: readonly FdList[]): void {
  for (const { tid, fds } of lists) {
    for (const { fd, type } of fds) {
      if (type <= classicTypeMax) continue;
      writer.i64(tid);
      writer.i64(fd);
      writer.u8(type);
    }
  }
}

const entrySize = 17;

/** The true types of fds, by tid and fd. */
export type FdExtras = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Reads the block. */
export function readFdExtras(reader: TableReader): FdExtras {
  const byTid = new Map<number, Map<number, number>>();
  while (reader.remaining >= entrySize) {
    const tid = reader.i64();
    const fd = reader.i64();
    const type = reader.u8();
    const types = byTid.get(tid) ?? new Map<number, number>();
    types.set(fd, type);
    byTid.set(tid, types);
  }
  return byTid;
}

/** The lists with the true types in place. */
export function withFdExtras(lists: readonly FdList[], extras: FdExtras): readonly FdList[] {
  if (extras.size === 0) return lists;
  return lists.map((list) => {
    const types = extras.get(list.tid);
    if (types === undefined) return list;
    return { ...list, fds: list.fds.map((fd) => ({ ...fd, type: types.get(fd.fd) ?? fd.type })) };
  });
}
