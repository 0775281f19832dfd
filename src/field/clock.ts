import { type ByteWriter, type EventCursor, FixedText, putNine, putWords, slack, type TimeBase, timeOn, triples } from '../event/index.ts';

/** Bytes of `13:02:09.` */
const prefixLength = 9;

/** Bytes that {@link Clock.putTimeOfDay} needs. */
const timeOfDayRoom: number = prefixLength + 9 + slack;

/**
 * The absolute time of events, as seconds and nanoseconds: 64-bit arithmetic once a second of the capture, two
 * subtractions for all other events.
 */
export class Clock {
  /** Whole seconds since the epoch. */
  seconds = 0;
  /** 0 to 999,999,999. */
  nanoseconds = 0;
  /** When the current second began. */
  readonly #begin: TimeBase = { high: 0, low: 0 };
  #textOf = Number.NaN;
  #text = '';
  #prefix: readonly number[] = [];

  /** Sets the clock on an event's time. */
  set(evt: EventCursor): void {
    const within = timeOn(this.#begin, evt.view, evt.start);
    if (within >= 0 && within < 1e9) {
      this.nanoseconds = within;
      return;
    }
    const time = absoluteTime(evt);
    const nanoseconds = time % 1_000_000_000n;
    const begin = time - nanoseconds;
    this.nanoseconds = Number(nanoseconds);
    this.seconds = Number(time / 1_000_000_000n);
    this.#begin.high = Number(begin >> 32n);
    this.#begin.low = Number(begin & 0xffffffffn);
  }

  /** `13:02:09`, local time. */
  get timeOfDay(): string {
    if (this.#textOf !== this.seconds) this.#renderSecond();
    return this.#text;
  }

  #renderSecond(): void {
    this.#text = localTimeOfDay(this.seconds);
    this.#prefix = new FixedText(`${this.#text}.`).words!;
    this.#textOf = this.seconds;
  }

  /** `2024-02-29`, local time. */
  get date(): string {
    return localDate(this.seconds);
  }

  /** `2024-02-29T13:02:09`, UTC. */
  get utc(): string {
    return new Date(this.seconds * 1000).toISOString().slice(0, 19);
  }

  /** `13:02:09.000012345`, local time. */
  writeTimeOfDay(out: ByteWriter): void {
    out.reserve(timeOfDayRoom);
    out.length = this.putTimeOfDay(out.view, out.length);
  }

  /** The same into a view with room for it; gives where the next byte goes. */
  putTimeOfDay(view: DataView, at: number): number {
    if (this.#textOf !== this.seconds) this.#renderSecond();
    return putNine(view, putWords(view, at, this.#prefix, prefixLength), this.nanoseconds);
  }
}

/** Most bytes in front of a time that {@link MillisecondText} holds with it. */
const longestBefore = 4;

/** Nanoseconds that share a text. */
const shared = 1_000_000;

/**
 * The text of times up to their milliseconds, `13:02:09.123`, for whoever writes the times of many events: those that
 * happen in the same millisecond differ in six digits only. Lists of numbers with a place that never changes are what
 * compiled code reads fastest.
 */
export class MillisecondText {
  /** The lower half of the time at which the millisecond began. */
  readonly low: Int32Array = new Int32Array(longer);
  /** The upper half, signed; NaN while there is no text that another event could share. */
  readonly high: Float64Array = new Float64Array(longer).fill(Number.NaN);
  /** The text, what stands in front of it included. */
  readonly words: Float64Array = new Float64Array(longer);
  /** Where the six digits go that are behind it. */
  readonly length: number;
  readonly #before: string;
  readonly #clock = new Clock();
  readonly #view = new DataView(this.words.buffer);
  #second = Number.NaN;

  /** @param before what stands in front, of {@link longestBefore} bytes of ASCII at most */
  constructor(before: string) {
    this.#before = before;
    this.length = before.length + millisecondLength;
  }

  /** Whether a text can stand in front. */
  static takes(before: string): boolean {
    return before.length <= longestBefore && /^[\x20-\x7e]*$/.test(before);
  }

  /** Takes the text of the event's millisecond; gives the nanoseconds in it. */
  readonly move = (evt: EventCursor): number => {
    const clock = this.#clock;
    clock.set(evt);
    const { nanoseconds } = clock;
    const milliseconds = Math.floor(nanoseconds / shared);
    const rest = nanoseconds - milliseconds * shared;
    if (this.#second !== clock.seconds) this.#renderSecond();
    this.#view.setInt32(this.length - 3, triples[milliseconds]!, true);
    const low = evt.timeLow - rest;
    // Where the lower half wraps within the millisecond, differences of lower halves tell nothing: each event comes here.
    const wraps = low < 0 || low + shared > 0xffffffff;
    this.low[0] = low;
    this.high[0] = wraps ? Number.NaN : evt.timeHigh | 0;
    return rest;
  };

  #renderSecond(): void {
    const text = `${this.#before}${this.#clock.timeOfDay}.`;
    for (let i = 0; i < text.length; i++) this.#view.setUint8(i, text.charCodeAt(i));
    this.#second = this.#clock.seconds;
  }
}

/** Bytes of `13:02:09.123`. */
const millisecondLength = 12;

/** Engines know the place of a list of numbers only where it is longer than 64 bytes. */
const longer = 32;

/** ns since the epoch. */
export function absoluteTime(evt: EventCursor): bigint {
  return (BigInt(evt.timeHigh) << 32n) | BigInt(evt.timeLow);
}

/** `13:02:09`, local time: the zone is the one of the environment variable TZ, or else the machine's. */
export function localTimeOfDay(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `2024-02-29`, local time. */
export function localDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
