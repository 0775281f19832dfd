import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import {
  countMatches,
  EventList,
  type EventStore,
  eventLine,
  inSlices,
  type ReadingPlan,
  type SourceAgain,
  ViewSession,
} from '../../../src/chisel/view/index.ts';
import { FileAgain } from '../../../src/cli/ctsdig/read-again.ts';
import { minimalCapture } from '../../support/minimal-capture.ts';
import { contentOf, largeEvents, smallMemory, storeOf } from './support.ts';

let folder: string;
let path: string;
/** All of it. */
let kept: EventStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-past-'));
  path = join(folder, 'large.scap');
  writeFileSync(path, minimalCapture(largeEvents()));
  kept = await storeOf(path);
});
afterAll(() => rmSync(folder, { recursive: true }));

let store: EventStore;
let session: ViewSession;
const read = vi.fn((plan: ReadingPlan): Promise<void> => FileAgain.of(path)!.read(store.count, plan));
const progressed = vi.fn();
const failed = vi.fn();

function sessionOf(of: EventStore, again?: SourceAgain): ViewSession {
  return new ViewSession({ store: of, views, view: 'files', ...(again && { again }) });
}

/** The same question, of a store that has all events. */
function expected(change: (session: ViewSession) => void = () => undefined): unknown {
  const all = sessionOf(kept);
  change(all);
  return contentOf(all.sample());
}

beforeEach(async () => {
  read.mockClear();
  failed.mockClear();
  progressed.mockReset();
  store = await storeOf(path, { maxBytes: smallMemory });
  session = sessionOf(store, { read, progressed, failed });
});

const early = { from: 10e9, to: 11e9 };

describe('a session over a store that has forgotten the beginning of a file', () => {
  it('makes tables of the whole file by reading it again', async () => {
    expect(store.dropped).toBeGreaterThan(4000);
    expect(session.snapshot().isPartial).toBe(true);
    expect(contentOf(session.sample())).not.toEqual(expected());
    for (const view of ['files', 'procs', 'syscalls']) {
      session.setView(view);
      const sample = await session.load();
      expect(contentOf(sample!)).toEqual(expected((all) => all.setView(view)));
      expect(session.snapshot(sample).isPartial).toBe(false);
    }
    expect(read).toHaveBeenCalledTimes(3);
    session.setView('files');
    await session.load();
    session.drillDown('/data/100');
    expect(session.path[0]?.key).toBe('/data/100');
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('reads a window into memory, for all views of it and windows near it', async () => {
    session.setWindow(early);
    expect(session.present).toBeUndefined();
    expect(contentOf((await session.load())!)).toEqual(expected((all) => all.setWindow(early)));
    expect(session.present).toBeDefined();
    expect(store.bytes + session.present!.bytes).toBeLessThanOrEqual(smallMemory);
    for (const [view, window] of [
      ['procs', early],
      ['procs', { from: 9.5e9, to: 10.5e9 }],
      ['files', { from: 12e9, to: 13e9 }],
      ['threads', { from: 10e9, to: 13e9 }],
    ] as const) {
      const change = (one: ViewSession) => {
        one.setView(view);
        one.setWindow(window);
      };
      change(session);
      expect(contentOf((await session.load())!), view).toEqual(expected(change));
    }
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('lists the events of such a window, and counts their latencies', async () => {
    session.setWindow(early);
    await session.load();
    const lines = async (of: EventStore) => {
      const list = new EventList(of, { filter: 'evt.type=read', window: early });
      await list.read();
      return list.page(0, list.length, eventLine);
    };
    const listed = await lines(session.present!);
    expect(listed.length).toBe(100);
    expect(listed).toEqual(await lines(kept));
    const all = sessionOf(kept);
    all.setWindow(early);
    expect(await session.spectrogram('spectro_all')).toEqual(await all.spectrogram('spectro_all'));
  });

  it('counts latencies, and what a filter lets through, of all there was', async () => {
    expect(await session.spectrogram('spectro_all')).toEqual(await sessionOf(kept).spectrogram('spectro_all'));
    const filter = 'evt.type=read and evt.dir=< and thread.tid=200';
    const matches = await session.forgottenMatches(filter, new AbortController().signal);
    expect(matches?.total).toBe(1000);
    expect(matches).toEqual(await inSlices(countMatches(kept, filter), undefined));
    expect(read).toHaveBeenCalledTimes(2);
    expect(await sessionOf(kept).forgottenMatches(filter, new AbortController().signal)).toBeUndefined();
  });

  it('makes tables of a window that is too long for memory by reading through it', async () => {
    const long = { from: 5e9, to: 40e9 };
    session.setWindow(long);
    expect(contentOf((await session.load())!)).toEqual(expected((all) => all.setWindow(long)));
    expect(session.present).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(1);
    expect(store.maxBytes).toBe(smallMemory);
  });

  it('reads nothing for what is in memory, nor for what nobody asked for', async () => {
    const late = { from: store.keptFrom + 2e9, to: store.keptFrom + 3e9 };
    session.setWindow(late);
    expect(contentOf((await session.load())!)).toEqual(expected((all) => all.setWindow(late)));
    session.setWindow(undefined);
    expect(await session.preview('procs')).toBeUndefined();
    expect(read).not.toHaveBeenCalled();
  });

  it('shows what is in memory where reading is given up, and reads when it is asked again', async () => {
    progressed.mockImplementation(() => session.stopRereading());
    const partial = await session.load();
    expect(session.snapshot(partial).isPartial).toBe(true);
    expect(partial!.seconds).toBeLessThan(20);
    progressed.mockReset();
    const sample = await session.load();
    expect(contentOf(sample!)).toEqual(expected());
  });

  it('tells how far it is, and ends when nobody waits for it any more', async () => {
    const shares: (number | undefined)[] = [];
    progressed.mockImplementation(() => shares.push(session.rereading));
    await session.load();
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeUndefined();
    const ended = new AbortController();
    session.setView('procs');
    progressed.mockImplementation(() => ended.abort());
    expect(await session.load(ended.signal)).toBeUndefined();
    progressed.mockReset();
    expect(contentOf((await session.load())!)).toEqual(expected((all) => all.setView('procs')));
  });

  it('reads once for two who ask for the same', async () => {
    const [one, two] = await Promise.all([session.load(), session.load()]);
    expect(one).toBe(two);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('says why a file cannot be read again, and shows what is in memory', async () => {
    read.mockRejectedValueOnce(new Error('it is gone'));
    const sample = await session.load();
    expect(failed).toHaveBeenCalledExactlyOnceWith('it is gone');
    expect(session.snapshot(sample).isPartial).toBe(true);
  });

  it('shows what is in memory of what cannot be read again', async () => {
    const lost = sessionOf(store);
    expect(lost.present).toBe(store);
    expect(lost.snapshot(await lost.load()).isPartial).toBe(true);
  });
});

describe('the table that is shown while a file is read', () => {
  it('has all events in the end, although the first are forgotten by then', async () => {
    let end: (() => void) | undefined;
    const growing = await storeOf(path, { maxBytes: smallMemory }, (begun) => {
      store = begun;
      session = sessionOf(begun, { read, progressed, failed });
      // As soon as it must be, from outside the store: between two events.
      const { add } = begun;
      let isFirst = true;
      begun.add = (context) => {
        if (isFirst && begun.isNearlyFull) {
          isFirst = false;
          expect(begun.dropped).toBe(0);
          const work = session.keepUp();
          for (let step = work.next(); ; step = work.next())
            if (step.done === true) {
              end = step.value;
              break;
            }
        }
        add.call(begun, context);
      };
    });
    expect(growing.dropped).toBeGreaterThan(0);
    end!();
    expect(contentOf((await session.load())!)).toEqual(expected());
    expect(read).not.toHaveBeenCalled();
  });
});

describe('work in slices', () => {
  it('gives its result, or nothing where it was given up', async () => {
    function* work(steps: number) {
      for (let i = 0; i < steps; i++) yield;
      return steps;
    }
    expect(await inSlices(work(3), undefined)).toBe(3);
    expect(await inSlices(work(Number.POSITIVE_INFINITY), AbortSignal.timeout(30))).toBeUndefined();
  });
});
