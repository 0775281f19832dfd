import { expect, test } from 'vitest';
import { ringBytesFor } from '../../../src/source/ebpf/ring-size.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

test('a machine with memory to spare has a ring that lasts while its reader waits for a CPU', () => {
  expect(ringBytesFor(undefined, 2, 24 * GIB)).toBe(128 * MIB);
  expect(ringBytesFor(undefined, 2, 4 * GIB)).toBe(64 * MIB);
});

test('a small machine has the least ring, or what its CPUs need', () => {
  expect(ringBytesFor(undefined, 2, GIB)).toBe(32 * MIB);
  expect(ringBytesFor(undefined, 8, GIB)).toBe(64 * MIB);
  expect(ringBytesFor(undefined, 64, GIB)).toBe(128 * MIB);
});

test('what was asked for is for each CPU, and not more than can be mapped', () => {
  expect(ringBytesFor(65536, 2, GIB)).toBe(131072);
  expect(ringBytesFor(GIB, 4, 24 * GIB)).toBe(512 * MIB);
});
