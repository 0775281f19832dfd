/** Places for verdicts, by the low bits of the thread's id, and how a verdict is packed into one word: see `ebpf/probe/state.h`. */
const SLOTS = 32_768;
const TID_BITS = 22;
const TID_LIMIT = 1 << TID_BITS;
/** Times are in units of so many ns. */
const UNIT_NS = 4096;
const TIME_LIMIT = 2 ** (64 - TID_BITS);

/** So often at most is a thread looked at again, in ns of the events' time: it may have become another, and each verdict costs. */
const againNs = 1_000_000;

/**
 * What somebody has found of threads: that nothing they do can be of interest as long as they are who they are. A live source that is given
 * these leaves such threads' events out before they are recorded, but for those that change what is known of threads and fds.
 *
 * A verdict tells the time of the thread's last event that was taken into account. The source compares it with when the thread changed last
 * (a new program, name or user), so that a change nobody has looked at yet makes it void at once.
 */
export class ThreadVerdicts {
  readonly #lookedAt = new Float64Array(SLOTS).fill(Number.NEGATIVE_INFINITY);
  #words: BigUint64Array | undefined;
  #at = 0;
  #startHigh = 0;
  #startLow = 0;

  /**
   * Verdicts go into memory shared with the kernel from now on.
   *
   * @param at index of the first
   * @param start what their times count from, ns since the epoch
   */
  bind(words: BigUint64Array, at: number, start: bigint): void {
    this.#words = words;
    this.#at = at;
    this.#startHigh = Number(start >> 32n);
    this.#startLow = Number(start & 0xffffffffn);
  }

  /** The memory goes away. */
  unbind(): void {
    this.#words = undefined;
  }

  /**
   * Whether a thread should be looked at, which is then taken for done. Cheap: to be asked with each event of the thread.
   *
   * @param time of the event, ns from any fixed time
   */
  isDue(tid: number, time: number): boolean {
    const slot = tid & (SLOTS - 1);
    if (time - this.#lookedAt[slot]! < againNs) return false;
    this.#lookedAt[slot] = time;
    return true;
  }

  /** Nothing the thread does passes, as of its event at this time (ns since the epoch, in halves). */
  reject(tid: number, timeHigh: number, timeLow: number): void {
    const ns = (timeHigh - this.#startHigh) * 4_294_967_296 + (timeLow - this.#startLow);
    const time = Math.floor(ns / UNIT_NS);
    if (this.#words === undefined || tid <= 0 || tid >= TID_LIMIT || time <= 0 || time >= TIME_LIMIT) return;
    Atomics.store(this.#words, this.#at + (tid & (SLOTS - 1)), (BigInt(time) << BigInt(TID_BITS)) | BigInt(tid));
  }

  /** All verdicts are void: something changed that many threads share. */
  clear(): void {
    this.#words?.fill(0n, this.#at, this.#at + SLOTS);
    this.#lookedAt.fill(Number.NEGATIVE_INFINITY);
  }
}
