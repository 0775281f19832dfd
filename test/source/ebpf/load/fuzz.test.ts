import { describe, expect, test } from 'vitest';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { CoreResolver, indexKernelTypes, wantedNames } from '../../../../src/source/ebpf/load/core.ts';
import { EbpfError } from '../../../../src/source/ebpf/load/index.ts';
import { linkProgram } from '../../../../src/source/ebpf/load/link.ts';
import { parseObject } from '../../../../src/source/ebpf/load/object.ts';
import { objectBtf, objectBytes } from './support.ts';

const ROUNDS = 800;

/** The same numbers each run (xorshift32), so that a failure can be looked at again. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** A copy with up to eight damaged places: bits flipped, bytes or words replaced, the end cut off. */
function damage(original: Uint8Array, random: (limit: number) => number): Uint8Array {
  let bytes = Uint8Array.from(original);
  for (let i = random(8); i >= 0; i--) {
    const at = random(bytes.length);
    switch (random(8)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes.fill(0xff, at, at + 4);
        break;
      case 2:
        bytes.fill(0, at, at + 8);
        break;
      case 3:
        if (random(20) === 0) bytes = bytes.slice(0, Math.max(1, at));
        break;
      default:
        bytes[at] = bytes[at]! ^ (1 << random(8));
    }
  }
  return bytes;
}

/** Everything the loader does before it calls the kernel. */
function prepare(object: Uint8Array, kernel: Btf): void {
  const parsed = parseObject(object);
  const { elf, ext, functions, entries, btf } = parsed;
  const maps = parsed.maps.map(({ section, offset, content }, index) => ({
    fd: index + 3,
    section,
    offset,
    isData: content !== undefined,
  }));
  const index = indexKernelTypes(kernel, wantedNames(btf, [...ext.relocations.values()].flat()));
  const input = { elf, ext, functions, maps, resolver: new CoreResolver(btf, kernel, index), fitted: new Map() };
  for (const entry of entries) {
    // core.o has programs that are refused as they are.
    if (entry.name !== 'different_in_two_types') linkProgram(input, entry);
  }
}

/** Runs `attempt` on damaged copies; counts what was refused and fails on anything but a typed error. */
function survive(original: Uint8Array, seed: number, attempt: (bytes: Uint8Array) => void): number {
  const random = generator(seed);
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damage(original, random);
    try {
      attempt(bytes);
    } catch (error) {
      if (!(error instanceof EbpfError)) throw new Error(`round ${round} of seed ${seed}: ${String(error)}`, { cause: error });
      refused++;
    }
  }
  return refused;
}

describe('damage', () => {
  const kernel = objectBtf('core-kernel');

  test.each([
    ['link', 20_261],
    ['core', 72_193],
    ['refused', 41_077],
  ])(
    'to %s.o gives a typed error or none',
    (name, seed) => {
      const refused = survive(objectBytes(name), seed, (bytes) => prepare(bytes, kernel));
      expect(refused).toBeGreaterThan(ROUNDS / 20);
      expect(refused).toBeLessThan(ROUNDS);
    },
    60_000,
  );

  test("to the kernel's types gives a typed error or none", () => {
    const object = objectBytes('core');
    const refused = survive(kernel.bytes, 9_001, (bytes) => prepare(object, new Btf(bytes, 'kernel BTF')));
    expect(refused).toBeGreaterThan(ROUNDS / 20);
  }, 60_000);
});
