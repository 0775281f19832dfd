import { describe, expect, test } from 'vitest';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { encodeBtf, type TypeRecord } from '../../../../src/source/ebpf/load/btf-encode.ts';
import { BtfKind } from '../../../../src/source/ebpf/load/btf-kinds.ts';
import { typesAreCompatible } from '../../../../src/source/ebpf/load/core-compatible.ts';
import { typesMatch } from '../../../../src/source/ebpf/load/core-match.ts';
import { CoreRelocationError } from '../../../../src/source/ebpf/load/index.ts';

const INT: TypeRecord = { name: 'int', kind: BtfKind.INT, third: 4, rest: [(1 << 24) | 32] };
const UNSIGNED: TypeRecord = { name: 'int', kind: BtfKind.INT, third: 4, rest: [32] };
const LONG: TypeRecord = { name: 'int', kind: BtfKind.INT, third: 8, rest: [(1 << 24) | 64] };
const struct = (name: string, ...members: [name: number, type: number][]): TypeRecord => ({
  name,
  kind: BtfKind.STRUCT,
  third: 8,
  length: members.length,
  rest: members.flatMap(([member, type]) => [member, type, 0]),
});
const pointer = (type: number): TypeRecord => ({ name: '', kind: BtfKind.PTR, third: type });
const array = (type: number, count: number): TypeRecord => ({ name: '', kind: BtfKind.ARRAY, third: 0, rest: [type, 1, count] });
const enumeration = (kind: number, third: number, ...names: number[]): TypeRecord => ({
  name: 'e',
  kind,
  third,
  length: names.length,
  rest: names.flatMap((name) => (kind === BtfKind.ENUM ? [name, 1] : [name, 1, 0])),
});
/** The first type's name begins at 1; 'int' is there three characters long, so 1, 2 and 3 are the names int, nt and t. */
const [NAME, OTHER_NAME] = [1, 2];

/** Whether the last type of the one matches the last type of the other. */
function matches(local: TypeRecord[], target: TypeRecord[]): boolean {
  return typesMatch(new Btf(encodeBtf(local), 'object'), local.length, new Btf(encodeBtf(target), 'kernel'), target.length);
}

describe('a type of the kernel matches', () => {
  test.each<[what: string, local: TypeRecord[], target: TypeRecord[]]>([
    ['an integer of the same width and sign', [INT], [INT]],
    ['a struct with all its members and more', [INT, struct('s', [NAME, 1])], [INT, struct('s', [OTHER_NAME, 1], [NAME, 1])]],
    ['one of another flavour', [INT, struct('s___x', [NAME, 1])], [INT, struct('s', [NAME, 1])]],
    [
      'an enum with all its values and more',
      [INT, enumeration(BtfKind.ENUM, 4, NAME)],
      [INT, enumeration(BtfKind.ENUM, 4, OTHER_NAME, NAME)],
    ],
    [
      'an enum that became a 64-bit one of the same size',
      [INT, enumeration(BtfKind.ENUM, 8, NAME)],
      [INT, enumeration(BtfKind.ENUM64, 8, NAME)],
    ],
    ['a pointer to a struct of that name, whatever is in it', [INT, struct('s', [NAME, 1]), pointer(2)], [INT, struct('s'), pointer(2)]],
    ['a pointer to a struct only declared', [INT, struct('s'), pointer(2)], [INT, { name: 's', kind: BtfKind.FWD, third: 0 }, pointer(2)]],
    ['a declared struct behind a pointer', [INT, { name: 's', kind: BtfKind.FWD, third: 0 }, pointer(2)], [INT, struct('s'), pointer(2)]],
    ['an array of as many', [INT, array(1, 3)], [INT, array(1, 3)]],
    [
      'a function with the same parameters',
      [INT, { name: '', kind: BtfKind.FUNC_PROTO, third: 1, length: 1, rest: [0, 1] }],
      [INT, { name: '', kind: BtfKind.FUNC_PROTO, third: 1, length: 1, rest: [0, 1] }],
    ],
  ])('%s', (_, local, target) => {
    expect(matches(local, target)).toBe(true);
  });
});

describe('a type of the kernel does not match', () => {
  test.each<[what: string, local: TypeRecord[], target: TypeRecord[]]>([
    ['an integer of another sign', [INT], [UNSIGNED]],
    ['an integer of another width', [INT], [LONG]],
    ['a struct without one of the members', [INT, struct('s', [NAME, 1])], [INT, struct('s', [OTHER_NAME, 1])]],
    ['a struct whose member has another type', [INT, struct('s', [NAME, 1])], [LONG, struct('s', [NAME, 1])]],
    ['a struct of another name', [INT, struct('s')], [INT, struct('t')]],
    ['a union', [INT, struct('s')], [INT, { ...struct('s'), kind: BtfKind.UNION }]],
    ['an enum without one of the values', [INT, enumeration(BtfKind.ENUM, 4, NAME)], [INT, enumeration(BtfKind.ENUM, 4, OTHER_NAME)]],
    ['an enum of another size', [INT, enumeration(BtfKind.ENUM, 4, NAME)], [INT, enumeration(BtfKind.ENUM, 2, NAME)]],
    ['an array of more', [INT, array(1, 3)], [INT, array(1, 4)]],
    ['a pointer to another type', [INT, pointer(1)], [LONG, pointer(1)]],
    [
      'a declared union behind a pointer',
      [INT, struct('s'), pointer(2)],
      [INT, { name: 's', kind: BtfKind.FWD, third: 0, kindFlag: true }, pointer(2)],
    ],
    [
      'a function with more parameters',
      [INT, { name: '', kind: BtfKind.FUNC_PROTO, third: 1 }],
      [INT, { name: '', kind: BtfKind.FUNC_PROTO, third: 1, length: 1, rest: [0, 1] }],
    ],
  ])('%s', (_, local, target) => {
    expect(matches(local, target)).toBe(false);
  });
});

test('structs that hold each other without end are refused', () => {
  const endless = [INT, struct('s', [NAME, 3]), struct('int', [NAME, 2])];
  expect(() => matches([...endless, struct('s', [NAME, 3])], [...endless, struct('s', [NAME, 3])])).toThrow(CoreRelocationError);
});

test('compatible are structs of one kind whatever their members, and functions only with as many parameters', () => {
  const one = new Btf(encodeBtf([INT, struct('s', [NAME, 1]), { name: '', kind: BtfKind.FUNC_PROTO, third: 1 }]), 'object');
  const other = new Btf(
    encodeBtf([LONG, struct('s'), { name: '', kind: BtfKind.FUNC_PROTO, third: 1, length: 1, rest: [0, 1] }]),
    'kernel',
  );
  expect(typesAreCompatible(one, 1, other, 1)).toBe(true);
  expect(typesAreCompatible(one, 2, other, 2)).toBe(true);
  expect(typesAreCompatible(one, 3, other, 3)).toBe(false);
  expect(typesAreCompatible(one, 1, other, 2)).toBe(false);
});
