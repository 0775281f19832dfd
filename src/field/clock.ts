import { type ByteWriter, type EventCursor, FixedText, putNine, putWords, slack } from '../event/index.ts';

/** Bytes of `13:02:09.` */
const prefixLength = 9;

/** Bytes that {@link Clock.putTimeOfDay} needs. */
export const timeOfDayRoom: number = prefixLength + 9 + slack;

/**
 * The absolute time of events, as seconds and nanoseconds: 64-bit arithmetic once a second of the capture, two
 * subtractions for all other events.
 */
export class Clock {
  /** Whole seconds since the epoch. */
  seconds = 0;
  /** 0 to 999,999,999. */
  nanoseconds = 0;
  /** The halves of the time at which the current second began. */
  #high = 0;
  #low = 0;
  #textOf = Number.NaN;
  #text = '';
  #prefix: readonly number[] = [];

  /** Sets the clock on an event's time. */
  set(evt: EventCursor): void {
    const within = (evt.timeHigh - this.#high) * 4294967296 + (evt.timeLow - this.#low);
    if (within >= 0 && within < 1e9) {
      this.nanoseconds = within;
      return;
    }
    const time = absoluteTime(evt);
    const nanoseconds = time % 1_000_000_000n;
    const begin = time - nanoseconds;
    this.nanoseconds = Number(nanoseconds);
    this.seconds = Number(time / 1_000_000_000n);
    this.#high = Number(begin >> 32n);
    this.#low = Number(begin & 0xffffffffn);
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
