import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { views } from '../../../chisels/views/index.ts';
import {
  EventStore,
  type EventStoreOptions,
  type Sample,
  sampleJson,
  ViewSession,
  type ViewSessionOptions,
} from '../../../src/chisel/view/index.ts';
import { EventCursor } from '../../../src/event/index.ts';
import { Machine } from '../../../src/machine/index.ts';
import { FileSource } from '../../../src/source/file/index.ts';
import { execve, open } from '../../machine/events.ts';
import { event } from '../../support/events.ts';
import { type MinimalEvent, minimalCapture } from '../../support/minimal-capture.ts';

/** Reads a capture file into a store. @param prepare called before the first event */
export async function storeOf(
  path: string,
  options: EventStoreOptions = {},
  prepare: (store: EventStore) => void = () => undefined,
): Promise<EventStore> {
  const source = new FileSource(path);
  const machine = new Machine();
  const state = await source.open();
  machine.load(state);
  const store = new EventStore(machine, source.base, options);
  store.begin(state);
  prepare(store);
  const evt = new EventCursor();
  for (;;) {
    const batch = await source.nextBatch();
    if (batch === undefined) break;
    if (batch.section !== undefined) {
      machine.load(batch.section);
      store.begin(batch.section);
    }
    while (batch.next(evt)) if (machine.process(evt, undefined)) store.add(machine.context);
  }
  store.finish();
  await source.close();
  return store;
}

/** Two processes of which each reads a file of its own, in large pieces: thrice as much as {@link smallMemory}. */
export function largeEvents(): MinimalEvent[] {
  const data = Buffer.alloc(8000, 'x');
  const events: MinimalEvent[] = [100, 200].flatMap((tid) => [...execve(`/bin/p${tid}`, { tid }), ...open(3, `/data/${tid}`, { tid })]);
  for (let i = 0; i < 3000; i++) {
    const options = { tid: i % 3 === 0 ? 200 : 100, time: 1_600_000_000_100_000_000n + BigInt(i) * 20_000_000n };
    // In the middle one of them becomes another program, and another comes.
    if (i === 1500) events.push(...execve('/bin/later', { tid: 200 }));
    if (i === 2000) events.push(...execve('/bin/new', { tid: 300 }), ...open(4, '/data/300', { tid: 300 }));
    events.push(event('PPME_SYSCALL_READ_E', [3, 8000 + i], options), event('PPME_SYSCALL_READ_X', [8000, data], options));
  }
  return events;
}

/** Bytes: as little as can be asked for. */
export const smallMemory = 16 << 20;

/** What can be compared of a sample. */
export function contentOf({ rows, seconds }: Sample): unknown {
  return { rows: rows.map(({ key, values, counts }) => ({ key, values, counts })), seconds };
}

/** Calls `use` with the path of a capture of these events. */
export async function withCapture<Result>(
  events: readonly MinimalEvent[],
  use: (path: string) => Result | Promise<Result>,
): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'tsdig-view-'));
  try {
    const path = join(dir, 'events.scap');
    writeFileSync(path, minimalCapture(events));
    return await use(path);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A session over a capture of these events. */
export function sessionOver(events: readonly MinimalEvent[], options: Partial<ViewSessionOptions> = {}): Promise<ViewSession> {
  return withCapture(events, async (path) => new ViewSession({ store: await storeOf(path), views, view: 'procs', ...options }));
}

type JsonRow = readonly (string | number | boolean)[];

function rowsOf(text: string): JsonRow[] {
  const slices = (JSON.parse(text.slice(text.indexOf('{"slices"'), text.lastIndexOf('}') + 1)) as { slices: { data?: { d: JsonRow }[] }[] })
    .slices;
  const rows = slices.findLast(({ data }) => data !== undefined)?.data ?? [];
  return rows
    .map(({ d }) => d.map((cell) => (typeof cell === 'number' ? Number(cell.toPrecision(6)) : cell)))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Rows of csysdig's JSON, in an order of their own. */
export function csysdigRows(path: string, view: string, ...args: readonly string[]): JsonRow[] {
  const out = execFileSync('csysdig', ['-r', path, '-j', '-v', view, '--from', '0', '--to', '1000000', ...args], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TZ: 'UTC', TERM: 'xterm' },
  });
  return rowsOf(out);
}

/** The same of ours. */
export function ourRows(session: ViewSession): JsonRow[] {
  const { sample, rows } = session.snapshot();
  return rowsOf(sampleJson(sample, rows, { from: 0, to: 0 }, { filter: '', below: undefined }));
}
