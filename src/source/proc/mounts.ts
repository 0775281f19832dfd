import { readWhole } from './files.ts';

/** Devices by mount id, as stat(2) gives them to user space. */
export type MountTable = ReadonlyMap<number, number>;

/** The mounts of a `/proc/PID/mountinfo` file: `id parent major:minor root point ...`. */
export function scanMounts(path: string): MountTable {
  const mounts = new Map<number, number>();
  for (const line of readWhole(path).split('\n')) {
    const found = /^(\d+) \d+ (\d+):(\d+) /.exec(line);
    if (found !== null) mounts.set(Number(found[1]), deviceNumber(Number(found[2]), Number(found[3])));
  }
  return mounts;
}

/** 20 bits of minor around 12 of major. */
export function deviceNumber(major: number, minor: number): number {
  return ((minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12)) >>> 0;
}
