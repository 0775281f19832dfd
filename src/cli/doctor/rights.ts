import { isTooOld, readPrivileges } from '../../source/ebpf/index.ts';
import { type Check, check } from './check.ts';
import { readText } from './files.ts';

/** Numbers of linux/capability.h of what live capture has to do with. */
const capabilities = [
  ['CAP_DAC_READ_SEARCH', 2],
  ['CAP_SYS_PTRACE', 19],
  ['CAP_SYS_ADMIN', 21],
  ['CAP_PERFMON', 38],
  ['CAP_BPF', 39],
] as const;

/** Bytes that the probe's maps take at most. */
const mapBytes = 160 * 1024 * 1024;

/** The rights and limits of this process. */
export function rightsChecks(asRoot: string): Check[] {
  const { missing, hasSeccompFilter, isInUserNamespace } = readPrivileges();
  const status = readText('/proc/self/status') ?? '';
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const held = capabilities.filter(([, bit]) => ((effective >> BigInt(bit)) & 1n) === 1n).map(([name]) => name);
  const seesAll = held.includes('CAP_SYS_PTRACE') || held.includes('CAP_SYS_ADMIN');
  const who = `user ${process.getuid?.() ?? '?'} with ${held.join(', ') || 'none of CAP_BPF, CAP_PERFMON, CAP_SYS_ADMIN'}`;
  return [
    check(
      'capabilities',
      'rights for the probe',
      true,
      missing.length === 0,
      who,
      `run as root, or with ${missing.join(' and ')}: ${asRoot}`,
    ),
    check(
      'proc',
      'files of other processes',
      false,
      seesAll,
      seesAll ? 'yes' : 'without CAP_SYS_PTRACE',
      'files that processes of others opened before the capture have no names; run as root, or give CAP_SYS_PTRACE too',
    ),
    check(
      'sandbox',
      'no sandbox',
      false,
      !hasSeccompFilter && !isInUserNamespace,
      [hasSeccompFilter ? 'a seccomp filter' : '', isInUserNamespace ? 'a user namespace' : ''].filter(Boolean).join(', ') || 'none',
      'run outside of the container, or in one started with --privileged --pid=host',
    ),
    ...limitChecks(),
  ];
}

function limitChecks(): Check[] {
  const locked = /^Max locked memory\s+(\S+)/m.exec(readText('/proc/self/limits') ?? '')?.[1] ?? 'unknown';
  // Since 5.11 the memory of maps counts for the control group instead (https://lwn.net/Articles/837122/).
  const counts = isOlder511();
  const lockedOk = !counts || locked === 'unlimited' || Number(locked) >= mapBytes;
  const group = memoryLimit();
  return [
    check(
      'memlock',
      'locked memory',
      true,
      lockedOk,
      counts ? `${locked} bytes` : `${locked}, and does not matter since Linux 5.11`,
      'ulimit -l unlimited',
    ),
    check(
      'cgroup-memory',
      'memory of the control group',
      false,
      group === undefined || group >= 2 * mapBytes,
      group === undefined ? 'unlimited' : `${Math.round(group / 2 ** 20)} MiB`,
      'use a smaller buffer: tsdig --buffer-size 1M',
    ),
  ];
}

function isOlder511(): boolean {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(readText('/proc/sys/kernel/osrelease') ?? '') ?? [];
  return !isTooOld() && Number(major) === 5 && Number(minor) < 11;
}

/** Bytes the own control group may use; undefined where there is no limit. */
function memoryLimit(): number | undefined {
  const groups = readText('/proc/self/cgroup') ?? '';
  const unified = /^0::(.*)$/m.exec(groups)?.[1] ?? '/';
  const legacy = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(groups)?.[1];
  const texts = [
    readText(`/sys/fs/cgroup${unified}/memory.max`),
    legacy === undefined ? undefined : readText(`/sys/fs/cgroup/memory${legacy}/memory.limit_in_bytes`),
  ];
  // The old hierarchy says "no limit" by the largest number of pages.
  const limits = texts.map(Number).filter((bytes) => bytes > 0 && bytes < 2 ** 60);
  return limits.length === 0 ? undefined : Math.min(...limits);
}
