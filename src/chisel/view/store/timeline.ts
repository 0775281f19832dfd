import { eventNumber, eventTable } from '../../../event/index.ts';
import { bindField, type Extractor, findField } from '../../../field/index.ts';
import type { EventContext } from '../../../machine/index.ts';

/** What a time axis can show. */
export type Lane = 'events' | 'errors' | 'bytes' | 'cpu' | 'drops';

const drop = eventNumber('PPME_DROP_E');

/** By event type: what is to be asked of such an event. */
const Ask = { nothing: 0, failed: 1, moved: 2, ran: 3 } as const;
const asked = Uint8Array.from(eventTable, ({ enter, category }) => {
  if (enter) return category === 'SCHEDULER' ? Ask.ran : Ask.nothing;
  return category.startsWith('IO_') ? Ask.moved : Ask.failed;
});

/** A time axis as it is kept in a file. */
export interface SavedTimeline {
  readonly width: number;
  readonly from: number;
  readonly used: number;
  readonly lanes: Readonly<Record<Lane, readonly number[]>>;
}

/** Buckets of the axis: finer ones nobody can see. A power of two. */
const bucketCount = 2048;
/** Width of the first buckets, in ns. */
const leastWidth = 1e6;

/**
 * Counts by time, made while events come in: buckets of one width, which doubles whenever they do not reach far enough.
 */
export class TimeBuckets {
  /** ns of a bucket. */
  width = leastWidth;
  /** Time of the first bucket, on the source's base; NaN before the first event. */
  from = Number.NaN;
  /** Buckets in use. */
  used = 0;
  readonly lanes: Readonly<Record<Lane, Float64Array>> = {
    events: new Float64Array(bucketCount),
    errors: new Float64Array(bucketCount),
    bytes: new Float64Array(bucketCount),
    /** ns that processors were busy. */
    cpu: new Float64Array(bucketCount),
    /** Times at which events were lost. */
    drops: new Float64Array(bucketCount),
  };
  readonly #failed = reader('evt.failed');
  readonly #moved = reader('evt.buflen');
  readonly #ran = reader('thread.exectime');

  add(context: EventContext): void {
    const { time } = context.evt;
    if (Number.isNaN(this.from)) this.from = time;
    let at = Math.floor((time - this.from) / this.width);
    while (at >= bucketCount) {
      this.#widen();
      at = Math.floor((time - this.from) / this.width);
    }
    if (at < 0) at = 0;
    if (at >= this.used) this.used = at + 1;
    const { events, errors, bytes, cpu, drops } = this.lanes;
    events[at] = events[at]! + 1;
    const { type } = context.evt;
    if (type === drop) drops[at] = drops[at]! + 1;
    const ask = asked[type]!;
    if (ask === Ask.nothing) return;
    if (ask !== Ask.ran) {
      if (this.#failed(context) === true) errors[at] = errors[at]! + 1;
      if (ask === Ask.failed) return;
      const moved = this.#moved(context);
      if (moved !== undefined) bytes[at] = bytes[at]! + Number(moved);
    } else {
      const ran = Number(this.#ran(context) ?? 0);
      // The idle task has no thread id.
      if (context.evt.tid !== 0) cpu[at] = cpu[at]! + ran;
    }
  }

  #widen(): void {
    this.width *= 2;
    for (const lane of Object.values(this.lanes)) {
      for (let i = 0; i < bucketCount / 2; i++) lane[i] = lane[2 * i]! + lane[2 * i + 1]!;
      lane.fill(0, bucketCount / 2);
    }
    this.used = Math.ceil(this.used / 2);
  }

  /** A lane in so many buckets from the first to the last event. @param used how many buckets reach to that event, parts included */
  resampled(lane: Lane, count: number, used = this.used): number[] {
    return resample(this.lanes[lane], used, count);
  }

  /** What is to be kept of it. */
  saved(): SavedTimeline {
    const { width, from, used } = this;
    const lane = (name: Lane) => [...this.lanes[name].subarray(0, used)];
    return {
      width,
      from,
      used,
      lanes: { events: lane('events'), errors: lane('errors'), bytes: lane('bytes'), cpu: lane('cpu'), drops: lane('drops') },
    };
  }

  /** An axis that was kept; undefined where it cannot be one. */
  static from({ width, from, used, lanes }: SavedTimeline): TimeBuckets | undefined {
    if (!(width > 0) || !Number.isFinite(from) || !Number.isInteger(used) || used < 1 || used > bucketCount) return undefined;
    const buckets = new TimeBuckets();
    Object.assign(buckets, { width, from, used });
    for (const [name, into] of Object.entries(buckets.lanes)) {
      const values = lanes[name as Lane];
      if (values?.length !== used) return undefined;
      into.set(values);
    }
    return buckets;
  }
}

/** The first `used` counts in so many buckets; `used` need not be whole. */
export function resample(source: ArrayLike<number>, used: number, count: number): number[] {
  const out = new Array<number>(count).fill(0);
  const last = Math.ceil(used) - 1;
  if (used >= count) {
    for (let i = 0; i <= last; i++) {
      const at = Math.min(count - 1, Math.floor(((i + 0.5) * count) / used));
      out[at] = out[at]! + (source[i] ?? 0);
    }
  } else {
    // Fewer counts than buckets: each is spread over those it covers, so that the bar has no holes.
    for (let i = 0; i < count; i++) out[i] = ((source[Math.min(last, Math.floor((i * used) / count))] ?? 0) * used) / count;
  }
  return out;
}

function reader(name: string): Extractor {
  return bindField(findField(name)!, undefined).extract;
}
