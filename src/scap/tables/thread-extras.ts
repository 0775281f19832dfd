import type { ThreadEntry } from '../../event/index.ts';
import type { TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';

/** The fields of a thread that a thread block cannot hold without misleading sysdig 0.29.3. */
export type ThreadExtras = Pick<
  ThreadEntry,
  'pidnsInitStart' | 'tty' | 'exeUpperLayer' | 'exeLowerLayer' | 'exeFromMemfd' | 'exeInode' | 'exeInodeCtime' | 'exeInodeMtime' | 'pgid'
>;

/*
 * An entry: u32 length (itself counted), i64 tid, u32 bits that say which fields follow, in this order:
 * u64 pidnsInitStart, u32 tty, u8 exeUpperLayer, u8 exeLowerLayer, u8 exeFromMemfd, u64 exeInode, u64 exeInodeCtime,
 * u64 exeInodeMtime, i64 pgid. Fields of later versions follow behind, with the next bits.
 */

/** Whether any of the fields is known. */
export function hasExtras(entry: ThreadExtras): boolean {
  return presence(entry) !== 0;
}

function presence(entry: ThreadExtras): number {
  const fields = [
    entry.pidnsInitStart,
    entry.tty,
    entry.exeUpperLayer,
    entry.exeLowerLayer,
    entry.exeFromMemfd,
    entry.exeInode,
    entry.exeInodeCtime,
    entry.exeInodeMtime,
    entry.pgid,
  ];
  return fields.reduce<number>((bits, field, i) => (field === undefined ? bits : bits | (1 << i)), 0);
}

/** Writes the body of the block: an entry for each thread with any of the fields. */
export function writeThreadExtras(writer: TableWriter, threads: readonly ThreadEntry[]): void {
  for (const thread of threads) {
    if (!hasExtras(thread)) continue;
    writer.entry(true, () => {
      writer.i64(thread.tid);
      writer.u32(presence(thread));
      if (thread.pidnsInitStart !== undefined) writer.u64(thread.pidnsInitStart);
      if (thread.tty !== undefined) writer.u32(thread.tty);
      if (thread.exeUpperLayer !== undefined) writer.u8(Number(thread.exeUpperLayer));
      if (thread.exeLowerLayer !== undefined) writer.u8(Number(thread.exeLowerLayer));
      if (thread.exeFromMemfd !== undefined) writer.u8(Number(thread.exeFromMemfd));
      if (thread.exeInode !== undefined) writer.u64(thread.exeInode);
      if (thread.exeInodeCtime !== undefined) writer.u64(thread.exeInodeCtime);
      if (thread.exeInodeMtime !== undefined) writer.u64(thread.exeInodeMtime);
      if (thread.pgid !== undefined) writer.i64(thread.pgid);
    });
  }
}

/** Reads the block; by tid. */
export function readThreadExtras(reader: TableReader): Map<number, ThreadExtras> {
  const byTid = new Map<number, ThreadExtras>();
  while (reader.more) {
    const start = reader.at;
    reader.entry(start, reader.u32(), () => {
      const tid = reader.i64();
      const bits = reader.u32();
      const field = <T>(i: number, read: () => T): T | undefined => ((bits & (1 << i)) === 0 ? undefined : read());
      byTid.set(tid, {
        pidnsInitStart: field(0, () => reader.u64()),
        tty: field(1, () => reader.u32()),
        exeUpperLayer: field(2, () => reader.u8() !== 0),
        exeLowerLayer: field(3, () => reader.u8() !== 0),
        exeFromMemfd: field(4, () => reader.u8() !== 0),
        exeInode: field(5, () => reader.u64()),
        exeInodeCtime: field(6, () => reader.u64()),
        exeInodeMtime: field(7, () => reader.u64()),
        pgid: field(8, () => reader.i64()),
      });
    });
  }
  return byTid;
}
