import { describe, expect, test } from 'vitest';
import { Attr } from '../../../../src/source/ebpf/load/attr.ts';
import { Bpf } from '../../../../src/source/ebpf/load/bpf.ts';
import { type Libc, NotSupportedError } from '../../../../src/source/ebpf/load/index.ts';

const EAGAIN = 11;

/** A C library whose calls give these results one after the other, and what it was asked. */
function scripted(...results: number[]): { libc: Libc; calls: (number | bigint)[][]; heldBack: () => number } {
  const calls: (number | bigint)[][] = [];
  let heldBack = 0;
  const libc: Libc = {
    pageSize: 4096,
    syscall(number, ...args) {
      calls.push([number, ...args]);
      return results.shift() ?? 0;
    },
    async syscallInBackground(number, ...args) {
      return libc.syscall(number, ...args);
    },
    withoutSignals(action) {
      heldBack++;
      return action();
    },
    address: (bytes) => BigInt(bytes.length),
    map() {
      throw new Error('not asked for');
    },
  };
  return { libc, calls, heldBack: () => heldBack };
}

describe('an argument of bpf(2)', () => {
  test('has its fields at their offsets, and pointers when the call is made', () => {
    const attr = new Attr(40)
      .u32(0, 7)
      .u64(8, 1n << 40n)
      .pointer(16, new Uint8Array(5))
      .objectName(24, 'name');
    const { libc, calls } = scripted(3);
    expect(new Bpf(libc, 'x64').call(5, attr)).toBe(3);
    expect(calls).toEqual([[321, 5, 40n, 40]]);
    const view = new DataView(attr.bytes.buffer);
    expect([view.getUint32(0, true), view.getBigUint64(8, true), view.getBigUint64(16, true)]).toEqual([7, 1n << 40n, 5n]);
    expect(Buffer.from(attr.bytes.subarray(24, 29)).toString()).toBe('name\0');
  });

  test('has no pointer to nothing', () => {
    expect(new Attr(8).pointer(0, new Uint8Array(0)).pointers).toEqual([]);
  });

  test('has names of at most 15 of the characters the kernel allows', () => {
    const attr = new Attr(16).objectName(0, 'a-very/long name of a map');
    expect(Buffer.from(attr.bytes).toString()).toBe('a_very_long_nam\0');
  });
});

describe('a call', () => {
  test('stopped by a signal is made again with signals held back', () => {
    const { libc, calls, heldBack } = scripted(-EAGAIN, -EAGAIN, 9);
    expect(new Bpf(libc, 'x64').call(5, new Attr(8))).toBe(9);
    expect([calls.length, heldBack()]).toEqual([3, 2]);
  });

  test('that never gets through ends after some attempts', () => {
    const { libc, calls } = scripted(...Array<number>(100).fill(-EAGAIN));
    expect(new Bpf(libc, 'x64').call(5, new Attr(8))).toBe(-EAGAIN);
    expect(calls).toHaveLength(6);
  });

  test('has the numbers of the machine, and is refused on one nobody described', async () => {
    const { libc, calls } = scripted();
    await new Bpf(libc, 'arm64').callInBackground(0, new Attr(8));
    expect(calls[0]![0]).toBe(280);
    expect(() => new Bpf(libc, 's390x')).toThrow(NotSupportedError);
  });
});
