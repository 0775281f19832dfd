import { describe, expect, test } from 'vitest';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { encodeBtf, type TypeRecord } from '../../../../src/source/ebpf/load/btf-encode.ts';
import { BtfKind } from '../../../../src/source/ebpf/load/btf-kinds.ts';
import { essentialName, indexTypes } from '../../../../src/source/ebpf/load/btf-names.ts';

describe('the essential name', () => {
  test.each([
    ['task_struct', 'task_struct'],
    ['task_struct___old', 'task_struct'],
    ['a___b', 'a'],
    ['a___b___c', 'a___b'],
    ['___a', '___a'],
    ['a___', 'a___'],
    ['a____b', 'a____b'],
    ['a__b', 'a__b'],
    ['a___b____c', 'a'],
    ['', ''],
  ])('of %s is %s', (name, essential) => {
    expect(essentialName(name)).toBe(essential);
  });
});

describe('the index of types', () => {
  const struct = (name: string): TypeRecord => ({ name, kind: BtfKind.STRUCT, third: 0 });
  const btf = new Btf(
    encodeBtf([
      struct('pid'),
      struct('pid_namespace'),
      struct('pid___2'),
      { name: 'pid', kind: BtfKind.FUNC, third: 0 },
      struct(''),
      struct('p'),
      struct('q___x'),
      { name: 'pid', kind: BtfKind.TYPEDEF, third: 1 },
      struct('task_struct'),
    ]),
    'sample',
  );

  test('has all types of a name, in any flavour, of the wanted kinds', () => {
    const index = indexTypes(btf, ['pid', 'task_struct'], [BtfKind.STRUCT, BtfKind.TYPEDEF]);
    expect([...index]).toEqual([
      ['pid', [1, 3, 8]],
      ['task_struct', [9]],
    ]);
  });

  test('finds names shorter than what it compares first', () => {
    const index = indexTypes(btf, ['p', 'q'], [BtfKind.STRUCT]);
    expect([...index.values()]).toEqual([[6], [7]]);
  });

  test('has nothing for names that are not there', () => {
    expect(indexTypes(btf, ['tas', 'pid_'], [BtfKind.STRUCT]).get('tas')).toEqual([]);
  });
});
