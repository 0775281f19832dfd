import { describe, expect, test } from 'vitest';
import { findSection, parseElf } from '../../../../src/source/ebpf/load/elf.ts';
import { MalformedObjectError } from '../../../../src/source/ebpf/load/index.ts';
import { objectBytes } from './support.ts';

const link = objectBytes('link');

/** The object with one byte changed. */
function changed(offset: number, value: number): Uint8Array {
  const bytes = Uint8Array.from(link);
  bytes[offset] = value;
  return bytes;
}

describe('an object file', () => {
  const elf = parseElf(link);

  test('has its sections by name', () => {
    expect(findSection(elf, '.text')).toMatchObject({ executable: true, allocated: true });
    expect(findSection(elf, '.rodata')).toMatchObject({ executable: false, allocated: true, size: 6 });
    expect(findSection(elf, '.BTF')?.allocated).toBe(false);
    expect(findSection(elf, 'nothing')).toBeUndefined();
  });

  test('has a section without bytes with its size', () => {
    const bss = findSection(elf, '.bss')!;
    expect(bss.size).toBeGreaterThan(0);
    expect(bss.data.length).toBe(0);
  });

  test('has functions among its symbols, and tells hidden ones apart', () => {
    const functions = elf.symbols.filter((symbol) => symbol.isFunction);
    expect(functions.map((symbol) => symbol.name).sort()).toEqual([
      'branch',
      'calls',
      'classic',
      'each',
      'global_function',
      'hidden_function',
      'leaf',
      'second',
      'typed',
    ]);
    expect(functions.filter((symbol) => symbol.isHidden).map((symbol) => symbol.name)).toEqual(['hidden_function']);
  });

  test('has the relocations of its code in order, and none of its debug information', () => {
    const code = findSection(elf, 'raw_tp/sys_enter')!;
    const names = elf.relocations.get(code.index)!.map((relocation) => relocation.symbol.name);
    expect(names).toContain('global_function');
    const offsets = elf.relocations.get(code.index)!.map((relocation) => relocation.offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(elf.relocations.has(findSection(elf, '.BTF')!.index)).toBe(false);
  });
});

describe('what is refused as an object file', () => {
  test.each<[what: string, bytes: Uint8Array, message: string]>([
    ['nothing', new Uint8Array(0), 'not an ELF file'],
    ['text', new TextEncoder().encode('#!/bin/sh\n'.repeat(20)), 'not an ELF file'],
    ['32-bit ELF', changed(4, 1), 'not a 64-bit ELF file'],
    ['the other byte order', changed(5, 2), 'not little-endian'],
    ['an executable', changed(16, 2), 'not a relocatable object'],
    ['another machine', changed(18, 62), 'not made for the BPF machine'],
    ['section headers of another size', changed(58, 40), 'section headers of 40 bytes, not 64'],
    ['no sections', changed(60, 0), 'no sections'],
    ['a section name table that is missing', changed(62, 200), 'section 200 for the section names'],
    ['a section table beyond the end', changed(46, 1), 'bytes wanted'],
  ])('%s', (_, bytes, message) => {
    expect(() => parseElf(bytes)).toThrow(MalformedObjectError);
    expect(() => parseElf(bytes)).toThrow(message);
  });

  test('any part of one', () => {
    for (let length = 0; length < link.length; length += 61) {
      expect(() => parseElf(link.subarray(0, length))).toThrow(MalformedObjectError);
    }
  });

  test('and the error says where', () => {
    expect(() => parseElf(changed(18, 62))).toThrow('object file, byte 18: ');
  });
});
