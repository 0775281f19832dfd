import { beforeAll, describe, expect, it } from 'vitest';
import { comparable, deltaText, diffOf, percentText, sampleFrom, savedSample, type ViewSession } from '../../../src/chisel/view/index.ts';
import { event } from '../../support/events.ts';
import { sessionOver } from './support.ts';

const second = 1_000_000_000;
const at = (seconds: number): bigint => 1_600_000_000_000_000_000n + BigInt(Math.round(seconds * second));

/** A file read by a thread: so many calls of 100 bytes each. */
const reads = (from: number, tid: number, count: number) => [
  event('PPME_SYSCALL_OPEN_E', [], { time: at(from), tid }),
  event('PPME_SYSCALL_OPEN_X', [3, `/data/${tid}`, 1, 0, 0, 0], { time: at(from), tid }),
  ...Array.from({ length: count }, (_, i) => [
    event('PPME_SYSCALL_READ_E', [3, 4096], { time: at(from + 0.01 * i), tid }),
    event('PPME_SYSCALL_READ_X', [100, 'abc'], { time: at(from + 0.01 * i), tid }),
  ]).flat(),
  event('PPME_SYSCALL_CLOSE_E', [3], { time: at(from + 0.5), tid }),
  event('PPME_SYSCALL_CLOSE_X', [0], { time: at(from + 0.5), tid }),
];

let session: ViewSession;
const sampleOf = async (from: number, to: number) => {
  const { firstTime } = session.store;
  return (await session.load(undefined, { from: firstTime + from * second, to: firstTime + to * second }))!;
};
const facts = (diff: ReturnType<typeof diffOf>) =>
  diff.rows.map(({ key, a, b, delta, percent, state }) => [key, a, b, delta, percent, state]);

beforeAll(async () => {
  // First second: 100 and 200 read; second second: 100 reads more, 200 is gone, 300 is new.
  session = await sessionOver([...reads(0, 100, 2), ...reads(0.2, 200, 5), ...reads(1, 100, 6), ...reads(1.2, 300, 1)], { view: 'files' });
});

describe('two samples beside each other', () => {
  it('are joined by key, the largest change first, with what is new and gone', async () => {
    const [a, b] = [await sampleOf(0, 0.9), await sampleOf(0.95, 1.85)];
    expect(facts(diffOf(a, b, 0))).toEqual([
      ['/data/200', 500, undefined, -500, -100, 'gone'],
      ['/data/100', 200, 600, 400, 200, 'changed'],
      ['/data/300', undefined, 100, 100, undefined, 'new'],
    ]);
  });

  it('say where nothing changed', async () => {
    const a = await sampleOf(0, 0.9);
    expect(diffOf(a, a, 0).rows.map(({ state, delta }) => [state, delta])).toEqual([
      ['=', 0],
      ['=', 0],
    ]);
  });

  it('are counted by the second where one lasts longer than the other', async () => {
    const [a, b] = [await sampleOf(0, 0.5), await sampleOf(0, 1)];
    const sums = a.columns.findIndex(({ definition }) => definition.aggregation === 'SUM');
    expect(sums).toBeGreaterThanOrEqual(0);
    const diff = diffOf(a, b, sums);
    expect(diff.perSecond).toBe(true);
    const [row] = diff.rows;
    expect(row!.b! * 2).toBeCloseTo(row!.a!);
    expect(diffOf(a, a, sums).perSecond).toBe(false);
  });

  it('can be compared in numbers that mean an amount only', async () => {
    const { columns } = await sampleOf(0, 1);
    const names = comparable(columns).map((i) => columns[i]!.definition.field);
    expect(names).toContain('evt.buflen.file.in');
    expect(names).not.toContain('fd.name');
  });

  it('are written with signs', async () => {
    const [a, b] = [await sampleOf(0, 0.9), await sampleOf(0.95, 1.85)];
    const diff = diffOf(a, b, 0);
    expect(diff.rows.map(({ delta, percent }) => [deltaText(diff, delta), percentText(percent)])).toEqual([
      ['-500', '-100.0%'],
      ['+400', '+200.0%'],
      ['+100', '-'],
    ]);
  });
});

describe('a sample that is kept as text', () => {
  it('comes back as it was', async () => {
    const sample = await sampleOf(0, 2);
    const kept = sampleFrom(
      savedSample({ ...sample, rows: sample.rows.map((row) => ({ ...row, values: row.values.with(0, 2n ** 60n) })) })!,
      session.layout,
    );
    expect(kept?.rows[0]?.values[0]).toBe(2n ** 60n);
    expect(sampleFrom(savedSample(sample)!, session.layout)).toEqual(sample);
  });

  it('is not taken for that of a view with other columns, nor where it is damaged', async () => {
    const text = savedSample(await sampleOf(0, 2))!;
    const { layout } = await sessionOver(reads(0, 1, 1), { view: 'procs' });
    expect(sampleFrom(text, layout)).toBeUndefined();
    expect(sampleFrom(text.slice(0, -5), session.layout)).toBeUndefined();
    expect(sampleFrom('null', session.layout)).toBeUndefined();
  });
});
