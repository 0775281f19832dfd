import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EventCursor, eventTypeCount } from '../../src/event/index.ts';
import { CaptureReader, NotACaptureError } from '../../src/scap/index.ts';
import { captureFiles, noCaptures } from '../support/captures.ts';
import { block, event, eventBytes, events, fields, section, someType } from './build.ts';
import { memoryInput, readBytes, readGood } from './memory.ts';

const machine = (name: string) =>
  block(
    0x201,
    fields()
      .u32(1)
      .u64(0, 0)
      .raw(Buffer.from(name.padEnd(128, '\0')))
      .u64(0, 0, 0, 0)
      .bytes(),
  );

/** Sets a cursor on each event of a capture and gives what `look` sees. */
function each<T>(bytes: Buffer, look: (cursor: EventCursor) => T): T[] {
  const reader = new CaptureReader(memoryInput(bytes));
  reader.open();
  const seen: T[] = [];
  const cursor = new EventCursor();
  for (;;) {
    const batch = reader.next();
    if (batch === undefined || batch instanceof Promise) return seen;
    while (batch.next(cursor)) seen.push(look(cursor));
  }
}

describe('events of a capture', () => {
  const params = [Buffer.from([1, 2, 3]), Buffer.from('name\0')];
  const of = (number: number, layout: 'v1' | 'v2' | 'large', flags?: number) => {
    const body = fields().u16(3);
    if (flags !== undefined) body.u32(flags);
    // An openat exit may have several parameters, so that a count can be guessed in layout 1.
    return block(number, body.raw(eventBytes(layout, { type: 307, tid: 42, time: 5, params })).bytes());
  };

  it.each([
    ['0x204', of(0x204, 'v1'), 0],
    ['0x8010abcd', of(0x8010abcd, 'v1'), 0],
    ['0x208', of(0x208, 'v1', 1), 1],
    ['0x216', of(0x216, 'v2'), 0],
    ['0x217', of(0x217, 'v2', 1), 1],
    ['0x221', of(0x221, 'large'), 0],
    ['0x222', of(0x222, 'large', 4), 4],
  ])('are read from blocks %s', (_name, bytes, dumpFlags) => {
    const seen = each(Buffer.concat([section(), bytes]), (cursor) => ({
      num: cursor.num,
      cpu: cursor.cpu,
      tid: cursor.tid,
      type: cursor.type,
      params: Array.from({ length: cursor.paramCount }, (_, i) => cursor.raw(i)),
      dumpFlags: cursor.dumpFlags,
    }));
    expect(seen).toEqual([{ num: 1, cpu: 3, tid: 42, type: 307, params: ['\x01\x02\x03', 'name\0'], dumpFlags }]);
  });

  it('of several block types may be mixed', () => {
    const { events: seen } = readGood(Buffer.concat([section(), of(0x204, 'v1'), of(0x217, 'v2', 0), of(0x221, 'large'), events(2)]));
    expect(seen.map((one) => one.num)).toEqual([1, 2, 3, 4, 5]);
  });

  it('have negative and 64-bit thread ids', () => {
    expect(each(Buffer.concat([section(), event({ tid: -1 }), event({ tid: 2 ** 40 })]), (cursor) => cursor.tid)).toEqual([-1, 2 ** 40]);
  });

  it('of unknown types are left out, counted and not numbered', () => {
    const { events: seen, reader } = readGood(Buffer.concat([section(), events(1), event({ type: eventTypeCount }), events(1)]));
    expect(seen.map((one) => one.num)).toEqual([1, 2]);
    expect(reader.counters).toMatchObject({ events: 2, unknownEvents: 1 });
  });

  it('about users and groups carry the number of the event before, as in sysdig', () => {
    const { events: seen, reader } = readGood(
      Buffer.concat([section(), events(1), ...[354, 356, 358, 360].map((type) => event({ type })), events(1)]),
    );
    expect(seen.map((one) => one.num)).toEqual([1, 1, 1, 1, 1, 2]);
    expect(reader.counters).toMatchObject({ events: 6, unknownEvents: 0 });
  });

  it('are passed over in a row where nobody looks at them, but for those that are out of the ordinary', () => {
    const plain = events(3, 5n);
    const odd = [of(0x204, 'v1'), event({ type: 354 }), event({ type: eventTypeCount }), of(0x217, 'v2', 1)];
    const capture = Buffer.concat([section(), ...odd.flatMap((block) => [plain, block]), plain]);
    const reader = new CaptureReader(memoryInput(capture));
    reader.open();
    const batch = reader.next();
    if (batch === undefined || batch instanceof Promise) throw new Error('there are events');
    const cursor = new EventCursor();
    const rows: [count: number, bytes: Buffer][] = [];
    const take = (count: number) => rows.push([count, Buffer.from(cursor.bytes.subarray(batch.blockStart, batch.blockEnd))]);
    while (batch.next(cursor)) {
      take(1);
      const count = batch.run();
      if (count > 0) take(count);
    }
    expect(rows.map(([count]) => count)).toEqual([1, 2, 1, 3, 1, 3, 1, 2, 1, 3]);
    const known = [plain, odd[0]!, plain, odd[1]!, plain, plain, odd[3]!, plain];
    expect(Buffer.concat(rows.map(([, bytes]) => bytes)).equals(Buffer.concat(known))).toBe(true);
    expect(reader.counters).toMatchObject({ events: 18, unnumbered: 1, unknownEvents: 1 });
  });

  it('count their time from the first that has one', () => {
    const { reader, events: seen } = readGood(
      Buffer.concat([
        section(),
        event({ time: 0 }),
        event({ time: -1n }),
        event({ time: (9n << 32n) + 5n }),
        event({ time: (9n << 32n) + 7n }),
      ]),
    );
    expect(reader.base).toEqual({ high: 9, low: 5 });
    expect(seen.slice(2).map((one) => one.time)).toEqual([0, 2]);
  });

  it('may be larger than the buffer', () => {
    const huge = Buffer.alloc(3_000_000, 'x');
    const large = block(
      0x221,
      fields()
        .u16(0)
        .raw(eventBytes('large', { type: someType, params: [huge] }))
        .bytes(),
    );
    const bytes = Buffer.concat([section(), events(3), large, events(3)]);
    for (const sized of [true, false]) expect(readGood(bytes, { sized, piece: 100_000 }).events).toHaveLength(7);
    expect(each(bytes, (cursor) => (cursor.paramCount > 0 ? cursor.size(0) : 0))[3]).toBe(3_000_000);
  });

  it('come out the same however small the pieces are in which bytes arrive', () => {
    const bytes = Buffer.concat([section(), machine('a'), events(50)]);
    const whole = readGood(bytes).events;
    for (const piece of [1, 3, 7, 64, 1000]) expect(readGood(bytes, { piece, sized: false }).events).toEqual(whole);
  });

  it('go on after a batch that was not read to its end', () => {
    const reader = new CaptureReader(memoryInput(Buffer.concat([section(), events(5)])));
    reader.open();
    const cursor = new EventCursor();
    const nums: number[] = [];
    for (let batch = reader.next(); batch !== undefined && !(batch instanceof Promise); batch = reader.next()) {
      if (batch.next(cursor)) nums.push(cursor.num);
    }
    expect(nums).toEqual([1, 2, 3, 4, 5]);
  });

  it('tell where their block lies', () => {
    const one = event({ type: someType, params: [Buffer.from('abc')] });
    const reader = new CaptureReader(memoryInput(Buffer.concat([section(), one, one])));
    reader.open();
    const cursor = new EventCursor();
    const batch = reader.next();
    if (batch === undefined || batch instanceof Promise) throw new Error('there are events');
    while (batch.next(cursor)) expect(cursor.bytes.subarray(batch.blockStart, batch.blockEnd)).toEqual(one);
  });
});

describe('a section header', () => {
  it('may have options', () => {
    const comment = fields().u16(1, 8).raw(Buffer.from('a note\0\0')).u32(0).bytes();
    expect(readGood(Buffer.concat([section(comment), machine('a'), events(2)])).events).toHaveLength(2);
  });

  it('between events begins the machine anew, and the numbers go on', () => {
    const one = Buffer.concat([section(), machine('a'), events(2)]);
    const two = Buffer.concat([section(), machine('b'), events(3)]);
    const { states, events: seen, reader } = readGood(Buffer.concat([one, two]));
    expect(states.map((state) => state.machine?.hostname)).toEqual(['a', 'b']);
    expect(seen.map((one) => one.num)).toEqual([1, 2, 3, 4, 5]);
    expect(reader.base.high).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty file'],
    ['a byte', Buffer.from('x'), 'not a capture'],
    ['text', Buffer.from('root:x:0:0:root:/root:/bin/bash\n'), 'not a capture'],
    ['zeros', Buffer.alloc(4096), 'not a capture'],
    ['another byte order', fields().u32(0x0a0d0d0a, 28, 0x4d3c2b1a).u64(0, 0).bytes(), 'big-endian'],
    ['another magic', fields().u32(0x0a0d0d0a, 28, 1).u64(0, 0).bytes(), 'byte-order mark'],
    ['a later version', fields().u32(0x0a0d0d0a, 28, 0x1a2b3c4d).u16(2, 0).u64(0).u32(28).bytes(), 'version 2'],
    ['packets', Buffer.concat([section(), block(1, Buffer.alloc(8)), block(6, Buffer.alloc(40))]), 'network capture'],
  ])('is missed in %s', (_what, bytes, message) => {
    const { error } = readBytes(bytes);
    expect(error).toBeInstanceOf(NotACaptureError);
    expect(String(error)).toContain(message);
  });
});

describe('unknown blocks', () => {
  const unknown = block(0x299, Buffer.alloc(400, 7));

  it('are skipped among tables and between events, and counted', () => {
    const bytes = Buffer.concat([section(), unknown, machine('a'), unknown, events(2), unknown, events(1), unknown]);
    const { states, events: seen, reader } = readGood(bytes);
    expect(states[0]!.machine?.hostname).toBe('a');
    expect(seen).toHaveLength(3);
    expect(reader.counters.skippedBlocks).toBe(4);
  });

  it('are what tables between events are, because no section begins with them', () => {
    const { states, events: seen, reader } = readGood(Buffer.concat([section(), machine('a'), events(1), machine('b'), events(1)]));
    expect(states).toHaveLength(1);
    expect(seen).toHaveLength(2);
    expect(reader.counters.skippedBlocks).toBe(1);
  });
});

describe.skipIf(captureFiles().length === 0)(
  `captures of others (${captureFiles().length === 0 ? noCaptures : 'all that are here'})`,
  () => {
    it.each(captureFiles().map((file) => [file.replace(/.*\//, ''), file] as const))(
      '%s is read to its end or is no capture',
      (_name, file) => {
        const stored = readFileSync(file);
        const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
        const { error, events: seen, states, reader } = readBytes(bytes, { piece: 65536 });
        if (error !== undefined) {
          expect(error).toBeInstanceOf(NotACaptureError);
          return;
        }
        expect(seen.length).toBe(eventBlocks(bytes));
        expect(reader.counters).toMatchObject({ unknownEvents: 0, skippedBlocks: 0 });
        expect(states[0]!.threads.length).toBeGreaterThan(0);
        expect(states[0]!.fdLists.length).toBe(states[0]!.threads.length);
      },
    );
  },
);

/** Counts event blocks by nothing but their lengths. */
function eventBlocks(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at + 4)) {
    if ([0x204, 0x208, 0x216, 0x217, 0x221, 0x222].includes(bytes.readUInt32LE(at))) count++;
  }
  return count;
}
