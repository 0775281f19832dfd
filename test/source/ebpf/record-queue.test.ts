import { describe, expect, test } from 'vitest';
import { CAPACITY, RecordQueue, type RecordRing } from '../../../src/source/ebpf/record-queue.ts';

const RECORD_BYTES = 32;
const HEADER_BYTES = 8;
const START_HIGH = 0x17000000;

/** A ring of equal records that only have a time, in ns after the start. */
class FakeRing implements RecordRing {
  readonly view: DataView;
  /** Records given back so far. */
  freed = 0;
  #written = 0;
  #read = 0;

  constructor(records: number) {
    this.view = new DataView(new ArrayBuffer(records * RECORD_BYTES));
  }

  write(...times: number[]): void {
    for (const time of times) {
      const at = this.#written++ * RECORD_BYTES + HEADER_BYTES;
      const ns = (BigInt(START_HIGH) << 32n) + BigInt(time);
      this.view.setUint32(at + 10, Number(ns & 0xffffffffn), true);
      this.view.setUint32(at + 14, Number(ns >> 32n), true);
    }
  }

  extend(): number {
    return (this.#written - this.freed) * RECORD_BYTES;
  }

  next(): number {
    return this.#read < this.#written ? this.#read++ * RECORD_BYTES + HEADER_BYTES : -1;
  }

  before(at: number): number {
    return at - HEADER_BYTES - this.freed * RECORD_BYTES;
  }

  commit(): void {
    this.freed = this.#read;
  }

  commitBefore(at: number): void {
    this.freed = (at - HEADER_BYTES) / RECORD_BYTES;
  }
}

/** Places of the records taken out, counted from the first ever written. */
function taken(queue: RecordQueue, until: number): number[] {
  const count = queue.take(until);
  return Array.from({ length: count }, (_, i) => (queue.offset(i) - HEADER_BYTES) / RECORD_BYTES);
}

describe('the record queue', () => {
  test('gives records in the order of their time', () => {
    const ring = new FakeRing(8);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(10, 30, 20, 40, 15);
    queue.look();
    expect(taken(queue, 100)).toEqual([0, 4, 2, 1, 3]);
  });

  test('keeps records of the same time in the order they were written', () => {
    const ring = new FakeRing(8);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(10, 10, 5, 10);
    queue.look();
    expect(taken(queue, 100)).toEqual([2, 0, 1, 3]);
  });

  test('holds the newest back, and gives them before what comes later', () => {
    const ring = new FakeRing(8);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(10, 50, 20);
    queue.look();
    expect(taken(queue, 20)).toEqual([0, 2]);
    expect(queue.waiting).toBe(1);
    ring.write(40, 60);
    queue.look();
    expect(taken(queue, 100)).toEqual([3, 1, 4]);
  });

  test('gives nothing back that still waits, nor what was written after it', () => {
    const ring = new FakeRing(8);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(10, 50, 20);
    queue.look();
    queue.take(20);
    expect(ring.freed).toBe(0);
    queue.look();
    expect(ring.freed).toBe(1);
    queue.take(100);
    queue.look();
    expect(ring.freed).toBe(3);
  });

  test('counts times beyond the 32 bits of their low half', () => {
    const ring = new FakeRing(4);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(2 ** 32 + 5, 2 ** 32 - 1);
    queue.look();
    expect(taken(queue, 2 ** 32)).toEqual([1]);
  });

  test('holds the newest of a full queue back too', () => {
    const ring = new FakeRing(CAPACITY + 1);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(...Array.from({ length: CAPACITY }, (_, i) => 1000 + i), 1500);
    queue.look();
    expect(queue.take(1999)).toBe(1000);
    queue.look();
    expect(taken(queue, 2010)[0]).toBe(CAPACITY);
  });

  test('gives all of a full queue, however new', () => {
    const ring = new FakeRing(CAPACITY + 1);
    const queue = new RecordQueue(ring, START_HIGH);
    ring.write(...Array.from({ length: CAPACITY + 1 }, (_, i) => 1000 + i));
    queue.look();
    expect(queue.take(0)).toBe(CAPACITY);
    queue.look();
    expect(queue.take(0)).toBe(0);
    expect(queue.waiting).toBe(1);
  });
});
