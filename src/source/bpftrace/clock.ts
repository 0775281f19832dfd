import { readFileSync } from 'node:fs';

const nsPerMs = 1_000_000n;
/** A record's own time is believed where it lies so far back at most, in ns: bpftrace hands on within milliseconds. */
const oldestNs = 10_000_000_000n;
/** Two clocks of the kernel that differ by less do not differ: `/proc/uptime` is no finer. */
const coarseNs = 100_000_000n;

/** Times of records, from the kernel's own clocks (`nsecs` of bpftrace) or from when they came. */
export class RecordClock {
  /** ns since the epoch at which the monotonic clock began. */
  readonly #monotonicBegan: bigint;
  /** ns the machine slept, which the monotonic clock leaves out and the clock of the boot counts. */
  readonly #slept: bigint;

  constructor() {
    const monotonic = process.hrtime.bigint();
    this.#monotonicBegan = BigInt(Date.now()) * nsPerMs - monotonic;
    this.#slept = sleptNs(monotonic);
  }

  /** Now, in ns since the epoch. */
  now(): bigint {
    return this.#monotonicBegan + process.hrtime.bigint();
  }

  /** The time that a kernel's clock showed, or `now` where it cannot be one. */
  timeOf(nsecs: bigint, now: bigint): bigint {
    const monotonic = this.#monotonicBegan + nsecs;
    for (const time of [monotonic - this.#slept, monotonic]) if (time <= now && now - time < oldestNs) return time;
    return now;
  }
}

function sleptNs(monotonic: bigint): bigint {
  let uptime: string;
  try {
    uptime = readFileSync('/proc/uptime', 'latin1');
  } catch {
    return 0n;
  }
  const boot = BigInt(Math.round(Number.parseFloat(uptime) * 100)) * 10n * nsPerMs;
  const slept = boot - monotonic;
  return slept > coarseNs ? slept : 0n;
}
