import { block, type Fields, fields } from '../scap/build.ts';
import { type MinimalEvent, minimalCapture } from './minimal-capture.ts';

/**
 * Captures as the newest drivers and libraries write them: tables in their last versions with all fields, and events
 * that are exits alone, which say themselves what their enters used to say. Written out by hand, as minimal captures are.
 */

const THREADS_V9 = 0x215;
const FDS_V2 = 0x218;
const INTERFACES_V2 = 0x219;
const USERS_V2 = 0x220;

/** Sizes of the first two blocks of a minimal capture: section header and machine. */
const headSize = 28 + 192;

export interface NewestThread {
  readonly tid: number;
  readonly pid?: number;
  readonly ptid?: number;
  readonly comm: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly cgroups?: string;
  /** Entries of its fd table: {@link fileFd} and the like. */
  readonly fds?: readonly Fields[];
}

/** The bytes of a capture of these threads, of one interface (10.0.0.5), two users and a group, and of these events. */
export function newestCapture(threads: readonly NewestThread[], events: readonly MinimalEvent[]): Buffer {
  const capture = minimalCapture(events);
  const lists = threads.map(({ tid, fds = [] }) =>
    block(
      FDS_V2,
      fields()
        .u64(tid)
        .raw(...fds.map((fd) => fd.entry(true)))
        .bytes(),
    ),
  );
  return Buffer.concat([
    capture.subarray(0, headSize),
    block(THREADS_V9, Buffer.concat(threads.map((thread) => threadFields(thread).entry(true)))),
    ...lists,
    block(INTERFACES_V2, eth0().entry(false)),
    block(USERS_V2, Buffer.concat(accounts().map((account) => account.entry(true)))),
    capture.subarray(headSize),
  ]);
}

function threadFields({ tid, pid = tid, ptid = 1, comm, cwd = '/', uid = 0, cgroups = 'cpu=/\0' }: NewestThread): Fields {
  const entry = fields().u64(tid, pid, ptid, pid, pid);
  entry.text(comm, `/bin/${comm}`, `/usr/bin/${comm}`, 'a\0b\0', cwd).u64(1024).u32(0, uid, uid);
  entry.u32(400, 200, 0).u64(1, 2).text('HOME=/\0').u64(tid, pid).text(cgroups, '/');
  // Since the first form: start of the pid namespace, terminal; login uid, writable, capabilities; where the program's file lies.
  return entry.u64(77).u32(34816, uid).u8(0).u64(0, 0, 0).u8(0).u64(12, 13, 14).u8(0, 0).u64(pid);
}

function eth0(): Fields {
  return fields().u16(1, 4).u8(10, 0, 0, 5, 255, 0, 0, 0, 10, 255, 255, 255).u64(0).raw(Buffer.from('eth0'));
}

function accounts(): Fields[] {
  const root = fields().u8(0).u32(0, 0).text('root', '/root', '/bin/sh');
  const bob = fields().u8(0).u32(1000, 1000).text('bob', '/home/bob', '/bin/sh');
  return [root, bob, fields().u8(1).u32(1000).text('bobs')];
}

/** An open file in the fd table. */
export function fileFd(fd: number, path: string, openFlags = 1): Fields {
  return fields().u64(fd, 99).u8(16).u32(openFlags).text(path).u32(0x801);
}

/** An fd of a type that has nothing but a name. */
export function namedFd(fd: number, type: number, name: string): Fields {
  return fields().u64(fd, 99).u8(type).text(name);
}
