import { describe, expect, it } from 'vitest';
import {
  EventCursor,
  type EventLayout,
  eventNumber,
  eventParamCount,
  eventTypeCount,
  layoutV1,
  layoutV2,
  layoutV2Large,
  maxParams,
  type TimeBase,
} from '../../src/event/index.ts';
import { int, text } from '../support/minimal-capture.ts';
import { random } from '../support/random.ts';

interface EventParts {
  readonly layout: EventLayout;
  readonly type?: number;
  readonly time?: bigint;
  readonly tid?: bigint;
  readonly params?: readonly Uint8Array[];
  /** What the header says where that is not the truth. */
  readonly claims?: { readonly length?: number; readonly count?: number; readonly sizes?: readonly number[] };
}

/** The bytes of an event, built field by field as its layout says. */
function encode({ layout, type = 0, time = 0n, tid = 0n, params = [], claims = {} }: EventParts): Buffer {
  const sizes = claims.sizes ?? params.map((param) => param.length);
  const lengths = Buffer.concat(sizes.map((size) => int(layout.lengthSize, size)));
  const total = layout.headerSize + lengths.length + params.reduce((sum, param) => sum + param.length, 0);
  const count = layout.headerSize === 26 ? int(4, claims.count ?? params.length) : Buffer.alloc(0);
  return Buffer.concat([int(8, time), int(8, tid), int(4, claims.length ?? total), int(2, type), count, lengths, ...params]);
}

const noBase: TimeBase = { high: 0, low: 0 };

/** A cursor set on the event, which lies between other bytes; `fits` is what `set` said. */
function look(event: Buffer, layout: EventLayout, base: TimeBase = noBase): { cursor: EventCursor; fits: boolean } {
  const start = 6;
  const bytes = Buffer.concat([Buffer.alloc(start, 0xee), event, Buffer.alloc(9, 0xee)]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cursor = new EventCursor();
  const fits = cursor.set(bytes, view, start, start + event.length, layout, base);
  return { cursor, fits };
}

function lookAt(parts: EventParts, base?: TimeBase): EventCursor {
  const { cursor, fits } = look(encode(parts), parts.layout, base);
  expect(fits).toBe(true);
  return cursor;
}

const halves = (time: bigint): TimeBase => ({ high: Number(time >> 32n), low: Number(time & 0xffffffffn) });

const READ_X = eventNumber('PPME_SYSCALL_READ_X');
const OPEN_E = eventNumber('PPME_SYSCALL_OPEN_E');
const NOTIFICATION_E = eventNumber('PPME_NOTIFICATION_E');

const layouts = [
  ['of 1.0', layoutV1],
  ['of 1.2', layoutV2],
  ['with large payloads', layoutV2Large],
] as const;

describe.each(layouts)('an event in the layout %s', (_, layout) => {
  it('gives its header', () => {
    const cursor = lookAt({ layout, type: READ_X, tid: 4711n, params: [int(8, 3), Buffer.from('abc'), int(8, 5), int(4, 3)] });
    expect(cursor.type).toBe(READ_X);
    expect(cursor.tid).toBe(4711);
    expect(cursor.start).toBe(6);
    expect(cursor.paramCount).toBe(4);
    expect(cursor.dumpFlags).toBe(0);
  });

  it('gives its parameters by number', () => {
    const cursor = lookAt({ layout, type: OPEN_E, params: [text('/etc/passwd'), int(4, 0x80000001), int(4, -2)] });
    expect(cursor.text(0)).toBe('/etc/passwd');
    expect(cursor.raw(0)).toBe('/etc/passwd\0');
    expect(cursor.size(0)).toBe(12);
    expect(cursor.u32(1)).toBe(0x80000001);
    expect(cursor.i32(1)).toBe(-0x7fffffff);
    expect(cursor.i32(2)).toBe(-2);
    expect(cursor.offset(1)).toBe(cursor.offset(0) + 12);
  });

  it('may have no parameters, and empty ones', () => {
    expect(lookAt({ layout, type: OPEN_E }).paramCount).toBe(0);
    const cursor = lookAt({ layout, type: OPEN_E, params: [new Uint8Array(0), int(4, 7), new Uint8Array(0)] });
    expect([cursor.size(0), cursor.size(1), cursor.size(2)]).toEqual([0, 4, 0]);
    expect(cursor.text(0)).toBe('');
    expect(cursor.u32(1)).toBe(7);
  });

  it('says which parameters it has, and how large', () => {
    const cursor = lookAt({ layout, type: OPEN_E, params: [text('x'), int(4, 7)] });
    expect(cursor.has(1)).toBe(true);
    expect(cursor.has(1, 4)).toBe(true);
    expect(cursor.has(1, 8)).toBe(false);
    expect(cursor.has(2)).toBe(false);
    expect(cursor.size(2)).toBe(0);
  });

  it('does not fit where its end is missing', () => {
    const whole = encode({ layout, type: READ_X, params: [int(8, 3), Buffer.from('abcdef')] });
    for (let length = 0; length < whole.length; length++) expect(look(whole.subarray(0, length), layout).fits).toBe(false);
    expect(look(whole, layout).fits).toBe(true);
  });

  it('does not fit with a length shorter than its header', () => {
    const params = [int(8, 3), Buffer.from('abcdef')];
    for (const length of [0, 1, layout.headerSize - 1]) {
      expect(look(encode({ layout, type: READ_X, params, claims: { length } }), layout).fits).toBe(false);
    }
  });
});

describe('an event that tells how many parameters it has', () => {
  it('may have more than its type defines, or fewer', () => {
    const params = Array.from({ length: 40 }, (_, i) => int(1, i));
    const cursor = lookAt({ layout: layoutV2, type: OPEN_E, params });
    expect(cursor.paramCount).toBe(40);
    expect(cursor.u8(39)).toBe(39);
    expect(lookAt({ layout: layoutV2, type: OPEN_E, params: [text('x')] }).paramCount).toBe(1);
  });

  it('does not fit with more than can be', () => {
    const params = Array.from({ length: maxParams }, () => int(1, 0));
    expect(look(encode({ layout: layoutV2, params }), layoutV2).fits).toBe(true);
    const one = [int(1, 0)];
    expect(look(encode({ layout: layoutV2, params: [...params, ...one] }), layoutV2).fits).toBe(false);
    expect(look(encode({ layout: layoutV2, params: one, claims: { count: 0xffffffff } }), layoutV2).fits).toBe(false);
  });

  it('does not fit where the lengths alone are longer than it', () => {
    const event = encode({ layout: layoutV2, params: [int(1, 0)], claims: { count: 3 } });
    expect(look(event, layoutV2).fits).toBe(false);
  });

  it('ends at the first length that leads out of it', () => {
    for (const layout of [layoutV2, layoutV2Large]) {
      const cursor = lookAt({ layout, params: [int(4, 1), int(4, 2), int(4, 3)], claims: { sizes: [4, 60_000, 4] } });
      expect(cursor.has(1)).toBe(false);
      expect(cursor.has(0, 4)).toBe(true);
      expect(cursor.u32(0)).toBe(1);
      expect(cursor.paramCount).toBe(1);
      expect(cursor.size(1)).toBe(0);
    }
  });

  it('survives the largest length there is', () => {
    const cursor = lookAt({ layout: layoutV2Large, params: [int(4, 1)], claims: { sizes: [0xffffffff] } });
    expect(cursor.size(0)).toBe(0);
    expect(cursor.paramCount).toBe(0);
  });

  it('holds large payloads in layouts with wide lengths', () => {
    const payload = Buffer.alloc(200_000, 'x');
    const cursor = lookAt({ layout: layoutV2Large, params: [int(4, 9), payload] });
    expect(cursor.size(1)).toBe(200_000);
    expect(cursor.raw(1)).toBe(payload.toString('latin1'));
  });
});

describe('an event that does not tell how many parameters it has', () => {
  it('has the count for which the lengths add up', () => {
    const params = [int(8, 3), Buffer.from('abc'), int(8, 5), int(4, 3)];
    for (let count = 0; count <= 4; count++) {
      expect(lookAt({ layout: layoutV1, type: READ_X, params: params.slice(0, count) }).paramCount).toBe(count);
    }
  });

  it('has the right count for every type, however many parameters are left out', () => {
    const next = random(1);
    for (let type = 0; type < eventTypeCount; type++) {
      if (type === NOTIFICATION_E || type === eventNumber('PPME_INFRASTRUCTURE_EVENT_E')) continue;
      const count = next(eventParamCount[type]! + 1);
      const params = Array.from({ length: count }, () => Buffer.from(Array.from({ length: next(20) }, () => next(256))));
      const cursor = lookAt({ layout: layoutV1, type, params });
      expect(`${type}: ${cursor.paramCount}`).toBe(`${type}: ${count}`);
      params.forEach((param, i) => {
        expect(cursor.raw(i)).toBe(param.toString('latin1'));
      });
    }
  });

  it('has no parameters where no count fits, or its type is unknown', () => {
    const params = [int(8, 3), Buffer.from('abc')];
    expect(lookAt({ layout: layoutV1, type: READ_X, params, claims: { sizes: [8, 4] } }).paramCount).toBe(0);
    expect(lookAt({ layout: layoutV1, type: 60_000, params }).paramCount).toBe(0);
  });

  it.each(['PPME_NOTIFICATION_E', 'PPME_INFRASTRUCTURE_EVENT_E'])('is three bytes shorter than it says if it is a %s', (code) => {
    const params = Array.from({ length: eventParamCount[eventNumber(code)]! }, (_, i) => text(`text ${i}`));
    const truth = encode({ layout: layoutV1, type: eventNumber(code), params });
    const event = encode({ layout: layoutV1, type: eventNumber(code), params, claims: { length: truth.length + 3 } });
    const { cursor, fits } = look(event, layoutV1);
    expect(fits).toBe(true);
    expect(cursor.length).toBe(truth.length);
    expect(cursor.paramCount).toBe(params.length);
    expect(cursor.text(1)).toBe('text 1');
  });
});

describe('the time of an event', () => {
  it('is exact in ns for 104 days around the base, where a double of the absolute time is not', () => {
    const base = 1_600_000_000_123_456_789n;
    const next = random(2);
    for (let i = 0; i < 2000; i++) {
      const distance = (BigInt(next(2 ** 32)) << 21n) + BigInt(next(2 ** 21));
      const time = i % 2 === 0 ? base + distance : base - distance;
      const cursor = lookAt({ layout: layoutV2, time }, halves(base));
      expect(BigInt(cursor.time)).toBe(time - base);
      expect((BigInt(cursor.timeHigh) << 32n) | BigInt(cursor.timeLow)).toBe(time);
    }
    expect(BigInt(Number(base))).not.toBe(base);
  });

  it('follows a base that is set after the cursor, once that is said', () => {
    const base = { high: 0, low: 0 };
    const cursor = lookAt({ layout: layoutV1, time: (5n << 32n) | 9n }, base);
    Object.assign(base, { high: 5, low: 10 });
    cursor.setTime();
    expect(cursor.time).toBe(-1);
  });
});

describe('the numbers of an event', () => {
  it('are exact below 2^53, also negative ones', () => {
    const next = random(3);
    for (let i = 0; i < 1000; i++) {
      const value = BigInt(next(2 ** 32)) * 2n ** 21n + BigInt(next(2 ** 21));
      const cursor = lookAt({ layout: layoutV2, tid: -value, params: [int(8, value), int(8, -value)] });
      expect(BigInt(cursor.u64(0))).toBe(value);
      expect(BigInt(cursor.i64(0))).toBe(value);
      expect(BigInt(cursor.i64(1))).toBe(-value);
      expect(BigInt(cursor.tid)).toBe(-value);
    }
  });

  it('are exact at all widths as bigint', () => {
    const cursor = lookAt({ layout: layoutV2, params: [int(8, -1), int(2, 0xfffe), int(1, 0xff)] });
    expect(cursor.bigU64(0)).toBe(2n ** 64n - 1n);
    expect(cursor.i64(0)).toBe(-1);
    expect(cursor.u16(1)).toBe(0xfffe);
    expect(cursor.u8(2)).toBe(0xff);
  });

  it('hold thread ids at the edges of 32 bits', () => {
    for (const tid of [0n, 1n, -1n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, -(2n ** 31n), -(2n ** 31n) - 1n]) {
      expect(BigInt(lookAt({ layout: layoutV1, tid }).tid)).toBe(tid);
    }
  });
});

describe('the texts of an event', () => {
  it('keep every byte, one char each', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const cursor = lookAt({ layout: layoutV2, params: [all, Buffer.from('grüße\0', 'utf8')] });
    expect(Buffer.from(cursor.raw(0), 'latin1').equals(all)).toBe(true);
    expect(Buffer.from(cursor.text(1), 'latin1').toString('utf8')).toBe('grüße');
  });

  it('end at the first NUL, or with the parameter', () => {
    const cursor = lookAt({ layout: layoutV2, params: [Buffer.from('a\0b\0'), Buffer.from('no end'), text('next')] });
    expect(cursor.text(0)).toBe('a');
    expect(cursor.text(1)).toBe('no end');
    expect(cursor.text(2)).toBe('next');
  });
});

describe('a cursor', () => {
  it('forgets one event when it is set on the next', () => {
    const first = encode({ layout: layoutV2, type: READ_X, params: [int(8, 3), Buffer.from('abc')] });
    const second = encode({ layout: layoutV2, type: OPEN_E, params: [text('/long/path'), int(4, 1), int(4, 2)] });
    const bytes = Buffer.concat([first, second]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const cursor = new EventCursor();
    expect(cursor.set(bytes, view, 0, first.length, layoutV2, noBase)).toBe(true);
    expect(cursor.raw(1)).toBe('abc');
    cursor.dumpFlags = 1;
    expect(cursor.set(bytes, view, first.length, bytes.length, layoutV2, noBase)).toBe(true);
    expect(cursor.text(0)).toBe('/long/path');
    expect(cursor.u32(2)).toBe(2);
    expect(cursor.dumpFlags).toBe(0);
  });

  it('reads whatever bytes it is set on without reaching out of them', () => {
    const next = random(4);
    for (let i = 0; i < 3000; i++) {
      const layout = layouts[next(3)]![1];
      const params = Array.from({ length: next(6) }, () => Buffer.alloc(next(30), next(256)));
      const event = encode({ layout, type: next(eventTypeCount), params });
      for (let damages = next(4); damages > 0; damages--) event[16 + next(event.length - 16)] = next(256);
      const { cursor, fits } = look(event, layout);
      if (!fits) continue;
      let end = 0;
      for (let p = 0; p < 70; p++) {
        if (!cursor.has(p)) continue;
        expect(cursor.offset(p)).toBeGreaterThanOrEqual(end);
        end = cursor.offset(p) + cursor.size(p);
        expect(end).toBeLessThanOrEqual(cursor.start + cursor.length);
        expect(cursor.raw(p)).toHaveLength(cursor.size(p));
      }
      expect(cursor.length).toBeLessThanOrEqual(event.length);
    }
  });
});
