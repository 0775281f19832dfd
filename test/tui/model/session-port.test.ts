import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ViewSession } from '../../../src/chisel/view/index.ts';
import { SessionPort, type SourceStatus } from '../../../src/tui/index.ts';
import { sessionOver } from '../../chisel/view/support.ts';
import { cloneExit } from '../../machine/events.ts';
import { event } from '../../support/events.ts';

const at = (seconds: number): bigint => 1_600_000_000_000_000_000n + BigInt(seconds * 1_000_000_000);

/** Two threads read a file each, every second. */
const events = [1, 2, 3, 4].flatMap((when) =>
  [100, 200].flatMap((tid) => [
    event('PPME_SYSCALL_OPEN_E', [], { time: at(when), tid }),
    event('PPME_SYSCALL_OPEN_X', [3, `/data/${tid}`, 1, 0, 0, 0], { time: at(when), tid }),
    event('PPME_SYSCALL_READ_E', [3, 4096], { time: at(when), tid }),
    event('PPME_SYSCALL_READ_X', [tid * when, 'abc'], { time: at(when), tid }),
  ]),
);

let session: ViewSession;
let status: SourceStatus;
let port: SessionPort;
const files = () => Array.from({ length: port.snapshot().rows.length }, (_, i) => port.snapshot().rows.at(i).cells.at(-1));

beforeEach(async () => {
  session = await sessionOver(events, { view: 'files' });
  status = { name: 'x.scap', detail: '', recorded: true, state: { kind: 'offline' }, drops: 0 };
  port = new SessionPort({ session, status: () => status });
});

describe('rows that are made in the background', () => {
  it('are made again where more came meanwhile, once the file has ended', async () => {
    // As if not all were in memory: of a few events rows are made at once.
    vi.spyOn(session, 'present', 'get').mockReturnValue(undefined);
    const old = session.sample();
    const first = Promise.withResolvers<typeof old>();
    const load = vi.spyOn(session, 'load').mockReturnValueOnce(first.promise);
    port.setView('files');
    expect(port.snapshot().busy).toBe(true);
    port.refresh();
    expect(load).toHaveBeenCalledTimes(1);
    first.resolve(old);
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    await vi.waitFor(() => expect(port.snapshot().busy).toBe(false));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('the tree of processes', () => {
  const clone = (tid: number, ptid: number) => cloneExit(0, { tid, pid: tid, ptid, comm: `p${tid}` });
  const pids = () => Array.from({ length: port.snapshot().rows.length }, (_, i) => port.snapshot().rows.at(i));

  it('stands below parents, in any order, and goes with the views that have it', async () => {
    session = await sessionOver([clone(300, 1), clone(301, 300), clone(302, 301), clone(303, 300)], { view: 'procs' });
    port = new SessionPort({ session, status: () => status });
    expect(port.snapshot().tree).toBe(false);
    port.setTree(true);
    port.setSorting({ column: 0, descending: true });
    expect(port.snapshot().tree).toBe(true);
    const tree = pids().filter(({ key }) => Number(key) >= 300);
    expect(tree.map(({ key, branch }) => [key, branch?.passing.length, branch?.last])).toEqual([
      ['300', 0, true],
      ['303', 1, false],
      ['301', 1, true],
      ['302', 2, true],
    ]);
    expect(port.snapshot().rows.indexOf('302')).toBe(pids().findIndex(({ key }) => key === '302'));
    port.setView('files');
    expect(port.snapshot().tree).toBeUndefined();
    port.setView('procs');
    expect(port.snapshot().tree).toBe(true);
  });
});

describe('the trend of a row', () => {
  const values = (key: string) => port.snapshot().trend?.of(key);

  it('cuts a recorded window up, and follows window and order', async () => {
    port.setSorting({ column: port.snapshot().columns.findIndex(({ title }) => title === 'BYTES IN'), descending: true });
    await expect
      .poll(() => values('/data/100')?.map(Boolean), { timeout: 8000 })
      .toEqual([true, false, false, true, false, false, true, false, false, true]);
    const [first = 0, , , second = 0] = values('/data/100')!;
    expect(second / first).toBeCloseTo(2, 1);
    expect(values('/data/200')![0]! / first).toBeCloseTo(2, 1);
    expect(values('nowhere')).toEqual(Array(10).fill(0));
    const { column } = port.snapshot().trend!;
    port.setSorting({ column: column + 2, descending: true });
    expect(port.snapshot().trend!.column).toBe(column + 2);
    port.setWindow({ from_ns: 0, to_ns: 1e9 });
    expect(port.snapshot().trend).toBeUndefined();
    await expect.poll(() => values('/data/100')?.map(Boolean), { timeout: 8000 }).toEqual([true, ...Array(8).fill(false), true]);
  });

  it('is of the samples that were shown, of what happens now', async () => {
    status = { ...status, recorded: false, state: { kind: 'live', interval_ms: 1000 } };
    let now = 1e9;
    session = await sessionOver(events, {
      view: 'files',
      liveWindowNs: 1e9,
      live: { now: () => now, since: () => 0, wantEvents: () => undefined },
    });
    port = new SessionPort({ session, status: () => status });
    for (now = 2e9; now <= 3e9; now += 1e9) port.refresh();
    const seen = values('/data/100')!;
    expect(seen).toHaveLength(10);
    expect(seen.slice(0, 8).every(Number.isNaN)).toBe(true);
    port.setFilter('thread.tid=100');
    expect(values('/data/100')!.filter((value) => !Number.isNaN(value))).toHaveLength(1);
  });
});

describe('a view session in the terminal view', () => {
  it('shows its columns, rows and totals', () => {
    const { columns, rows, total, view } = port.snapshot();
    expect(view.id).toBe('files');
    expect(columns.map(({ title, align }) => `${title} ${align}`)).toContain('FILENAME left');
    expect([rows.length, total]).toEqual([2, 2]);
    expect(rows.indexOf(rows.at(1).key)).toBe(1);
    expect(rows.indexOf('nowhere')).toBe(-1);
    for (const { cells } of [rows.at(0), rows.at(1)]) expect(cells).toHaveLength(columns.length);
  });

  it('drills into a row and comes back', () => {
    expect(port.drillDown('/data/100')).toBeUndefined();
    expect(port.snapshot().path.map(({ view }) => view)).toEqual(['files']);
    expect(port.snapshot().wholeFilter).toContain('/data/100');
    expect(port.drillUp()).toBeUndefined();
    expect(port.snapshot().path).toEqual([]);
    expect(port.drillDown('nowhere')).toEqual({ refused: 'no view shows what is in this row' });
  });

  it('refuses wrong filters with the place of the mistake, and keeps the old one', () => {
    expect(port.setFilter('thread.tid=100')).toBeUndefined();
    expect(files()).toEqual(['/data/100']);
    const outcome = port.setFilter('thread.tdi=100');
    expect(outcome?.refused).toContain('thread.tdi');
    expect(outcome?.range).toEqual({ start: 0, end: 10 });
    expect(port.snapshot().filter).toBe('thread.tid=100');
    expect(files()).toEqual(['/data/100']);
  });

  it('refuses views that cannot be shown, with the reason', () => {
    expect(port.setView('kubernetes_pods')?.refused).toContain('no Kubernetes metadata');
    expect(port.setView('nowhere')?.refused).toContain('no view');
    expect(port.snapshot().view.id).toBe('files');
  });

  it('sorts and filters rows without making them anew', () => {
    const column = port.snapshot().columns.findIndex(({ title }) => title === 'FILENAME');
    port.setSorting({ column, descending: true });
    expect(files()).toEqual(['/data/200', '/data/100']);
    expect(port.snapshot().sorting).toEqual({ column, descending: true });
    port.setTextFilter('100');
    expect(files()).toEqual(['/data/100']);
    expect(port.snapshot().total).toBe(2);
  });

  it('tells who listens that something changed, and only then makes a new snapshot', () => {
    let told = 0;
    const end = port.subscribe(() => told++);
    const before = port.snapshot();
    expect(port.snapshot()).toBe(before);
    port.setTextFilter('1');
    expect(told).toBe(1);
    expect(port.snapshot()).not.toBe(before);
    end();
    port.setTextFilter('2');
    expect(told).toBe(1);
  });

  it('freezes what is live, and says how old it is', async () => {
    session = await sessionOver(events, { view: 'files', liveWindowNs: 1.5e9 });
    status = { ...status, recorded: false, state: { kind: 'live', interval_ms: 2000 } };
    port = new SessionPort({ session, status: () => status });
    expect(port.snapshot().state.kind).toBe('live');
    port.setPaused(true);
    expect(port.snapshot().state).toEqual({ kind: 'paused', behind_ms: 0 });
    expect(port.snapshot().window?.text).toMatch(/^\d\d:\d\d:\d\d\.\d-\d\d:\d\d:\d\d\.\d$/);
    port.setPaused(false);
    expect(port.snapshot().state.kind).toBe('live');
    expect(session.window).toBeUndefined();
  });

  it('goes where the user was in another source: on his way, with filter, order and time', async () => {
    port.setFilter(' evt.num>0 ');
    port.drillDown('/data/100');
    port.setSorting({ column: 0, descending: false });
    const before = session.store.absolute(session.store.lastTime);
    const time = session.store.relative(before);
    port.setWindow({ from_ns: time - 1.5e9, to_ns: time - 0.5e9 });
    const later = await sessionOver(events.slice(8), { view: 'procs' });
    const next = new SessionPort({ session: later, status: () => status });
    next.goTo(port.place);
    const shown = next.snapshot();
    expect([shown.view.id, shown.filter, shown.wholeFilter, shown.sorting]).toEqual([
      'procs',
      'evt.num>0',
      port.snapshot().wholeFilter,
      { column: 0, descending: false },
    ]);
    expect(shown.path).toEqual(port.snapshot().path);
    expect(shown.window?.text).toBe(port.snapshot().window?.text);
    expect(shown.rows.at(0).cells).toEqual(port.snapshot().rows.at(0).cells);
    next.drillUp();
    expect(next.snapshot().total).toBe(2);
  });

  it('keeps what is said until somebody listens', () => {
    const said: string[] = [];
    port.say('error', 'the file is damaged');
    port.onMessage((level, text) => said.push(`${level}: ${text}`));
    port.say('info', 'done');
    expect(said).toEqual(['error: the file is damaged', 'info: done']);
  });
});
