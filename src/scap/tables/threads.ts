import type { ThreadEntry } from '../../event/index.ts';
import { textMax } from '../limits.ts';
import type { TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';

/**
 * Reads a thread block of version 1 to 9. Versions 1 to 8 are bare sequences of fields, each version with more of them;
 * entries of version 9 begin with their length (its own 4 bytes counted) and may have any number of the later fields.
 */
export function readThreads(reader: TableReader, version: number): ThreadEntry[] {
  const entries: ThreadEntry[] = [];
  while (reader.more) {
    if (version < 9) {
      entries.push(readThread(reader, version));
    } else {
      const start = reader.at;
      entries.push(reader.entry(start, reader.u32(), () => readThread(reader, version)));
    }
  }
  return entries;
}

/** Bytes of all fields that version 9 had at first: loginuid, exeWritable and the three capability sets. */
const firstTailSize = 4 + 1 + 3 * 8;

function readThread(reader: TableReader, version: number): ThreadEntry {
  const tid = reader.i64();
  const pid = reader.i64();
  const ptid = reader.i64();
  const sid = version >= 6 ? reader.i64() : -1;
  const vpgid = version >= 8 ? reader.i64() : -1;
  const comm = reader.text();
  const exe = reader.text();
  const exepath = version >= 7 ? reader.text() : '';
  const args = reader.text();
  const cwd = reader.text();
  const fdLimit = reader.i64();
  const flags = reader.u32();
  const uid = reader.u32();
  const gid = reader.u32();
  const memory = version >= 2;
  const vmSize = memory ? reader.u32() : 0;
  const vmRss = memory ? reader.u32() : 0;
  const vmSwap = memory ? reader.u32() : 0;
  const pfMajor = memory ? reader.i64() : 0;
  const pfMinor = memory ? reader.i64() : 0;
  const env = version >= 3 ? reader.text() : '';
  const vtid = version >= 4 ? reader.i64() : -1;
  const vpid = version >= 4 ? reader.i64() : -1;
  const cgroups = version >= 4 ? reader.text() : '';
  const root = version >= 5 ? reader.text() : '';

  const tail = version >= 9;
  // Version 9 grew at its end, except for two fields that newer writers put before the first tail: an entry has them
  // when more is left than the first tail ever was.
  const inserted = tail && reader.remaining > firstTailSize;
  const u8 = (): boolean | undefined => (tail && reader.remaining >= 1 ? reader.u8() !== 0 : undefined);
  const u32 = (): number | undefined => (tail && reader.remaining >= 4 ? reader.u32() : undefined);
  const u64 = (): bigint | undefined => (tail && reader.remaining >= 8 ? reader.u64() : undefined);
  return {
    tid,
    pid,
    ptid,
    sid,
    vpgid,
    comm,
    exe,
    exepath,
    args,
    cwd,
    fdLimit,
    flags,
    uid,
    gid,
    vmSize,
    vmRss,
    vmSwap,
    pfMajor,
    pfMinor,
    env,
    vtid,
    vpid,
    cgroups,
    root,
    pidnsInitStart: inserted ? u64() : undefined,
    tty: inserted ? u32() : undefined,
    loginuid: u32(),
    exeWritable: u8(),
    capInheritable: u64(),
    capPermitted: u64(),
    capEffective: u64(),
    exeUpperLayer: u8(),
    exeInode: u64(),
    exeInodeCtime: u64(),
    exeInodeMtime: u64(),
    exeFromMemfd: u8(),
    exeLowerLayer: u8(),
    pgid: tail && reader.remaining >= 8 ? reader.i64() : undefined,
  };
}

/**
 * Writes the body of a thread block of version 9, with the fields version 9 had at first. sysdig 0.29.3 knows no others
 * and would read the two inserted ones as a login uid; every later reader knows this form too. The newer fields go into
 * a block of their own.
 */
export function writeThreads(writer: TableWriter, entries: readonly ThreadEntry[]): void {
  for (const entry of entries) writer.entry(true, () => writeThread(writer, entry));
}

function writeThread(writer: TableWriter, entry: ThreadEntry): void {
  writer.i64(entry.tid);
  writer.i64(entry.pid);
  writer.i64(entry.ptid);
  writer.i64(entry.sid);
  writer.i64(entry.vpgid);
  writer.text(entry.comm, textMax.path);
  writer.text(entry.exe, textMax.path);
  writer.text(entry.exepath, textMax.path);
  writer.list(entry.args, textMax.list);
  writer.text(entry.cwd, textMax.path);
  writer.i64(entry.fdLimit);
  writer.u32(entry.flags);
  writer.u32(entry.uid);
  writer.u32(entry.gid);
  writer.u32(entry.vmSize);
  writer.u32(entry.vmRss);
  writer.u32(entry.vmSwap);
  writer.i64(entry.pfMajor);
  writer.i64(entry.pfMinor);
  writer.list(entry.env, textMax.list);
  writer.i64(entry.vtid);
  writer.i64(entry.vpid);
  writer.list(entry.cgroups, textMax.list);
  writer.text(entry.root, textMax.path);
  if (entry.loginuid === undefined) return;
  writer.u32(entry.loginuid);
  if (entry.exeWritable === undefined) return;
  writer.u8(entry.exeWritable ? 1 : 0);
  if (entry.capInheritable === undefined || entry.capPermitted === undefined || entry.capEffective === undefined) return;
  writer.u64(entry.capInheritable);
  writer.u64(entry.capPermitted);
  writer.u64(entry.capEffective);
}
