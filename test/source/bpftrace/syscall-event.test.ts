import { describe, expect, it } from 'vitest';
import { type EventType, eventTable, nativeSyscallNumber } from '../../../src/event/index.ts';
import { type SyscallFacts, syscallEvent, textArgumentOf } from '../../../src/source/bpftrace/syscall-event.ts';
import { readSyscallLine, syscallsScript, textBytes } from '../../../src/source/bpftrace/syscalls-script.ts';

/** The event of a call, its numbers as numbers and its texts as text. */
function made(name: string, facts: Partial<SyscallFacts>): [EventType['code'], ...(number | string)[]] {
  const number = nativeSyscallNumber(name)!;
  const { type, params } = syscallEvent({ number, enter: false, pid: 5, tid: 7, comm: 'cat', args: undefined, ...facts });
  const { code, params: defs } = eventTable[type]!;
  const values = params.map((bytes, i) => {
    if (/CHARBUF|PATH|BYTEBUF|SOCK/.test(defs[i]!.type)) return bytes.toString('latin1').replace(/\0$/, '');
    return Number(bytes.length === 8 ? bytes.readBigInt64LE() : bytes.readUIntLE(0, bytes.length));
  });
  return [code, ...values];
}

const openat = [0xffffff9cn, 0x7f00n, 0o101n, 0o644n, 0n, 0n];

describe('a call as registers and a text tell it', () => {
  it('is its own event, with flags as capture files have them and a mode where a file may be made', () => {
    const text = { argument: 1, value: '/tmp/x' };
    expect(made('openat', { args: openat, text, result: 3n })).toEqual(['PPME_SYSCALL_OPENAT_2_X', 3, -100, '/tmp/x', 6, 0o644, 0]);
    expect(made('openat', { args: openat.with(2, 0n), text, result: -2n })).toEqual([
      'PPME_SYSCALL_OPENAT_2_X',
      -2,
      -100,
      '/tmp/x',
      1,
      0,
      0,
    ]);
    expect(made('close', { enter: true, args: [4n, 0n, 0n, 0n, 0n, 0n] })).toEqual(['PPME_SYSCALL_CLOSE_E', 4]);
    expect(made('read', { args: openat, result: 10n })).toEqual(['PPME_SYSCALL_READ_X', 10, '']);
  });

  it('has no name where the text could not be read, and a null pointer is told apart', () => {
    const enter = { enter: true, args: openat };
    expect(made('openat', { ...enter, text: { argument: 1, value: '' } })[2]).toBe('<NA>');
    expect(made('openat', enter)[2]).toBe('<NA>');
    expect(made('openat', { ...enter, args: openat.with(1, 0n) })[2]).toBe('(NULL)');
  });

  it('is named and no more where a number is not known: registers whose enter was lost, what only the kernel knows', () => {
    expect(made('openat', { result: 3n })[0]).toBe('PPME_GENERIC_X');
    expect(made('mmap', { args: openat, result: 0n })[0]).toBe('PPME_GENERIC_X');
    expect(made('close', { result: 0n })).toEqual(['PPME_SYSCALL_CLOSE_X', 0]);
  });
});

describe('the script that serves syscalls', () => {
  it('reads the texts of the calls that have one', () => {
    expect(['open', 'openat', 'execve', 'unlinkat', 'read'].map(textArgumentOf)).toEqual([0, 1, 0, 1, undefined]);
    expect(syscallsScript()).toContain(`$id == ${nativeSyscallNumber('openat')}`);
  });

  it('prints lines that are read whatever threads and files are called', () => {
    const line = '> 257 5 7 1 1000 a> 3 b           ffffff9c 7f00 0 0 0 0 1x\ty 9';
    expect(readSyscallLine(line)).toMatchObject({ comm: 'a> 3 b', text: { argument: 1, value: 'x\ty 9' }, args: { 0: 0xffffff9cn } });
    expect(readSyscallLine('< 257 5 7 1 1000 cat              -2')).toMatchObject({ enter: false, result: -2n });
    for (const odd of ['', '> 1 2', '< 257 5 7 1 1000 cat              x', '> 257 5 7 1 1000 cat              1 2 3 ']) {
      expect(readSyscallLine(odd)).toBeUndefined();
    }
  });

  it('gives no text that was cut', () => {
    const line = (bytes: number) => `> 257 5 7 1 1000 ${'cat'.padEnd(16)} 1 2 0 0 0 0 1${'x'.repeat(bytes)}`;
    expect(readSyscallLine(line(textBytes - 2))?.text?.value).toHaveLength(textBytes - 2);
    expect(readSyscallLine(line(textBytes - 1))?.text).toBeUndefined();
  });
});
