import { describe, expect, test } from 'vitest';
import { isLockedDown, isOlderThan, parseRelease, possibleCpus, readPrivileges } from '../../../../src/source/ebpf/load/kernel.ts';

describe('a kernel release', () => {
  test.each([
    ['6.18.44-fc', [6, 18]],
    ['5.8', [5, 8]],
    ['6.1.0-13-amd64', [6, 1]],
    ['garbage', [0, 0]],
  ])('%s is %j', (release, version) => {
    expect(parseRelease(release)).toEqual(version);
  });

  test.each([
    ['5.4.0-generic', '5.8', true],
    ['5.10.0', '5.8', false],
    ['5.8.0', '5.8', false],
    ['6.0', '5.11', false],
    ['4.19', '5.8', true],
  ])('%s compared with %s', (release, minimum, older) => {
    expect(isOlderThan(minimum, release)).toBe(older);
  });
});

/** A `/proc/self` with these effective capabilities. */
function machine(capabilities: bigint, { seccomp = 0, uidMap = '         0          0 4294967295\n' } = {}): (path: string) => string {
  return (path) =>
    path.endsWith('status') ? `Name:\tnode\nCapEff:\t${capabilities.toString(16).padStart(16, '0')}\nSeccomp:\t${seccomp}\n` : uidMap;
}

const CAP_SYS_ADMIN = 1n << 21n;
const CAP_PERFMON = 1n << 38n;
const CAP_BPF = 1n << 39n;

describe('privileges', () => {
  test.each<[capabilities: bigint, missing: string[]]>([
    [0n, ['CAP_BPF', 'CAP_PERFMON']],
    [CAP_BPF, ['CAP_PERFMON']],
    [CAP_PERFMON, ['CAP_BPF']],
    [CAP_BPF | CAP_PERFMON, []],
    [CAP_SYS_ADMIN, []],
  ])('%d lack %j', (capabilities, missing) => {
    expect(readPrivileges(machine(capabilities))).toEqual({ missing, hasSeccompFilter: false, isInUserNamespace: false });
  });

  test('see a seccomp filter and a user namespace', () => {
    expect(readPrivileges(machine(CAP_SYS_ADMIN, { seccomp: 2 })).hasSeccompFilter).toBe(true);
    expect(readPrivileges(machine(CAP_SYS_ADMIN, { uidMap: '0 1000 1\n' })).isInUserNamespace).toBe(true);
  });

  test('are none where there is no /proc', () => {
    expect(readPrivileges(() => '').missing).toEqual(['CAP_BPF', 'CAP_PERFMON']);
  });
});

test('lockdown counts in confidentiality mode only', () => {
  expect(isLockedDown(() => 'none integrity [confidentiality]\n')).toBe(true);
  expect(isLockedDown(() => 'none [integrity] confidentiality\n')).toBe(false);
  expect(isLockedDown(() => '')).toBe(false);
});

test('possible CPUs are counted to the highest, holes too', () => {
  expect(possibleCpus(() => '0-3\n')).toBe(4);
  expect(possibleCpus(() => '0,2-5,8\n')).toBe(9);
  expect(possibleCpus(() => '0\n')).toBe(1);
  expect(possibleCpus(() => '')).toBeGreaterThan(0);
});
