import { describe, expect, it } from 'vitest';
import { layOut, type Sample, shownColumns } from '../../../src/chisel/view/index.ts';
import { allViews } from '../../../src/cli/ctsdig/own-views.ts';
import { Amounts } from '../../../src/tui/model/amounts.ts';

const layout = layOut(allViews().find(({ id }) => id === 'files')!);
const columns = shownColumns(layout);

/** A sample of a second in which each key has one amount, in every column. */
function sampleOf(amounts: Readonly<Record<string, number | bigint>>): Sample {
  const rows = Object.entries(amounts).map(([key, amount]) => ({
    key,
    keyText: key,
    values: columns.map(() => amount),
    counts: columns.map(() => 1),
  }));
  return { layout, columns, key: undefined, rows, seconds: 1 };
}

describe('the amounts of rows over some samples', () => {
  it('are those of the last ones, 0 where a sample did not have the row', () => {
    const amounts = new Amounts(sampleOf({}), 3);
    const numbers: number[][] = [];
    for (const sample of [{ a: 1 }, { a: 2, b: 7n }, { b: 8 }, { a: 4 }]) {
      amounts.add(sampleOf(sample));
      numbers.push(amounts.of('a', 0));
    }
    expect(numbers).toEqual([[1], [1, 2], [1, 2, 0], [2, 0, 4]]);
    expect(amounts.of('b', 1)).toEqual([7, 8, 0]);
    expect(amounts.of('never', 0)).toEqual([0, 0, 0]);
  });

  it('stay right where rows come and go for long, and take no more room for it', () => {
    const amounts = new Amounts(sampleOf({}), 4);
    const before: Record<string, number>[] = [];
    for (let i = 0; i < 100; i++) {
      const sample = Object.fromEntries(Array.from({ length: 100 }, (_, k) => [`row ${i * 30 + k}`, i * 1000 + k]));
      before.push(sample);
      amounts.add(sampleOf(sample));
      for (let k = -200; k < 100; k += 7) {
        const key = `row ${i * 30 + k}`;
        expect(amounts.of(key, 1)).toEqual(before.slice(-4).map((one) => one[key] ?? 0));
      }
    }
    expect(amounts.places).toBeLessThanOrEqual(512);
  });
});
