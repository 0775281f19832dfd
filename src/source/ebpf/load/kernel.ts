import fs from 'node:fs';
import os from 'node:os';
import { MINIMUM_KERNEL } from './errors.ts';

/** What the running kernel and this process say about themselves. All reads are of small files of `/proc` and `/sys`. */

/** `[6, 1]` of `6.1.0-13-amd64`. */
export function parseRelease(release: string): readonly [major: number, minor: number] {
  const match = /^(\d+)\.(\d+)/.exec(release);
  return match === null ? [0, 0] : [Number(match[1]), Number(match[2])];
}

/** Whether a kernel of this release is older than `minimum` (`5.8`). Distributions' backports make this a hint, never a proof. */
export function isOlderThan(minimum: string, release: string = os.release()): boolean {
  const [major, minor] = parseRelease(release);
  const [wantedMajor, wantedMinor] = parseRelease(minimum);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

/** Release of the running kernel, as `uname -r`. */
export function kernelRelease(): string {
  return os.release();
}

/** Numbers of linux/capability.h. CAP_BPF and CAP_PERFMON came with 5.8; before, and still, CAP_SYS_ADMIN includes them. */
const CAP_SYS_ADMIN = 21;
const CAP_PERFMON = 38;
const CAP_BPF = 39;

/** State of this process that decides whether the kernel lets it load programs. */
export interface Privileges {
  /** Capabilities wanting, as `CAP_BPF`; empty when it has what is needed. */
  readonly missing: readonly string[];
  /** A seccomp filter is installed, as in most containers. */
  readonly hasSeccompFilter: boolean;
  /** Root of a user namespace is not root of the machine. */
  readonly isInUserNamespace: boolean;
}

/** Reads the state from `/proc/self`; `readText` is there for tests. */
export function readPrivileges(readText: (path: string) => string = readTextOrEmpty): Privileges {
  const status = readText('/proc/self/status');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const has = (capability: number): boolean => ((effective >> BigInt(capability)) & 1n) === 1n;
  const missing: string[] = [];
  if (!has(CAP_SYS_ADMIN)) {
    if (!has(CAP_BPF)) missing.push('CAP_BPF');
    if (!has(CAP_PERFMON)) missing.push('CAP_PERFMON');
  }
  const uidMap = readText('/proc/self/uid_map').trim().split(/\s+/);
  return {
    missing,
    hasSeccompFilter: /^Seccomp:\s*2$/m.test(status),
    // The initial namespace maps all ids to themselves.
    isInUserNamespace: uidMap.length >= 3 && uidMap.join(' ') !== '0 0 4294967295',
  };
}

/** Whether kernel lockdown keeps BPF programs from reading kernel memory (`confidentiality` mode). */
export function isLockedDown(readText: (path: string) => string = readTextOrEmpty): boolean {
  return readText('/sys/kernel/security/lockdown').includes('[confidentiality]');
}

/** CPUs the kernel may ever bring up: per-CPU maps have a value for each. */
export function possibleCpus(readText: (path: string) => string = readTextOrEmpty): number {
  let highest = -1;
  for (const range of readText('/sys/devices/system/cpu/possible').trim().split(',')) {
    const last = Number(range.split('-').at(-1));
    if (range !== '' && last > highest) highest = last;
  }
  return highest < 0 ? os.cpus().length : highest + 1;
}

/** Whether the kernel is too old for what the loader is made for. */
export function isTooOld(release: string = os.release()): boolean {
  return isOlderThan(MINIMUM_KERNEL, release);
}

function readTextOrEmpty(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
