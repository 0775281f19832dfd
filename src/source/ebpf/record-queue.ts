import type { Ring } from './ring/index.ts';

/** Where the time stands in a record: ns since the epoch, in halves (see `probe/record.h`). */
const TIME_LOW_AT = 10;
const TIME_HIGH_AT = 14;
/** And the thread's id: its low half, the high half being 0. */
const TID_AT = 18;
const TWO_32 = 4294967296;

/** What the queue needs of the ring; see {@link Ring}. */
export type RecordRing = Pick<Ring, 'view' | 'extend' | 'next' | 'before' | 'commit' | 'commitBefore'>;

/** Records looked at in one go: as many as keep the producer's space small and the loop short. */
export const CAPACITY = 16384;

/**
 * Puts the ring's records in the order of their time. Each CPU stamps a record before it gets its place in the ring, so that a record
 * can stand up to 90 µs behind later ones. Records stay where they are in the ring; only their offsets are ordered. The newest wait
 * until nothing older can come any more.
 */
export class RecordQueue {
  readonly #ring: RecordRing;
  readonly #offsets = new Int32Array(CAPACITY);
  readonly #times = new Float64Array(CAPACITY);
  /** High half of the time that {@link #times} count from: doubles are exact for 104 days. */
  readonly #baseHigh: number;
  #count = 0;
  /** Of those, how many were taken out and may be given back. */
  #taken = 0;

  /** `startHigh` is the high half of the time in ns at which the capture began. */
  constructor(ring: RecordRing, startHigh: number) {
    this.#ring = ring;
    this.#baseHigh = startHigh;
  }

  /** Records waiting for older ones. */
  get waiting(): number {
    return this.#count - this.#taken;
  }

  /** It can hold no more than it does: further records may be in the ring. */
  get isFull(): boolean {
    return this.#count === CAPACITY;
  }

  /** Gives back the records taken last and looks at what has come. Returns how many bytes of records there are now. */
  look(): number {
    this.#giveBack();
    const ring = this.#ring;
    const bytes = ring.extend();
    const { view } = ring;
    const offsets = this.#offsets;
    const times = this.#times;
    let count = this.#count;
    while (count < CAPACITY) {
      const at = ring.next();
      if (at < 0) break;
      const time = (view.getUint32(at + TIME_HIGH_AT, true) - this.#baseHigh) * TWO_32 + view.getUint32(at + TIME_LOW_AT, true);
      let place = count++;
      for (; place > 0 && times[place - 1]! > time; place--) {
        times[place] = times[place - 1]!;
        offsets[place] = offsets[place - 1]!;
      }
      times[place] = time;
      offsets[place] = at;
    }
    this.#count = count;
    return bytes;
  }

  /**
   * Takes out the records up to a time (ns, counted from the high half given at the start); those that come later stay.
   * A full queue gives all where none is old enough, because nothing else can come. Returns how many: they are the first {@link offset}s, until the next look.
   */
  take(until: number): number {
    let taken = this.#count;
    while (taken > 0 && this.#times[taken - 1]! > until) taken--;
    if (taken === 0 && this.#count === CAPACITY) taken = CAPACITY;
    this.#taken = taken;
    return taken;
  }

  /** Where record `i` of those taken lies in the ring. */
  offset(i: number): number {
    return this.#offsets[i]!;
  }

  /** The threads of all records looked at so far. */
  threads(): Set<number> {
    const { view } = this.#ring;
    const tids = new Set<number>();
    for (let i = 0; i < this.#count; i++) tids.add(view.getUint32(this.#offsets[i]! + TID_AT, true));
    return tids;
  }

  #giveBack(): void {
    const taken = this.#taken;
    if (taken === 0) return;
    const ring = this.#ring;
    const left = this.#count - taken;
    if (left === 0) {
      ring.commit();
    } else {
      this.#offsets.copyWithin(0, taken, this.#count);
      this.#times.copyWithin(0, taken, this.#count);
      let first = this.#offsets[0]!;
      for (let i = 1; i < left; i++) if (ring.before(this.#offsets[i]!) < ring.before(first)) first = this.#offsets[i]!;
      ring.commitBefore(first);
    }
    this.#count = left;
    this.#taken = 0;
  }
}
