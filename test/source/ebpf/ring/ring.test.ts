import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { type LoadedObject, loadObject, openLibc } from '../../../../src/source/ebpf/load/index.ts';
import { MappedArray, Ring } from '../../../../src/source/ebpf/ring/index.ts';
import { because, enterKernel, loadingObstacle, unknownCall } from '../load/support.ts';

/** `ring.o` writes a numbered record for each call of a number nobody else calls; lengths as in objects/ring.bpf.c. */
const HEADER_BYTES = 8;
const SMALL_RING = 4096;
const lengthOf = (number: number): number => (16 + ((number * 37) & (1024 - 32))) & 1023;

interface Setup {
  readonly object: LoadedObject;
  readonly ring: Ring;
  readonly counters: MappedArray;
  /** Makes the program write `count` records. */
  write(count: number): Promise<void>;
}

const opened: Setup[] = [];

async function open(ringBytes: number): Promise<Setup> {
  const call = unknownCall();
  const object = await loadObject(readFileSync(new URL('objects/ring.o', import.meta.url)), {
    mapEntries: { ring: ringBytes },
    globals: { wanted_call: call },
  });
  const ring = await Ring.open(object.map('ring').fd, object.map('ring').maxEntries);
  const counters = await MappedArray.open(object.map('counters'));
  object.attach();
  const setup: Setup = { object, ring, counters, write: (count) => enterKernel(call, count) };
  opened.push(setup);
  return setup;
}

afterEach(() => {
  for (const { object, ring, counters } of opened.splice(0)) {
    ring.close();
    counters.close();
    object.close();
  }
});

/** Numbers of all records of one batch, each checked: its second word is the first inverted, its length follows from it. */
function readBatch(ring: Ring): number[] {
  const numbers: number[] = [];
  ring.begin();
  for (let at = ring.next(); at >= 0; at = ring.next()) {
    const number = Number(ring.view.getBigUint64(at, true));
    expect(ring.view.getBigUint64(at + 8, true)).toBe(BigInt.asUintN(64, ~BigInt(number)));
    expect(ring.length).toBe(lengthOf(number));
    expect(ring.bytes[at]).toBe(number & 255);
    numbers.push(number);
  }
  ring.commit();
  return numbers;
}

const upTo = (count: number, start = 0): number[] => Array.from({ length: count }, (_, index) => start + index);
/** Every seventh record has a discarded one of 40 bytes before it. */
const bytesOf = (numbers: number[]): number =>
  numbers.reduce((sum, number) => sum + ((lengthOf(number) + HEADER_BYTES + 7) & ~7) + (number % 7 === 0 ? 48 : 0), 0);

const obstacle = await loadingObstacle();

describe.skipIf(obstacle !== undefined)(`the ring${because(obstacle)}`, () => {
  test('is empty at first', async () => {
    const { ring } = await open(SMALL_RING);
    expect(ring.waitingBytes).toBe(0);
    expect(ring.begin()).toBe(0);
    expect(ring.next()).toBe(-1);
  });

  test('gives every record in order, without the discarded ones', async () => {
    const { ring, write } = await open(1 << 16);
    await write(50);
    expect(ring.waitingBytes).toBe(bytesOf(upTo(50)));
    expect(readBatch(ring)).toEqual(upTo(50));
    expect(ring.waitingBytes).toBe(0);
    await write(3);
    expect(readBatch(ring)).toEqual(upTo(3, 50));
  });

  test('gives records in one piece where it wraps around, thousands of times', async () => {
    const { ring, write } = await open(SMALL_RING);
    const wraps = 2000;
    let next = 0;
    let wrapped = 0;
    while (wrapped < wraps) {
      await write(3);
      ring.begin();
      for (let at = ring.next(); at >= 0; at = ring.next()) {
        if (at + ring.length > ring.size) wrapped++;
        expect(Number(ring.view.getBigUint64(at, true))).toBe(next);
        expect(ring.length).toBe(lengthOf(next));
        next++;
      }
      ring.commit();
    }
    expect(next % 3).toBe(0);
  });

  test('keeps what came first when it is full, and the program counts what did not fit', async () => {
    const { ring, counters, write } = await open(SMALL_RING);
    await write(100);
    const kept = readBatch(ring);
    const [seen, sent, dropped] = [counters.u64(1, 0), counters.u64(1, 8), counters.u64(1, 16)];
    expect(seen).toBe(100);
    expect(sent).toBe(kept.length);
    expect(sent + dropped).toBe(seen);
    expect(dropped).toBeGreaterThan(0);
    expect(kept).toEqual([...kept].sort((a, b) => a - b));
    await write(1);
    expect(readBatch(ring)).toEqual([100]);
  });

  test('makes room when a batch is given back in the middle', async () => {
    const { ring, write } = await open(SMALL_RING);
    await write(100);
    const full = ring.begin();
    expect(ring.next()).toBe(HEADER_BYTES + 48);
    const first = ring.length;
    ring.commit();
    expect(ring.waitingBytes).toBe(full - 48 - ((first + HEADER_BYTES + 7) & ~7));
    const rest: number[] = [];
    for (let at = ring.next(); at >= 0; at = ring.next()) rest.push(Number(ring.view.getBigUint64(at, true)));
    expect(rest[0]).toBe(1);
    ring.commit();
    expect(ring.waitingBytes).toBe(0);
  });

  test('ends a batch at what had come when it began', async () => {
    const { ring, write } = await open(1 << 16);
    await write(2);
    ring.begin();
    await write(2);
    let records = 0;
    while (ring.next() >= 0) records++;
    expect(records).toBe(2);
    expect(readBatch(ring)).toEqual([2, 3]);
  });

  test('goes on where another reader of the same ring stopped', async () => {
    const { object, ring, write } = await open(1 << 16);
    await write(4);
    expect(readBatch(ring)).toEqual(upTo(4));
    await write(2);
    const other = await Ring.open(object.map('ring').fd, ring.size);
    expect(readBatch(other)).toEqual([4, 5]);
    other.close();
  });

  test('is rounded up to a size the kernel takes', async () => {
    const { ring } = await open(5000);
    expect(ring.size).toBe(8192);
  });

  test('is empty memory once closed, not memory that is gone', async () => {
    const { ring, write } = await open(SMALL_RING);
    await write(3);
    ring.close();
    expect(ring.bytes.length).toBe(0);
    expect(ring.bytes[8]).toBeUndefined();
    expect(() => ring.view.getUint8(8)).toThrow(TypeError);
    expect(ring.next()).toBe(-1);
  });
});

describe('a ring that cannot be', () => {
  test.each([0, 1000, 4097, 3 * 4096, 2 ** 30])('of %d bytes is refused', async (size) => {
    await expect(Ring.open(0, size)).rejects.toThrow(RangeError);
  });

  test('of a descriptor that is no ring is refused by the kernel', async () => {
    await expect(Ring.open(1_000_000, 4096)).rejects.toThrow('cannot map 4096 bytes of descriptor 1000000: EBADF');
  });
});

describe('reading', () => {
  /** A stand-in for the kernel's memory: ordinary buffers in the layout of a ring. */
  test('stops at a record still being written, and goes on from it when it is done', async () => {
    const page = (await openLibc()).pageSize;
    const own = new ArrayBuffer(page);
    const shared = new ArrayBuffer(page + 2 * page);
    const data = new DataView(shared, page);
    const libc = {
      ...(await openLibc()),
      map: (_fd: number, _length: number, offset: number) => ({ buffer: offset === 0 ? own : shared, unmap: () => {} }),
    };
    const BUSY = 0x8000_0000;
    data.setUint32(0, 16, true);
    data.setUint32(24, (BUSY | 8) >>> 0, true);
    data.setUint32(40, 8, true);
    new BigInt64Array(shared, 0, 1)[0] = 56n;
    const ring = new Ring(libc, 0, page);
    expect(ring.begin()).toBe(56);
    expect([ring.next(), ring.length, ring.next(), ring.next()]).toEqual([8, 16, -1, -1]);
    ring.commit();
    expect(new BigInt64Array(own, 0, 1)[0]).toBe(24n);
    data.setUint32(24, 8, true);
    ring.begin();
    expect([ring.next(), ring.next(), ring.next()]).toEqual([32, 48, -1]);
    ring.commit();
    expect(new BigInt64Array(own, 0, 1)[0]).toBe(56n);
  });
});
