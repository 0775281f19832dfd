import { Errno, errnoName } from './errno.ts';
import {
  type EbpfError,
  KernelCallError,
  KernelTooOldError,
  LockdownError,
  MINIMUM_KERNEL,
  NotPermittedError,
  NotSupportedError,
} from './errors.ts';
import { isLockedDown, isTooOld, kernelRelease, type Privileges, readPrivileges } from './kernel.ts';

/** What is asked of the machine when the kernel refused a call; given in tests. */
export interface Circumstances {
  readonly release: string;
  readonly privileges: Privileges;
  readonly isLockedDown: boolean;
}

/**
 * Turns a refusal of bpf(2) into the error that names its cause. `action` says what was tried, as "create the map 'ring'".
 */
export function refusal(action: string, errno: number, machine: Circumstances = readCircumstances()): EbpfError {
  if (errno === Errno.EPERM || errno === Errno.EACCES) return notPermitted(action, machine);
  if (isTooOld(machine.release)) return new KernelTooOldError('live capture', MINIMUM_KERNEL, machine.release);
  if (errno === Errno.ENOSYS) {
    return new NotSupportedError(
      'this kernel was built without bpf(2) (CONFIG_BPF_SYSCALL)',
      'boot a kernel with eBPF, or read a capture file instead',
    );
  }
  return new KernelCallError(`cannot ${action}`, errno, errnoName(errno));
}

/** The machine as it is now. */
export function readCircumstances(): Circumstances {
  return { release: kernelRelease(), privileges: readPrivileges(), isLockedDown: isLockedDown() };
}

/**
 * What a refusal means that the verifier explained in `log`: on a kernel that is too old, or locked down, that is the cause and the
 * log only its consequence. Undefined when the explanation counts.
 */
export function explainedRefusal(log: string, machine: Circumstances = readCircumstances()): EbpfError | undefined {
  if (isTooOld(machine.release)) return new KernelTooOldError('live capture', MINIMUM_KERNEL, machine.release);
  // In lockdown the helpers that read kernel memory do not exist.
  const isHelperMissing = /unknown func|cannot use helper/.test(log) && log.includes('probe_read');
  return isHelperMissing && machine.isLockedDown ? lockedDown() : undefined;
}

function notPermitted(action: string, machine: Circumstances): EbpfError {
  const { missing, hasSeccompFilter, isInUserNamespace } = machine.privileges;
  if (missing.length > 0) {
    const remedy = isTooOld(machine.release)
      ? 'run as root'
      : 'run as root, or give the program CAP_BPF and CAP_PERFMON (Linux 5.8 or later)';
    return new NotPermittedError(`not permitted to ${action}: the process lacks ${missing.join(' and ')}`, remedy, missing);
  }
  if (machine.isLockedDown) return lockedDown();
  if (isInUserNamespace) {
    return new NotPermittedError(
      `not permitted to ${action}: its capabilities count in a user namespace only`,
      'run outside the user namespace (a rootless container has one)',
      [],
    );
  }
  const suspects = hasSeccompFilter
    ? 'a seccomp filter (containers have one by default)'
    : 'a security module, or RLIMIT_MEMLOCK before Linux 5.11';
  return new NotPermittedError(
    `not permitted to ${action}, although the process has CAP_BPF and CAP_PERFMON: refused by ${suspects}`,
    hasSeccompFilter
      ? 'run outside the container, or start the container with --privileged'
      : 'look for the refusal in the kernel log (dmesg)',
    [],
  );
}

/** Programs that read kernel memory are refused in confidentiality mode, whoever loads them. */
function lockedDown(): LockdownError {
  return new LockdownError(
    'kernel lockdown is in confidentiality mode: no program may read kernel memory',
    'boot with lockdown=integrity or none, or read a capture file instead',
  );
}
