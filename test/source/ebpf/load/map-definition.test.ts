import { describe, expect, test } from 'vitest';
import { dataMaps, declaredMaps } from '../../../../src/source/ebpf/load/map-definition.ts';
import { parseObject } from '../../../../src/source/ebpf/load/object.ts';
import { objectBytes } from './support.ts';

describe('the maps of an object', () => {
  const { btf, elf, variables } = parseObject(objectBytes('link'));

  test('are what the source declares', () => {
    const maps = declaredMaps(btf, elf).map(({ name, type, keySize, valueSize, maxEntries, flags }) => [
      name,
      type,
      keySize,
      valueSize,
      maxEntries,
      flags,
    ]);
    expect(maps.sort()).toEqual([
      ['hash', 1, 8, 4, 16, 0],
      ['pairs', 2, 4, 16, 4, 1 << 10],
      ['per_cpu', 6, 4, 12, 2, 0],
    ]);
  });

  test('and one for each section of global variables', () => {
    const maps = dataMaps(btf, elf).map(({ name, valueSize, maxEntries, isReadOnly }) => [name, valueSize, maxEntries, isReadOnly]);
    expect(maps.sort()).toEqual([
      ['.bss', 12, 1, false],
      ['.data', 8, 1, false],
      ['.rodata', 6, 1, true],
    ]);
  });

  test('with the places of the variables, static ones too', () => {
    expect([...variables].map(([name, { map, size }]) => [name, map, size]).sort()).toEqual([
      ['counted', '.bss', 8],
      ['hidden_counter', '.bss', 4],
      ['short_constant', '.rodata', 2],
      ['started', '.data', 8],
      ['wanted_call', '.rodata', 4],
    ]);
  });
});

describe('initial values', () => {
  test.each([
    [0xfffe, [0xfe, 0xff]],
    [-2, [0xfe, 0xff]],
    [7n, [7, 0]],
    [true, [1, 0]],
    [Uint8Array.of(5, 6), [5, 6]],
  ])('%s are written into their variable and nowhere else', (value, bytes) => {
    const { maps, variables } = parseObject(objectBytes('link'), { globals: { short_constant: value } });
    const { offset } = variables.get('short_constant')!;
    const content = maps.find((map) => map.name === '.rodata')!.content!;
    expect([...content.subarray(offset, offset + 2)]).toEqual(bytes);
    expect([...content].filter((_, index) => index < offset || index >= offset + 2)).toEqual([255, 255, 255, 255]);
  });
});
