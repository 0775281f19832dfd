import { beforeAll, describe, expect, it } from 'vitest';
import type { ViewSession } from '../../../src/chisel/view/index.ts';
import { event } from '../../support/events.ts';
import { sessionOver } from './support.ts';

const second = 1_000_000_000;
const at = (seconds: number): bigint => 1_600_000_000_000_000_000n + BigInt(Math.round(seconds * second));

/** Two threads read two files, one second apart. */
const events = [1, 2, 3, 4].flatMap((when) =>
  [100, 200].flatMap((tid) => [
    event('PPME_SYSCALL_OPEN_E', [], { time: at(when), tid }),
    event('PPME_SYSCALL_OPEN_X', [3, `/data/${tid}`, 1, 0, 0, 0], { time: at(when), tid }),
    event('PPME_SYSCALL_READ_E', [3, 4096], { time: at(when), tid }),
    event('PPME_SYSCALL_READ_X', [tid * when, 'abc'], { time: at(when), tid }),
    event('PPME_SYSCALL_CLOSE_E', [3], { time: at(when), tid }),
    event('PPME_SYSCALL_CLOSE_X', [0], { time: at(when), tid }),
  ]),
);

let session: ViewSession;
const bytesIn = (): Record<string, unknown> => Object.fromEntries(session.snapshot().rows.map((row) => [row.keyText, row.values[0]]));

beforeAll(async () => {
  session = await sessionOver(events, { view: 'files' });
});

describe('a session', () => {
  it('counts the whole capture at first', () => {
    expect(bytesIn()).toEqual({ '/data/100': 1000, '/data/200': 2000 });
  });

  it('counts only what happened in its window, wherever that begins', () => {
    const { firstTime } = session.store;
    session.setWindow({ from: firstTime + 1.5 * second, to: firstTime + 2.5 * second });
    expect(bytesIn()).toEqual({ '/data/100': 300, '/data/200': 600 });
    session.setWindow({ from: firstTime + 0.5 * second, to: firstTime + 10 * second });
    expect(bytesIn()).toEqual({ '/data/100': 900, '/data/200': 1800 });
    session.setWindow(undefined);
  });

  it('drills into a row, and comes back to it with its order', () => {
    session.sortBy(0);
    session.sortBy(0);
    const before = session.snapshot();
    expect(session.drillDown('/data/200')).toBe(true);
    expect(session.view.id).toBe('procs');
    expect(session.wholeFilter).toContain('fd.name="/data/200"');
    expect(session.snapshot().rows.map(({ keyText }) => keyText)).toEqual(['200']);
    const step = session.drillUp();
    expect(step?.key).toBe('/data/200');
    expect(session.snapshot().rows).toEqual(before.rows);
    expect(session.sorting).toEqual(before.sorting);
    expect(session.drillUp()).toBeUndefined();
  });

  it('takes a filter of events, and refuses a wrong one without changing anything', () => {
    session.setFilter('thread.tid=100');
    expect(bytesIn()).toEqual({ '/data/100': 1000 });
    expect(() => session.setFilter('thread.tdi=100')).toThrow();
    expect(session.filter).toBe('thread.tid=100');
    session.setFilter('');
  });

  it('shows only rows with a text, and counts the others', () => {
    session.setTextFilter('/200');
    const { rows, total } = session.snapshot();
    expect([rows.map(({ keyText }) => keyText), total]).toEqual([['/data/200'], 2]);
    session.setTextFilter('');
  });

  it('says why a view cannot be shown', () => {
    const reasons = Object.fromEntries(session.applicable().map(({ view, unavailable }) => [view.id, unavailable]));
    expect(reasons.procs).toBeUndefined();
    expect(reasons.containers).toBe('no containers were seen');
    expect(reasons.kubernetes_pods).toBe('no Kubernetes metadata was seen');
    expect(reasons.syscall_procs).toBe('only for a selection: drill down first');
    expect(reasons.docker_events).toBe(undefined);
  });

  it('counts events by time', () => {
    const { counts } = session.timeline('events', 4);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(events.length);
    expect(counts.filter((count) => count > 0).length).toBe(4);
  });

  it('gives the same rows whether it is waited for or not', async () => {
    const other = await sessionOver(events, { view: 'threads' });
    const loaded = await other.load();
    expect(loaded?.rows).toEqual((await sessionOver(events, { view: 'threads' })).sample().rows);
  });
});
