import { describe, expect, test } from 'vitest';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { encodeBtf, type TypeRecord } from '../../../../src/source/ebpf/load/btf-encode.ts';
import { BtfKind } from '../../../../src/source/ebpf/load/btf-kinds.ts';
import { MalformedObjectError } from '../../../../src/source/ebpf/load/index.ts';
import { objectBtf } from './support.ts';

/** Type 1 of all samples. */
const INT: TypeRecord = { name: 'int', kind: BtfKind.INT, third: 4, rest: [(1 << 24) | 32] };

function btf(...types: TypeRecord[]): Btf {
  return new Btf(encodeBtf([INT, ...types]), 'sample');
}

describe('types', () => {
  test('have the sizes of what they stand for', () => {
    const types = btf(
      { name: '', kind: BtfKind.PTR, third: 1 },
      { name: '', kind: BtfKind.ARRAY, third: 0, rest: [1, 1, 6] },
      { name: 'rows', kind: BtfKind.TYPEDEF, third: 3 },
      { name: '', kind: BtfKind.ARRAY, third: 0, rest: [4, 1, 3] },
      { name: '', kind: BtfKind.CONST, third: 5 },
      { name: 'tag', kind: BtfKind.TYPE_TAG, third: 6 },
      { name: 'double', kind: BtfKind.FLOAT, third: 8 },
      { name: 'v', kind: BtfKind.VAR, third: 7, rest: [0] },
    );
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => types.size(id))).toEqual([4, 8, 24, 24, 72, 72, 72, 8, 72]);
  });

  test('have no size when they are void, functions or only declared', () => {
    const types = btf({ name: 'later', kind: BtfKind.FWD, third: 0 }, { name: '', kind: BtfKind.FUNC_PROTO, third: 0 });
    for (const id of [0, 2, 3]) expect(() => types.size(id)).toThrow('has no size');
  });

  test('have members with offsets in bits, and widths where there are bit fields', () => {
    const types = btf(
      { name: 'plain', kind: BtfKind.STRUCT, third: 8, length: 2, rest: [0, 1, 0, 1, 1, 32] },
      { name: 'packed', kind: BtfKind.STRUCT, third: 4, length: 2, kindFlag: true, rest: [1, 1, (3 << 24) | 0, 1, 1, (0 << 24) | 32] },
    );
    expect(types.member(2, 0)).toEqual({ name: '', type: 1, bitOffset: 0, bitSize: 0 });
    expect(types.member(2, 1)).toEqual({ name: 'int', type: 1, bitOffset: 32, bitSize: 0 });
    expect(types.member(3, 0)).toMatchObject({ bitOffset: 0, bitSize: 3 });
    expect(types.member(3, 1)).toMatchObject({ bitOffset: 32, bitSize: 0 });
    expect(() => types.member(2, 2)).toThrow(MalformedObjectError);
    expect(() => types.member(1, 0)).toThrow(MalformedObjectError);
  });

  test('have enum values of 32 bits, sign-extended, and of 64 bits', () => {
    const types = btf(
      { name: 'small', kind: BtfKind.ENUM, third: 4, length: 2, kindFlag: true, rest: [1, 0xffff_fffb, 1, 7] },
      { name: 'large', kind: BtfKind.ENUM64, third: 8, length: 1, rest: [1, 0x89ab_cdef, 0x8123_4567] },
    );
    expect(types.enumValue(2, 0)).toBe(-5n);
    expect(types.enumValue(2, 1)).toBe(7n);
    expect(types.enumValue(3, 0)).toBe(0x8123_4567_89ab_cdefn);
    expect(() => types.enumValue(2, 2)).toThrow(MalformedObjectError);
    expect(types.isEnum(2) && types.isEnum(3) && !types.isEnum(1)).toBe(true);
  });

  test('are found by kind', () => {
    const types = btf(
      { name: 'a', kind: BtfKind.TYPEDEF, third: 1 },
      { name: '', kind: BtfKind.PTR, third: 1 },
      { name: 'b', kind: BtfKind.TYPEDEF, third: 3 },
    );
    expect(types.idsOfKind(BtfKind.TYPEDEF)).toEqual([2, 4]);
  });

  test('that go round in a circle are refused instead of followed for ever', () => {
    const types = btf(
      { name: 'a', kind: BtfKind.TYPEDEF, third: 3 },
      { name: 'b', kind: BtfKind.CONST, third: 2 },
      { name: '', kind: BtfKind.ARRAY, third: 0, rest: [4, 1, 2] },
    );
    expect(() => types.skipModifiers(2)).toThrow(MalformedObjectError);
    expect(() => types.size(4)).toThrow(MalformedObjectError);
  });

  test('that are not there are refused', () => {
    const types = btf({ name: 'a', kind: BtfKind.TYPEDEF, third: 99 });
    expect(() => types.skipModifiers(2)).toThrow('type 99 of 2');
    expect(() => types.string(10_000)).toThrow('string offset 10000');
  });

  test('of kinds that came after this format version are refused, with the place', () => {
    expect(() => btf({ name: 'x', kind: 20, third: 0 })).toThrow('sample, byte 40: type 2 is of unknown kind 20');
  });

  test('whose record is cut off are refused', () => {
    expect(() => btf({ name: 'x', kind: BtfKind.STRUCT, third: 0, length: 1 })).toThrow('type 2 reaches beyond the type section');
  });
});

describe('type information', () => {
  test('starts anywhere in memory', () => {
    const bytes = encodeBtf([INT]);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(new Btf(shifted.subarray(1), 'shifted').name(1)).toBe('int');
  });

  test.each<[what: string, offset: number, value: number]>([
    ['without its magic', 0, 0],
    ['of another version', 2, 2],
    ['with types off their boundary', 8, 1],
    ['with types beyond the end', 14, 1],
    ['with strings beyond the end', 22, 1],
    ['without strings', 20, 0],
  ])('%s is refused', (_, offset, value) => {
    const bytes = encodeBtf([INT]);
    bytes[offset] = value;
    expect(() => new Btf(bytes, 'sample')).toThrow(MalformedObjectError);
  });

  test('of a compiler has the layout of the source', () => {
    const types = objectBtf('core-kernel');
    const sample = types.idsOfKind(BtfKind.STRUCT).find((id) => types.name(id) === 'sample')!;
    const members = Array.from({ length: types.length(sample) }, (_, index) => types.member(sample, index));
    expect(types.size(sample)).toBe(144);
    expect(members.find((member) => member.name === 'middle_bits')).toMatchObject({ bitOffset: 104 * 8 + 3, bitSize: 13 });
  });
});
