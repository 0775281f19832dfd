import type { Libc } from './load/index.ts';

const SYS_CLOCK_GETTIME = 228;
const CLOCK_REALTIME = 0;
const CLOCK_BOOTTIME = 7;
const NS_PER_SECOND = 1_000_000_000n;

/**
 * The clock the probe stamps events by: that of the boot, which never jumps, moved to the epoch once, at the start.
 */
export class EventClock {
  /** What is added to the boot clock to get ns since the epoch. */
  readonly epochOffset: bigint;
  readonly #libc: Libc;
  readonly #time = new BigInt64Array(2);
  readonly #bytes = new Uint8Array(this.#time.buffer);

  constructor(libc: Libc) {
    this.#libc = libc;
    this.epochOffset = this.#read(CLOCK_REALTIME) - this.#read(CLOCK_BOOTTIME);
  }

  /** Now, as the probe would stamp it: ns since the epoch. */
  now(): bigint {
    return this.#read(CLOCK_BOOTTIME) + this.epochOffset;
  }

  #read(clock: number): bigint {
    this.#libc.syscall(SYS_CLOCK_GETTIME, clock, this.#libc.address(this.#bytes));
    return this.#time[0]! * NS_PER_SECOND + this.#time[1]!;
  }
}
