import { describe, expect, it } from 'vitest';
import { DamagedCaptureError, NotACaptureError } from '../../src/scap/index.ts';
import { random } from '../support/random.ts';
import { block, event, eventBytes, events, fields, section, someType } from './build.ts';
import { readBytes, readGood } from './memory.ts';

const tables = Buffer.concat([
  block(0x201, Buffer.alloc(180)),
  block(0x205, fields().u16(1, 2).u32(1, 2, 3).u64(4).raw(Buffer.from('lo')).bytes()),
  block(0x220, fields().u8(1).u32(1).text('wheel').entry(true)),
  block(0x218, fields().u64(1).raw(fields().u64(0, 1).u8(1).text('/x').entry(true)).bytes()),
]);
const start = Buffer.concat([section(), tables]);
const mixed = Buffer.concat([
  events(3),
  block(
    0x204,
    fields()
      .u16(0)
      .raw(eventBytes('v1', { type: someType, params: [Buffer.alloc(8)] }))
      .bytes(),
  ),
  block(
    0x217,
    fields()
      .u16(0)
      .u32(1)
      .raw(eventBytes('v2', { type: someType, params: [Buffer.from('abc')] }))
      .bytes(),
  ),
  block(
    0x221,
    fields()
      .u16(0)
      .raw(eventBytes('large', { type: someType, params: [Buffer.alloc(300)] }))
      .bytes(),
  ),
  events(3),
]);
const capture = Buffer.concat([start, mixed]);

/** Offsets at which event blocks end. */
const ends: number[] = [];
for (let at = start.length; at < capture.length; ) {
  at += capture.readUInt32LE(at + 4);
  ends.push(at);
}

describe('a capture that is cut', () => {
  it('gives at every offset the whole events before it, and is an error unless the cut falls behind an event', () => {
    for (let cut = 0; cut <= capture.length; cut++) {
      const { events: seen, error } = readBytes(capture.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      expect(seen, `cut at ${cut}`).toHaveLength(whole);
      if (ends.includes(cut)) expect(error, `cut at ${cut}`).toBeUndefined();
      else if (cut < 4) expect(error, `cut at ${cut}`).toBeInstanceOf(NotACaptureError);
      else {
        expect(error, `cut at ${cut}`).toBeInstanceOf(DamagedCaptureError);
        expect(error, `cut at ${cut}`).toMatchObject({ events: whole });
      }
    }
  });

  it('says where the block begins that is not whole', () => {
    const { error } = readBytes(capture.subarray(0, ends[4]! + 9));
    expect(error).toMatchObject({ offset: ends[4], events: 5, reason: 'the file ends within an event block' });
    expect(String(error)).toContain(`at byte ${ends[4]}; 5 events recovered`);
  });

  it('before its first event is an error, as no writer stops there', () => {
    expect(readBytes(start).error).toMatchObject({ offset: start.length, reason: 'the file ends before its first event' });
  });

  it('in its second section gives the events of the first', () => {
    const { events: seen, error } = readBytes(Buffer.concat([capture, start.subarray(0, 60)]));
    expect(seen).toHaveLength(ends.length);
    expect(error).toMatchObject({ events: ends.length });
  });
});

describe('a capture with damaged bytes', () => {
  it('never throws anything but the two typed errors, and ends', () => {
    const next = random(20_240_601);
    for (let round = 0; round < 1500; round++) {
      const bytes = Buffer.from(capture);
      for (let flips = 1 + next(4); flips > 0; flips--) bytes[next(bytes.length)] = next(256);
      const cut = next(4) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes;
      for (const recover of [false, true]) {
        const { error } = readBytes(cut, { recover, sized: next(2) === 0, piece: 1 + next(500) });
        if (error !== undefined && !(error instanceof DamagedCaptureError) && !(error instanceof NotACaptureError)) {
          throw new Error(`round ${round}, recover ${recover}`, { cause: error });
        }
      }
    }
  });

  it('never throws anything but the two typed errors for random bytes behind a section header', () => {
    const next = random(7);
    const numbers = [0x201, 0x202, 0x203, 0x204, 0x205, 0x206, 0x215, 0x216, 0x217, 0x218, 0x219, 0x220, 0x221, 0x222];
    for (let round = 0; round < 1500; round++) {
      const bodies = Array.from({ length: 1 + next(3) }, () => {
        const body = Buffer.from(Array.from({ length: next(200) }, () => (next(3) === 0 ? next(256) : 0)));
        return block(numbers[next(numbers.length)]!, body);
      });
      const { error } = readBytes(Buffer.concat([section(), ...bodies, events(1)]), { recover: next(2) === 0 });
      if (error !== undefined && !(error instanceof DamagedCaptureError)) throw new Error(`round ${round}`, { cause: error });
    }
  });

  it.each([
    ['a length of zero', 4, 0, 'impossible length 0'],
    ['a length that is no multiple of four', 4, 61, 'impossible length 61'],
    ['a huge length', 4, 0xfffffff0, 'impossible length'],
    ['another length at its end', -4, 64, 'lengths at the two ends of an event block differ'],
    ['an event longer than the block', 8 + 2 + 16, 5000, 'an event does not fit its block'],
    ['absurdly many parameters', 8 + 2 + 22, 60_000, 'an event does not fit its block'],
  ])('is told by %s', (_what, at, value, reason) => {
    const bytes = Buffer.from(capture);
    const from = ends[1]!;
    bytes.writeUInt32LE(value, at < 0 ? ends[2]! + at : from + at);
    const { events: seen, error } = readBytes(bytes);
    expect(seen).toHaveLength(2);
    expect(error).toMatchObject({ offset: from, events: 2 });
    expect(String(error)).toContain(reason);
  });

  it('needs no memory for a length it merely claims', () => {
    const claim = Buffer.concat([start, events(1), fields().u32(0x221, 0x0ffffff0).bytes()]);
    const { reader, error } = readBytes(claim, { sized: false });
    expect(error).toBeInstanceOf(DamagedCaptureError);
    expect(reader.bufferSize).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe('recovery', () => {
  const recovered = (bytes: Buffer, piece?: number) =>
    readGood(bytes, { recover: true, ...(piece === undefined ? {} : { piece, sized: false }) });

  it('goes on with the next block after a broken one', () => {
    const bytes = Buffer.from(capture);
    bytes.writeUInt32LE(0, ends[1]! + 4);
    const { events: seen, reader } = recovered(bytes);
    expect(seen).toHaveLength(ends.length - 1);
    expect(reader.counters).toMatchObject({ damages: 1, skippedBytes: ends[2]! - ends[1]! });
    expect(reader.damage).toMatchObject({ offset: ends[1], events: 2 });
  });

  it('finds blocks that lost bytes have moved, also over the edges of the buffer', () => {
    const before = events(2);
    const after = events(4);
    const torn = events(1).subarray(0, 31);
    const bytes = Buffer.concat([start, before, torn, after]);
    for (const piece of [undefined, 1, 7, 50]) expect(recovered(bytes, piece).events).toHaveLength(6);
  });

  it('passes over foreign bytes of any length', () => {
    const noise = Buffer.alloc(3_000_001);
    const next = random(3);
    for (let i = 0; i < noise.length; i++) noise[i] = next(256);
    const { events: seen, reader } = recovered(Buffer.concat([start, events(2), noise, events(5)]));
    expect(seen).toHaveLength(7);
    expect(reader.counters).toMatchObject({ damages: 1, skippedBytes: noise.length });
  });

  it('ends quietly where the file is cut, and says how', () => {
    const { events: seen, reader } = recovered(capture.subarray(0, capture.length - 5));
    expect(seen).toHaveLength(ends.length - 1);
    expect(reader.damage?.reason).toBe('the file ends within an event block');
  });

  it('leaves out a broken table and keeps the others', () => {
    const bytes = Buffer.concat([section(), block(0x205, fields().u16(9, 1).bytes()), tables, events(2)]);
    const { states, events: seen } = recovered(bytes);
    expect(states[0]!.groups).toHaveLength(1);
    expect(seen).toHaveLength(2);
  });

  it('finds the next section', () => {
    const { states, events: seen } = recovered(Buffer.concat([capture, Buffer.from('garbage'), capture]));
    expect(states).toHaveLength(2);
    expect(seen).toHaveLength(2 * ends.length);
  });

  it('does not make a capture of what is none', () => {
    expect(readBytes(Buffer.concat([Buffer.from('not a capture at all'), capture]), { recover: true }).error).toBeInstanceOf(
      NotACaptureError,
    );
  });

  it('skips an event that contradicts itself within a sound block', () => {
    const bad = event({ type: someType, params: [Buffer.from('abcd')] });
    bad.writeUInt32LE(9999, 8 + 2 + 22);
    expect(recovered(Buffer.concat([start, events(1), bad, events(1)])).events).toHaveLength(2);
  });
});
