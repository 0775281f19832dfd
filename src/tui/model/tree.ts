import type { Sample, SampleRow } from '../../chisel/view/index.ts';
import type { Branch } from '../port.ts';

/** A row and where it hangs; undefined: under nothing that is shown. */
export interface TreeRow {
  readonly row: SampleRow;
  readonly branch: Branch | undefined;
}

/** Index of the column that says which row another belongs under; undefined where a view has no such rows. */
export function parentColumn({ key, columns }: Sample): number | undefined {
  const at = key?.definition.field === 'proc.pid' ? columns.findIndex(({ definition }) => definition.field === 'proc.ppid') : -1;
  return at < 0 ? undefined : at;
}

/** Rows below their parents, those of one parent in the order given. Every row comes once, whatever events said of parents. */
export function treeOf(rows: readonly SampleRow[], parentAt: number): TreeRow[] {
  const known = new Set(rows.map(({ keyText }) => keyText));
  const children = new Map<string, SampleRow[]>();
  const roots: SampleRow[] = [];
  for (const row of rows) {
    const parent = String(row.values[parentAt]);
    if (parent === row.keyText || !known.has(parent)) roots.push(row);
    else if (!children.has(parent)) children.set(parent, [row]);
    else children.get(parent)!.push(row);
  }
  const placed: TreeRow[] = [];
  const seen = new Set<SampleRow>();
  // By hand: a chain of parents may be longer than calls can be nested.
  const climb = (root: SampleRow) => {
    const waiting: TreeRow[] = [{ row: root, branch: undefined }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next.row)) continue;
      seen.add(next.row);
      placed.push(next);
      const { branch } = next;
      const passing = branch === undefined ? [] : [...branch.passing, !branch.last].slice(-depthMax);
      const below = (children.get(next.row.keyText) ?? []).filter((row) => !seen.has(row));
      for (let i = below.length - 1; i >= 0; i--) {
        waiting.push({ row: below[i]!, branch: { passing, last: i === below.length - 1 } });
      }
    }
  };
  for (const root of roots) climb(root);
  // Processes that are each other's parents hang under none.
  for (const row of rows) if (!seen.has(row)) climb(row);
  return placed;
}

/** Deeper than this nobody can see how deep. */
const depthMax = 32;
