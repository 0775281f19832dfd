import { describe, expect, test } from 'vitest';
import { Errno } from '../../../../src/source/ebpf/load/errno.ts';
import {
  KernelCallError,
  KernelTooOldError,
  LockdownError,
  NotPermittedError,
  NotSupportedError,
} from '../../../../src/source/ebpf/load/index.ts';
import { type Circumstances, explainedRefusal, refusal } from '../../../../src/source/ebpf/load/refusal.ts';

const able: Circumstances = {
  release: '6.1.0',
  privileges: { missing: [], hasSeccompFilter: false, isInUserNamespace: false },
  isLockedDown: false,
};
const lacking = (...missing: string[]): Circumstances => ({ ...able, privileges: { ...able.privileges, missing } });

describe('EPERM', () => {
  test('without the capabilities names those that are missing', () => {
    const error = refusal("create the map 'ring'", Errno.EPERM, lacking('CAP_BPF', 'CAP_PERFMON'));
    expect(error).toBeInstanceOf(NotPermittedError);
    expect(error.message).toBe("not permitted to create the map 'ring': the process lacks CAP_BPF and CAP_PERFMON");
    expect(error.remedy).toBe('run as root, or give the program CAP_BPF and CAP_PERFMON (Linux 5.8 or later)');
    expect((error as NotPermittedError).missing).toEqual(['CAP_BPF', 'CAP_PERFMON']);
    expect(error.code).toBe('not-permitted');
  });

  test('without one of them names that one', () => {
    expect(refusal('load', Errno.EPERM, lacking('CAP_PERFMON')).message).toBe('not permitted to load: the process lacks CAP_PERFMON');
  });

  test('on a kernel before those capabilities asks for root only', () => {
    expect(refusal('load', Errno.EPERM, { ...lacking('CAP_BPF'), release: '5.4.0' }).remedy).toBe('run as root');
  });

  test('with them is lockdown, a user namespace, a seccomp filter or something else', () => {
    const withPrivileges = (changes: Partial<Circumstances['privileges']>): Circumstances => ({
      ...able,
      privileges: { ...able.privileges, ...changes },
    });
    expect(refusal('load', Errno.EPERM, { ...able, isLockedDown: true })).toBeInstanceOf(LockdownError);
    expect(refusal('load', Errno.EPERM, withPrivileges({ isInUserNamespace: true })).message).toContain('user namespace');
    expect(refusal('load', Errno.EPERM, withPrivileges({ hasSeccompFilter: true })).remedy).toContain('container');
    expect(refusal('load', Errno.EACCES, able).message).toContain('security module');
  });
});

describe('another refusal', () => {
  test('by a kernel before 5.8 says so', () => {
    const error = refusal('load', Errno.EINVAL, { ...able, release: '5.4.0-generic' });
    expect(error).toBeInstanceOf(KernelTooOldError);
    expect(error.message).toBe('live capture needs Linux 5.8 or later; this kernel is 5.4.0-generic');
    expect((error as KernelTooOldError).minimumKernel).toBe('5.8');
  });

  test('by a kernel without bpf(2) says so', () => {
    expect(refusal('load', Errno.ENOSYS, able)).toBeInstanceOf(NotSupportedError);
    expect(refusal('load', Errno.ENOSYS, able).message).toContain('CONFIG_BPF_SYSCALL');
  });

  test('keeps its number and says it by name', () => {
    const error = refusal("create the map 'x'", Errno.E2BIG, able);
    expect(error).toBeInstanceOf(KernelCallError);
    expect(error.message).toBe("cannot create the map 'x': E2BIG");
    expect((error as KernelCallError).errno).toBe(7);
  });
});

describe('a refusal the verifier explained', () => {
  const LOG = 'program of this type cannot use helper bpf_probe_read_kernel#113';

  test('is lockdown where helpers that read kernel memory are missing in confidentiality mode', () => {
    expect(explainedRefusal(LOG, { ...able, isLockedDown: true })).toBeInstanceOf(LockdownError);
    expect(explainedRefusal('unknown func bpf_probe_read_kernel#113', { ...able, isLockedDown: true })).toBeInstanceOf(LockdownError);
  });

  test('is the age of a kernel before 5.8, whatever it says', () => {
    expect(explainedRefusal('anything', { ...able, release: '5.4.0' })).toBeInstanceOf(KernelTooOldError);
  });

  test('otherwise stands for itself', () => {
    expect(explainedRefusal(LOG, able)).toBeUndefined();
    expect(explainedRefusal('R2 unbounded memory access', { ...able, isLockedDown: true })).toBeUndefined();
  });
});
