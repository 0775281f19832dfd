import { isLockedDown, isTooOld, kernelRelease, tryProbe } from '../../source/ebpf/index.ts';
import { type Check, check } from './check.ts';
import { isReadable, readText } from './files.ts';

const btf = '/sys/kernel/btf/vmlinux';

/** What the kernel can, and whether the probe really loads. */
export async function kernelChecks(): Promise<Check[]> {
  const release = kernelRelease();
  const old = isTooOld(release);
  const lockdown = /\[(\w+)\]/.exec(readText('/sys/kernel/security/lockdown') ?? '')?.[1] ?? 'none';
  return [
    check(
      'arch',
      'processor',
      true,
      process.arch === 'x64',
      process.arch,
      'live capture is made for x86-64; read capture files here: tsdig -r FILE',
    ),
    check('kernel', 'kernel', true, !old, `Linux ${release}`, 'boot Linux 5.8 or later; till then slowly: tsdig -I bpftrace'),
    check('ring-buffer', 'BPF ring buffer', true, !old, old ? 'not before Linux 5.8' : 'since Linux 5.8', 'boot Linux 5.8 or later'),
    check(
      'btf',
      'types of the kernel (BTF)',
      true,
      isReadable(btf),
      isReadable(btf) ? btf : `${btf} is not there`,
      'boot a kernel built with CONFIG_DEBUG_INFO_BTF, as distributions build it; till then slowly: tsdig -I bpftrace',
    ),
    check('lockdown', 'kernel lockdown', true, !isLockedDown(), lockdown, 'boot with lockdown=integrity, or without Secure Boot'),
    await probeCheck(),
  ];
}

/** The proof: everything above may be well and something else refuse it. */
async function probeCheck(): Promise<Check> {
  const refusal = await tryProbe();
  const found = refusal === undefined ? 'the kernel takes it' : refusal.message;
  return check('probe', 'probe loads', true, refusal === undefined, found, refusal?.remedy ?? '');
}

/** Unprivileged use of bpf(2), by the value of the setting. */
const unprivileged: Readonly<Record<string, string>> = {
  '0': 'anybody may',
  '1': 'only with rights, until the next boot',
  '2': 'only with rights',
};

/** Settings of the kernel that decide for ordinary users, or for bpftrace. */
export function settingChecks(): Check[] {
  const bpf = readText('/proc/sys/kernel/unprivileged_bpf_disabled')?.trim();
  const paranoid = readText('/proc/sys/kernel/perf_event_paranoid')?.trim();
  const tracefs = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'].find((folder) => isReadable(`${folder}/available_events`));
  const uprobes = isReadable('/sys/bus/event_source/devices/uprobe/type');
  const kprobes = isReadable('/sys/bus/event_source/devices/kprobe/type');
  const traceRemedy =
    process.getuid?.() === 0
      ? 'for tracepoints in bpftrace scripts: mount -t tracefs tracefs /sys/kernel/tracing'
      : 'for tracepoints in bpftrace scripts, as root: mount -t tracefs tracefs /sys/kernel/tracing; others may not look into it';
  return [
    check(
      'bpf',
      'bpf system call',
      true,
      bpf !== undefined,
      unprivileged[bpf ?? ''] ?? 'not there',
      'boot a kernel built with CONFIG_BPF_SYSCALL',
    ),
    check(
      'perf',
      'perf_event_paranoid',
      false,
      paranoid !== undefined,
      paranoid ?? 'not there',
      'boot a kernel built with CONFIG_PERF_EVENTS',
    ),
    check('tracefs', 'tracefs', false, tracefs !== undefined, tracefs ?? 'not mounted, or not for this user', traceRemedy),
    check(
      'uprobes',
      'uprobes',
      false,
      uprobes,
      uprobes ? 'yes' : 'no',
      'bpftrace scripts cannot look into programs: boot a kernel built with CONFIG_UPROBE_EVENTS',
    ),
    check(
      'kprobes',
      'kprobes',
      false,
      kprobes,
      kprobes ? 'yes' : 'no',
      'bpftrace scripts cannot look into kernel functions: boot a kernel built with CONFIG_KPROBES',
    ),
  ];
}
