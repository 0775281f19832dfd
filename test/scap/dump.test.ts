import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventCursor, type InitialState } from '../../src/event/index.ts';
import { CaptureDump, CaptureReader, type DumpOptions, OutputError, type RotationLimits } from '../../src/scap/index.ts';
import { canMount, mountSmallDisk, unmount } from '../support/small-disk.ts';
import { event, events, section } from './build.ts';
import { memoryInput, readGood } from './memory.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tsdig-dump-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const state = (hostname: string): InitialState => ({
  machine: { cpuCount: 1, memorySize: 0n, maxPid: 0n, hostname, bootTime: 0n, reserved: [0n, 0n, 0n] },
  interfaces: [],
  users: [],
  groups: [],
  threads: [],
  fdLists: [],
});

/** Dumps all events of a capture. The state after n events is a machine named n. */
async function dump(
  capture: Buffer,
  options: Omit<DumpOptions, 'path' | 'snapshot'> & { name?: string; now?: Date } = {},
): Promise<CaptureDump> {
  let seen = 0;
  const made = new CaptureDump({ ...options, path: join(dir, options.name ?? 'f'), snapshot: () => state(String(seen)) });
  const reader = new CaptureReader(memoryInput(capture));
  reader.open();
  made.begin(state('begin'), options.now);
  const cursor = new EventCursor();
  for (;;) {
    const batch = reader.next();
    if (batch === undefined || batch instanceof Promise) break;
    while (batch.next(cursor)) {
      made.turn(cursor);
      seen++;
      made.event(cursor, batch);
    }
    await made.endBatch();
  }
  await made.close();
  return made;
}

const second = 1_000_000_000n;
const begin = 1_600_000_000n * second;
/** `count` events, one a second. */
const spaced = (count: number) =>
  Buffer.concat([section(), ...Array.from({ length: count }, (_, i) => event({ time: begin + BigInt(i) * second }))]);
const many = (count: number) => Buffer.concat([section(), events(count, begin)]);

/** The names in the folder and how many events each file has. */
function listing(): Record<string, number> {
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => {
        const stored = readFileSync(join(dir, name));
        const bytes = stored[0] === 0x1f ? gunzipSync(stored) : stored;
        return [name, readGood(bytes).events.length];
      }),
  );
}

describe('one file', () => {
  it('has the given name, the first tables and all events', async () => {
    const made = await dump(many(5));
    expect(listing()).toEqual({ f: 5 });
    expect(readGood(readFileSync(join(dir, 'f'))).states).toEqual([state('begin')]);
    expect(made).toMatchObject({ events: 5, files: [join(dir, 'f')] });
    expect(made.bytes).toBe(statSync(join(dir, 'f')).size);
  });

  it('is readable by its owner only', async () => {
    await dump(many(1));
    expect(statSync(join(dir, 'f')).mode & 0o777).toBe(0o600);
  });

  it('is emptied where it exists', async () => {
    writeFileSync(join(dir, 'f'), Buffer.alloc(100_000));
    await dump(many(1));
    expect(listing()).toEqual({ f: 1 });
  });

  it('is left as it was where it must not exist', async () => {
    writeFileSync(join(dir, 'f'), 'precious');
    await expect(dump(many(1), { exclusive: true })).rejects.toThrow('it exists already');
    expect(readFileSync(join(dir, 'f'), 'latin1')).toBe('precious');
  });

  it.runIf(canMount)('ends behind its last whole event where the disk is full (as root)', async () => {
    mountSmallDisk(dir, 64);
    try {
      const made = new CaptureDump({ path: join(dir, 'f') });
      made.begin(state('begin'));
      const cursor = new EventCursor();
      const reader = new CaptureReader(memoryInput(many(5000)));
      reader.open();
      const write = async (): Promise<void> => {
        for (let batch = reader.next(); batch !== undefined && !(batch instanceof Promise); batch = reader.next()) {
          while (batch.next(cursor)) made.event(cursor, batch);
          await made.endBatch();
        }
        await made.close();
      };
      await expect(write()).rejects.toThrow('no space left on the device');
      await made.close().catch(() => undefined);
      const { size } = statSync(join(dir, 'f'));
      const { events: whole } = readGood(readFileSync(join(dir, 'f')));
      expect(size).toBeGreaterThan(60_000);
      expect(whole.map(({ num }) => num)).toEqual(whole.map((_, i) => i + 1));
    } finally {
      unmount(dir);
    }
  });

  it.runIf(canMount)("can be another user's than the one who writes it (as root)", async () => {
    await dump(many(1), { owner: { uid: 65_534, gid: 65_534 } });
    const { uid, gid, mode } = statSync(join(dir, 'f'));
    expect([uid, gid, mode & 0o777]).toEqual([65_534, 65_534, 0o600]);
  });

  it('is not written through a symbolic link', async () => {
    writeFileSync(join(dir, 'victim'), 'precious');
    symlinkSync(join(dir, 'victim'), join(dir, 'f'));
    await expect(dump(many(1))).rejects.toThrow('symbolic link');
    expect(readFileSync(join(dir, 'victim'), 'latin1')).toBe('precious');
  });

  it('is readable by its owner only even where a file that was not is overwritten', async () => {
    writeFileSync(join(dir, 'f'), 'old', { mode: 0o644 });
    await dump(many(1));
    expect(statSync(join(dir, 'f')).mode & 0o777).toBe(0o600);
    expect(listing()).toEqual({ f: 1 });
  });

  it.runIf(process.geteuid?.() === 0)('is not written into what belongs to another user, who could read it (as root)', async () => {
    writeFileSync(join(dir, 'f'), 'planted');
    chownSync(join(dir, 'f'), 65_534, 65_534);
    await expect(dump(many(1))).rejects.toThrow('another user');
    expect(readFileSync(join(dir, 'f'), 'latin1')).toBe('planted');
  });

  it.each([
    ['a folder that does not exist', 'none/f', 'its folder does not exist'],
    ['a folder', 'sub', 'it is a folder'],
  ])('cannot be %s', async (_what, name, message) => {
    mkdirSync(join(dir, 'sub'));
    const failed = dump(many(1), { name });
    await expect(failed).rejects.toThrow(OutputError);
    await expect(failed).rejects.toThrow(message);
  });

  it('holds the tables where no event came', async () => {
    await dump(Buffer.concat([section(), events(0)]).subarray(0, section().length)).catch(() => undefined);
    const made = new CaptureDump({ path: join(dir, 'g') });
    made.begin(state('begin'));
    await made.close();
    expect(readGood(readFileSync(join(dir, 'g'))).states).toEqual([state('begin')]);
  });

  it('that is full says so', async () => {
    if (!existsSync('/dev/full')) return;
    const made = new CaptureDump({ path: '/dev/full' });
    made.begin(state('begin'));
    await expect(made.close()).rejects.toThrow('no space left');
  });
});

describe('a packed file', () => {
  it('unpacks to what a plain one is', async () => {
    await dump(many(50_000), { name: 'plain' });
    await dump(many(50_000), { name: 'packed', gzip: true });
    expect(gunzipSync(readFileSync(join(dir, 'packed'))).equals(readFileSync(join(dir, 'plain')))).toBe(true);
  });

  it('can be read up to the last flush while it is still written', async () => {
    const made = new CaptureDump({ path: join(dir, 'f'), gzip: true });
    made.begin(state('begin'));
    const reader = new CaptureReader(memoryInput(many(1000)));
    reader.open();
    const cursor = new EventCursor();
    const batch = reader.next();
    if (batch === undefined || batch instanceof Promise) throw new Error('there are events');
    while (batch.next(cursor)) made.event(cursor, batch);
    await new Promise((resolve) => setTimeout(resolve, 550));
    await made.endBatch();
    await expect.poll(() => statSync(join(dir, 'f')).size).toBeGreaterThan(0);
    expect(listing()).toEqual({ f: 1000 });
    await made.close();
  });
});

describe('a rotation', () => {
  const rotate = (capture: Buffer, limits: RotationLimits, more: Partial<DumpOptions> & { name?: string; now?: Date } = {}) =>
    dump(capture, { limits, ...more });

  it('by events begins a file with every so many', async () => {
    await rotate(many(25), { events: 10 });
    expect(listing()).toEqual({ f0: 10, f1: 10, f2: 5 });
  });

  it('gives each file the tables of the moment before its first event', async () => {
    await rotate(many(25), { events: 10 });
    const names = ['f0', 'f1', 'f2'].map((name) => readGood(readFileSync(join(dir, name))).states[0]!.machine!.hostname);
    expect(names).toEqual(['begin', '10', '20']);
  });

  it('leaves no file without events at its end', async () => {
    await rotate(many(20), { events: 10 });
    expect(listing()).toEqual({ f0: 10, f1: 10 });
  });

  it('by size goes over the limit by less than one event', async () => {
    const made = await rotate(many(3000), { bytes: 20_000 });
    const block = events(1).length;
    for (const file of made.files.slice(0, -1)) {
      expect(statSync(file).size).toBeGreaterThanOrEqual(20_000);
      expect(statSync(file).size).toBeLessThan(20_000 + block);
    }
    expect(Object.values(listing()).reduce((sum, count) => sum + count)).toBe(3000);
  });

  it('by size of packed files stays below the limit', async () => {
    const made = await rotate(many(60_000), { bytes: 30_000 }, { gzip: true });
    expect(made.files.length).toBeGreaterThan(3);
    for (const file of made.files.slice(0, -1)) expect(statSync(file).size).toBeGreaterThan(29_000);
    for (const file of made.files) expect(statSync(file).size).toBeLessThan(31_000);
    expect(Object.values(listing()).reduce((sum, count) => sum + count)).toBe(60_000);
  });

  it('by size counts only events where the tables alone are too large', async () => {
    const made = await rotate(many(100), { bytes: 100 });
    expect(made.files.length).toBeLessThan(100);
    expect(Object.values(listing()).reduce((sum, count) => sum + count)).toBe(100);
  });

  it('by time counts the time of events', async () => {
    await rotate(spaced(12), { seconds: 5 });
    expect(listing()).toEqual({ f0: 5, f1: 5, f2: 2 });
  });

  it('with a number of files overwrites the oldest', async () => {
    await rotate(many(55), { events: 10, files: 3 });
    expect(listing()).toEqual({ f0: 10, f1: 10, f2: 5 });
    expect(readGood(readFileSync(join(dir, 'f2'))).states[0]!.machine!.hostname).toBe('50');
  });

  it('of packed files may overwrite one that is still being packed', async () => {
    await rotate(many(500), { events: 1, files: 2 }, { gzip: true });
    expect(listing()).toEqual({ f0: 1, f1: 1 });
  });

  it('by size writes numbers as wide as the number of files', async () => {
    await rotate(many(3000), { bytes: 20_000, files: 12 });
    expect(Object.keys(listing()).slice(0, 2)).toEqual(['f00', 'f01']);
  });

  it('goes on behind a former run, and leaves its files as they are', async () => {
    await rotate(many(15), { events: 10 });
    const before = readFileSync(join(dir, 'f1'));
    await rotate(many(15), { events: 10 });
    expect(listing()).toEqual({ f0: 10, f1: 5, f2: 10, f3: 5 });
    expect(readFileSync(join(dir, 'f1'))).toEqual(before);
  });

  it("that would have to overwrite a former run's files is an error, unless asked for", async () => {
    await rotate(many(15), { events: 10, files: 2 });
    await expect(rotate(many(40), { events: 10, files: 2 })).rejects.toThrow('it exists, from a former run');
    expect(listing()).toEqual({ f0: 10, f1: 5 });
    await rotate(many(7), { events: 10, files: 2 }, { overwrite: true });
    expect(listing()).toEqual({ f0: 7, f1: 5 });
  });

  it('by time with a time in the name names each file after its first event', async () => {
    await rotate(spaced(12), { seconds: 5 }, { name: 'f-%s' });
    expect(listing()).toEqual({ 'f-1600000000': 5, 'f-1600000005': 5, 'f-1600000010': 2 });
  });

  it('names the first file after the present where it is told', async () => {
    await rotate(spaced(2), { seconds: 5 }, { name: 'f-%s', now: new Date(1_599_999_999_000) });
    expect(listing()).toEqual({ 'f-1599999999': 2 });
  });

  it('keeps events without a time until the first that has one gives the name', async () => {
    const capture = Buffer.concat([section(), event({ time: 0 }), event({ time: 0 }), event({ time: begin })]);
    await rotate(capture, { seconds: 5 }, { name: 'f-%s' });
    expect(listing()).toEqual({ 'f-1600000000': 3 });
  });

  it('by time removes the oldest where names hold a time', async () => {
    await rotate(spaced(22), { seconds: 5, files: 2 }, { name: 'f-%s' });
    expect(listing()).toEqual({ 'f-1600000015': 5, 'f-1600000020': 2 });
  });

  it('does not overwrite a file whose time name is taken, be it by itself', async () => {
    await rotate(spaced(12), { seconds: 5 }, { name: 'f-%Y' });
    expect(listing()).toEqual({ 'f-2020': 5, 'f-2020.1': 5, 'f-2020.2': 2 });
  });

  it('without any limit but a number of files is none', async () => {
    await rotate(many(5), { files: 3 });
    expect(listing()).toEqual({ f: 5 });
  });
});
