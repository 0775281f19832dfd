import { describe, expect, it } from 'vitest';
import type { SampleRow } from '../../../src/chisel/view/index.ts';
import { treeOf } from '../../../src/tui/model/tree.ts';

const rows = (...links: readonly (readonly [pid: number, parent: number])[]): SampleRow[] =>
  links.map(([pid, parent]) => ({ key: pid, keyText: String(pid), values: [pid, parent], counts: [1, 1] }));

/** The tree with its lines: `1 2: .` has more of its own level below it, `2 1:` is the last. */
const drawn = (given: SampleRow[]) =>
  treeOf(given, 1).map(({ row, branch }) =>
    branch === undefined
      ? row.keyText
      : `${branch.passing.map((goesOn) => (goesOn ? '| ' : '  ')).join('')}${branch.last ? '`' : '+'} ${row.keyText}`,
  );

describe('a tree of processes', () => {
  it('has each below its parent, those of one parent in the order they came in', () => {
    expect(drawn(rows([5, 2], [1, 0], [4, 1], [2, 1], [3, 4], [6, 2]))).toEqual(['1', '+ 4', '| ` 3', '` 2', '  + 5', '  ` 6']);
  });

  it('has those whose parent is not shown at the top', () => {
    expect(drawn(rows([7, 99], [8, 7], [9, 98]))).toEqual(['7', '` 8', '9']);
  });

  it('has every row once, also where processes are their own parents, or each others', () => {
    const all = rows([1, 1], [2, 3], [3, 2], [4, 1], [0, 0], [5, 3]);
    expect(
      treeOf(all, 1)
        .map(({ row }) => row.keyText)
        .toSorted(),
    ).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('can be as deep as there are processes', () => {
    const chain = rows(...Array.from({ length: 50_000 }, (_, i) => [i + 1, i] as const));
    const tree = treeOf(chain, 1);
    expect(tree).toHaveLength(50_000);
    expect(Math.max(...tree.map(({ branch }) => branch?.passing.length ?? 0))).toBe(32);
  });
});
