import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { views } from '../../../chisels/views/index.ts';
import { EventStore, sampleJson, ViewSession, type ViewSessionOptions } from '../../../src/chisel/view/index.ts';
import { EventCursor } from '../../../src/event/index.ts';
import { Machine } from '../../../src/machine/index.ts';
import { FileSource } from '../../../src/source/file/index.ts';
import { type MinimalEvent, minimalCapture } from '../../support/minimal-capture.ts';

/** Reads a capture file into a store. */
export async function storeOf(path: string): Promise<EventStore> {
  const source = new FileSource(path);
  const machine = new Machine();
  const state = await source.open();
  machine.load(state);
  const store = new EventStore(machine, source.base);
  store.begin(state);
  const evt = new EventCursor();
  for (;;) {
    const batch = await source.nextBatch();
    if (batch === undefined) break;
    while (batch.next(evt)) if (machine.process(evt, undefined)) store.add(machine.context);
  }
  store.finish();
  await source.close();
  return store;
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
