import { describe, expect, it } from 'vitest';
import {
  CLASSIC_SYSCALL_CODES,
  codeOfIa32,
  codeOfNative,
  eventNumber,
  ia32Syscalls,
  nativeSyscallNumber,
  nativeSyscalls,
  syscallCodes,
  syscallOf,
} from '../../src/event/index.ts';
import { int } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';

const named = (table: readonly (string | undefined)[]): string[] => table.filter((name) => name !== undefined);

describe('the syscalls of x86_64', () => {
  it('stand at their numbers', () => {
    const numbers = { read: 0, rt_sigreturn: 15, clone: 56, execve: 59, openat: 257, memfd_create: 319, rseq: 334, uprobe: 336 };
    const recent = { pidfd_send_signal: 424, clone3: 435, openat2: 437, futex_waitv: 449, mseal: 462, file_setattr: 469 };
    for (const [name, number] of Object.entries({ ...numbers, ...recent })) {
      expect(nativeSyscalls[number]).toBe(name);
      expect(nativeSyscallNumber(name)).toBe(number);
    }
  });

  it('number 383, each with one name, and leave 337 to 423 free', () => {
    expect(named(nativeSyscalls)).toHaveLength(383);
    expect(new Set(named(nativeSyscalls)).size).toBe(383);
    expect(nativeSyscalls).toHaveLength(470);
    expect(named(nativeSyscalls.slice(337, 424))).toEqual([]);
    expect(nativeSyscallNumber('nosuch')).toBeUndefined();
  });
});

describe('the syscalls of 32-bit programs', () => {
  it('stand at their own numbers, the newest at the same as everywhere', () => {
    const numbers = { restart_syscall: 0, open: 5, socketcall: 102, _llseek: 140, mmap2: 192, openat: 295, socket: 359, clone3: 435 };
    for (const [name, number] of Object.entries(numbers)) expect(ia32Syscalls[number]).toBe(name);
    expect(ia32Syscalls.slice(424, 446)).toEqual(nativeSyscalls.slice(424, 446));
  });
});

describe('codes of generic events', () => {
  it('are 329 of sysdig 0.29.3 and 124 newer ones', () => {
    expect(CLASSIC_SYSCALL_CODES).toBe(329);
    expect(syscallCodes).toHaveLength(453);
    expect(syscallCodes[0]!.name).toBe('<unknown>');
    expect(syscallCodes[328]!.name).toBe('clone3');
    expect(syscallCodes[329]!.name).toBe('open_by_handle_at');
    expect(syscallCodes[452]!.name).toBe('rseq_slice_yield');
  });

  it('are found from native numbers, and are 0 for what old readers do not know', () => {
    expect(syscallCodes[codeOfNative(nativeSyscallNumber('getrandom')!)]!.name).toBe('getrandom');
    expect(syscallCodes[codeOfNative(nativeSyscallNumber('rt_sigreturn')!)]!.name).toBe('sigreturn');
    expect(codeOfNative(nativeSyscallNumber('getuid')!)).toBe(119);
    expect(codeOfNative(nativeSyscallNumber('memfd_create')!)).toBe(0);
    expect(codeOfNative(350)).toBe(0);
    expect(codeOfNative(70_000)).toBe(0);
    for (const number of nativeSyscalls.keys()) expect(codeOfNative(number)).toBeLessThan(CLASSIC_SYSCALL_CODES);
  });

  it('are found from the numbers of 32-bit programs under the name of the same call', () => {
    expect(syscallCodes[codeOfIa32(140)]!.name).toBe('llseek');
    expect(syscallCodes[codeOfIa32(142)]!.name).toBe('newselect');
    expect(syscallCodes[codeOfIa32(199)]!.name).toBe('getuid');
    expect(codeOfIa32(5000)).toBe(0);
  });

  it('name the call, or leave it to the native number', () => {
    const memfdCreate = nativeSyscallNumber('memfd_create')!;
    expect(syscallOf(318, undefined)).toEqual({ name: 'getrandom', category: 'IO_OTHER' });
    expect(syscallOf(0, memfdCreate)).toEqual({ name: 'memfd_create', category: 'OTHER' });
    expect(syscallOf(60_000, memfdCreate).name).toBe('memfd_create');
    expect(syscallOf(0, undefined).name).toBe('<unknown>');
    expect(syscallOf(0, 350).name).toBe('<unknown>');
  });

  it.skipIf(!hasSysdig)(`mean to sysdig what they mean here (${noSysdig})`, () => {
    const codes = syscallCodes.slice(0, CLASSIC_SYSCALL_CODES);
    const events = codes.map((_, code) => ({ type: eventNumber('PPME_GENERIC_E'), params: [int(2, code), int(2, 77)] }));
    // Without an fd, sysdig has no category for input and output.
    const category = (name: string): string => (name.startsWith('IO_') ? 'unknown' : name === 'IPC' ? name : name.toLowerCase());
    expect(sysdigOn(events, '-p', '%evt.type %evt.category')).toEqual(codes.map((code) => `${code.name} ${category(code.category)}`));
  });
});
