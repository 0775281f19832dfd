import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventCursor } from '../../../src/event/index.ts';
import { DamagedCaptureError, NotACaptureError } from '../../../src/scap/index.ts';
import { FileError, FileSource, type FileSourceOptions } from '../../../src/source/file/index.ts';
import { block, event, events, fields, section } from '../../scap/build.ts';
import { random } from '../../support/random.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tsdig-file-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function file(bytes: Uint8Array, name = 'f'): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

/** Reads a source to its end or first error; the numbers of its events. */
async function read(path: string, options: FileSourceOptions = {}) {
  const source = new FileSource(path, options);
  const nums: number[] = [];
  let sections = 0;
  let error: unknown;
  try {
    await source.open();
    const cursor = new EventCursor();
    for (;;) {
      const batch = await source.nextBatch();
      if (batch === undefined) break;
      if (batch.section !== undefined) sections++;
      while (batch.next(cursor)) nums.push(cursor.num);
    }
  } catch (caught) {
    error = caught;
  }
  await source.close();
  return { source, nums, sections, error };
}

/** Reads a source that is expected to be good. */
async function count(path: string, options: FileSourceOptions = {}): Promise<number> {
  const { nums, error } = await read(path, options);
  if (error !== undefined) throw error;
  expect(nums).toEqual(nums.map((_, i) => i + 1));
  return nums.length;
}

const capture = (events_: number) => Buffer.concat([section(), events(events_)]);

/** A capture whose events do not pack well. */
function noisy(events_: number): Buffer {
  const next = random(5);
  const param = () => Buffer.from(Array.from({ length: 40 }, () => next(256)));
  return Buffer.concat([section(), ...Array.from({ length: events_ }, () => event({ type: 5, params: [param()] }))]);
}

describe('a capture file', () => {
  it('that is plain is read without a Promise once it is open', async () => {
    const source = new FileSource(file(capture(5)));
    await source.open();
    const batch = source.nextBatch();
    expect(batch).not.toBeInstanceOf(Promise);
    expect(batch).toBeDefined();
    await source.close();
  });

  it('may be longer than the buffer', async () => {
    expect(await count(file(capture(60_000)))).toBe(60_000);
  });

  it('is recognised as packed by its bytes, not by its name', async () => {
    expect(await count(file(gzipSync(capture(40_000)), 'plain.scap'))).toBe(40_000);
    expect(await count(file(capture(3), 'packed.scap.gz'))).toBe(3);
  });

  it('may be packed in several members', async () => {
    const bytes = capture(30_000);
    const members = [bytes.subarray(0, 100), bytes.subarray(100, 500_001), bytes.subarray(500_001)].map((part) => gzipSync(part));
    expect(await count(file(Buffer.concat(members)))).toBe(30_000);
  });

  it('may consist of several captures', async () => {
    const { nums, sections } = await read(file(Buffer.concat([capture(3), capture(4)])));
    expect([nums.length, sections]).toEqual([7, 1]);
    const packed = await read(file(Buffer.concat([gzipSync(capture(3)), gzipSync(capture(4))])));
    expect([packed.nums.length, packed.sections]).toEqual([7, 1]);
  });

  it('tells how far it is read, in bytes of the file as it is stored', async () => {
    for (const bytes of [capture(100), gzipSync(capture(100))]) {
      const source = new FileSource(file(bytes));
      expect(source.progress()).toBeUndefined();
      await source.open();
      const cursor = new EventCursor();
      for (let batch = await source.nextBatch(); batch !== undefined; batch = await source.nextBatch()) while (batch.next(cursor));
      expect(source.progress()).toEqual({ done: bytes.length, total: bytes.length });
      await source.close();
    }
  });

  it('counts events, unknown blocks and what is damaged', async () => {
    const { source } = await read(file(Buffer.concat([capture(3), block(0x299, fields().u32(1).bytes()), events(2)])));
    expect(source.counters).toMatchObject({ seen: 5, delivered: 5, filtered: 0, dropped: 0, unknown: 0, skippedBlocks: 1, damages: 0 });
  });

  it('gives nothing more once stopped, and may be closed twice', async () => {
    const source = new FileSource(file(capture(5)));
    await source.open();
    source.stop();
    expect(await source.nextBatch()).toBeUndefined();
    await source.close();
    await source.close();
  });
});

describe('a file that cannot be read', () => {
  it('is named with the reason', async () => {
    const { error } = await read(join(dir, 'none'));
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ path: join(dir, 'none'), code: 'ENOENT', message: 'no such file' });
  });

  it('may be a folder', async () => {
    mkdirSync(join(dir, 'sub'));
    expect((await read(join(dir, 'sub'))).error).toMatchObject({ code: 'EISDIR', message: 'it is a folder' });
  });

  it('may be a folder on the way', async () => {
    file(capture(1));
    expect((await read(join(dir, 'f', 'g'))).error).toMatchObject({ code: 'ENOTDIR' });
  });

  it('may be no capture, plain or packed', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('some text'), gzipSync('some text'), gzipSync('')]) {
      expect((await read(file(bytes))).error).toBeInstanceOf(NotACaptureError);
    }
  });

  it('may begin like a packed one and be none', async () => {
    const { error } = await read(file(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100)])));
    expect(error).toBeInstanceOf(NotACaptureError);
    expect(String(error)).toContain('compressed data are damaged');
  });
});

describe('a packed capture that is cut', () => {
  it('gives every whole event of the bytes that are left, then the error', async () => {
    const whole = noisy(3000);
    const packed = gzipSync(whole);
    for (const cut of [200, 1000, 70_000, packed.length - 300, packed.length - 9]) {
      const { nums, error } = await read(file(packed.subarray(0, cut)));
      expect(error, `cut at ${cut}`).toBeInstanceOf(DamagedCaptureError);
      expect(String(error)).toContain('the compressed data end too early at byte');
      expect(String(error)).toContain('of the unpacked data');
      expect(error).toMatchObject({ events: nums.length });
      // Random bytes pack into as many: the share of events must be near the share of bytes.
      if (cut > 1000) expect(nums.length / 3000).toBeGreaterThan(cut / packed.length - 0.02);
    }
  });

  it('before anything could be unpacked is none', async () => {
    expect((await read(file(gzipSync(capture(10)).subarray(0, 12)))).error).toBeInstanceOf(NotACaptureError);
  });

  it('between two members in the middle of an event is an error too', async () => {
    const bytes = capture(10);
    const { nums, error } = await read(file(gzipSync(bytes.subarray(0, bytes.length - 10))));
    expect(nums).toHaveLength(9);
    expect(error).toMatchObject({ reason: 'the file ends within an event block' });
  });
});

describe('a packed capture with damaged bytes', () => {
  /** A gzip stream of stored (unpacked) data, then one of an invalid kind: damage at a known place. */
  function damaged(good: Buffer): Buffer {
    const packed = gzipSync(good, { level: 9 });
    const header = packed.subarray(0, 10);
    const stored: Buffer[] = [];
    for (let at = 0; at < good.length; at += 0xffff) {
      const part = good.subarray(at, at + 0xffff);
      stored.push(
        fields()
          .u8(0)
          .u16(part.length, 0xffff - part.length)
          .raw(part)
          .bytes(),
      );
    }
    return Buffer.concat([header, ...stored, Buffer.from([0x07]), Buffer.alloc(50_000)]);
  }

  it('gives everything unpacked before the damage', async () => {
    for (const size of [10, 1500, 20_000]) {
      const { nums, error } = await read(file(damaged(capture(size))));
      expect(nums).toHaveLength(size);
      expect(error).toMatchObject({ reason: 'the compressed data are damaged', events: size });
    }
  });

  it('gives everything unpacked before the damage where it is packed tightly', async () => {
    const packed = gzipSync(capture(40_000));
    const bad = Buffer.from(packed);
    const at = Math.floor(packed.length / 2);
    bad.fill(0xff, at, at + 200);
    const { nums, error } = await read(file(bad));
    expect(error).toBeInstanceOf(DamagedCaptureError);
    expect(nums.length).toBeGreaterThan(15_000);
  });

  it('never ends in anything but the typed errors', async () => {
    const next = random(11);
    const packed = gzipSync(noisy(300));
    for (let round = 0; round < 60; round++) {
      const bad = Buffer.from(packed);
      for (let flips = 1 + next(3); flips > 0; flips--) bad[next(bad.length)] = next(256);
      const { error } = await read(file(bad), { recover: next(2) === 0 });
      if (error !== undefined && !(error instanceof DamagedCaptureError) && !(error instanceof NotACaptureError)) throw error;
    }
  });

  it('is not harmed by what follows the last member', async () => {
    expect(await count(file(Buffer.concat([gzipSync(capture(5)), Buffer.from('trailing bytes')])))).toBe(5);
  });

  it('may be raw deflate, which is no capture', async () => {
    expect((await read(file(deflateRawSync(capture(5))))).error).toBeInstanceOf(NotACaptureError);
  });
});

describe('standard input and pipes', () => {
  const pieces = (bytes: Buffer, size: number) => {
    const all: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) all.push(bytes.subarray(at, at + size));
    return Readable.from(all, { objectMode: false });
  };

  it.each([1, 7, 1000, 65_536])('are read however the bytes come (%i at a time)', async (size) => {
    expect(await count('-', { stdin: pieces(capture(200), size) })).toBe(200);
    expect(await count('-', { stdin: pieces(gzipSync(capture(200)), size) })).toBe(200);
  });

  it('have an end that may come too early', async () => {
    const { error } = await read('-', { stdin: pieces(capture(200).subarray(0, 500), 100) });
    expect(error).toBeInstanceOf(DamagedCaptureError);
    const packed = await read('-', { stdin: pieces(gzipSync(capture(200)).subarray(0, 100), 100) });
    expect(packed.error).toBeInstanceOf(DamagedCaptureError);
  });

  it('are asked for by a name, and refused where there is none', async () => {
    expect((await read('-')).error).toBeInstanceOf(FileError);
  });

  it('may have a path', async () => {
    const path = join(dir, 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = import('node:fs/promises').then((fs) => fs.writeFile(path, gzipSync(capture(1000))));
    expect(await count(path)).toBe(1000);
    await writer;
  });
});

describe('recovery', () => {
  it('goes on after damage, and keeps the first', async () => {
    const bytes = Buffer.concat([capture(3), Buffer.from('garbage'), events(4)]);
    const { source, nums, error } = await read(file(bytes), { recover: true });
    expect([nums.length, error]).toEqual([7, undefined]);
    expect(source.counters).toMatchObject({ damages: 1, skippedBytes: 7 });
  });
});
