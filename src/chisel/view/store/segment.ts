import { type EventCursor, type EventLayout, layoutV2 } from '../../../event/index.ts';
import type { Fd } from '../../../machine/index.ts';
import type { KeptFds } from './kept-fds.ts';
import { ThreadChanges } from './thread-changes.ts';
import type { ThreadVersion } from './thread-version.ts';

/** Events of a segment, and the bytes it begins with. An event never spans two. */
export const segmentEvents = 32_768;
const segmentBytes = 2 << 20;
/** Bytes of the columns, for each event. */
const columnBytes = 55;
/** Bytes of a place in a list. */
const placeBytes = 8;
/** Memory of a segment, in bytes, before anything is in it. */
export const leastSegment = segmentBytes + segmentEvents * columnBytes;

/** What is remembered of an event beside its bytes, by bit. */
export const Mark = { paired: 1, renamedFd: 2, wideLengths: 4, shortHeader: 8, wideEnter: 16, shortEnter: 32 } as const;

/** How the header and lengths of an event lie, as marks. */
export function layoutMarks({ lengthSize, headerSize }: EventLayout, wide: number, short: number): number {
  return (lengthSize === 4 ? wide : 0) | (headerSize < layoutV2.headerSize ? short : 0);
}

const shortLayout: EventLayout = { headerSize: 22, lengthSize: 2 };
const wideLayout: EventLayout = { headerSize: 26, lengthSize: 4 };

/** The layout that marks stand for. */
export function layoutOf(marks: number, wide: number, short: number): EventLayout {
  return (marks & short) !== 0 ? shortLayout : (marks & wide) !== 0 ? wideLayout : layoutV2;
}

/** Some thousand events in a row, each as its bytes and what the machine knew at it, by column. */
export class Segment {
  /** Number of its first event in the store. */
  readonly first: number;
  /** Living threads at its beginning. */
  readonly state: ReadonlyMap<number, ThreadVersion>;
  readonly changes = new ThreadChanges();
  readonly time: Float64Array;
  readonly key: Uint16Array;
  readonly cpu: Uint16Array;
  readonly num: Float64Array;
  /** Index of the thread; -1 for none. */
  readonly thread: Int32Array;
  readonly fdNumber: Int32Array;
  readonly latency: Float64Array;
  readonly fdCount: Int32Array;
  readonly marks: Uint8Array;
  /** Fds that events are about, each once for all that come in a row; by event, where in that list; -1 for none. */
  readonly #fds: Fd[] = [];
  readonly #fdAt: Int32Array;
  #lastFd: Fd | undefined = undefined;
  /** Where the bytes of the event's enter lie, for those that need them; -1 for the others. */
  readonly enterAt: Int32Array;
  count = 0;
  /** Times of its earliest and latest event: those of different processors may lie before the one before. */
  earliest = Number.POSITIVE_INFINITY;
  latest = Number.NEGATIVE_INFINITY;
  bytes: Buffer;
  view: DataView<ArrayBufferLike>;
  readonly #at: Uint32Array;
  #used = 0;

  /**
   * @param least bytes that it must have room for
   * @param gone a segment whose events are not kept any more: its memory serves again, and it is empty from then on
   */
  constructor(first: number, state: ReadonlyMap<number, ThreadVersion>, least: number, gone?: Segment) {
    this.first = first;
    this.state = state;
    this.time = gone?.time ?? new Float64Array(segmentEvents);
    this.key = gone?.key ?? new Uint16Array(segmentEvents);
    this.cpu = gone?.cpu ?? new Uint16Array(segmentEvents);
    this.num = gone?.num ?? new Float64Array(segmentEvents);
    this.thread = gone?.thread ?? new Int32Array(segmentEvents);
    this.fdNumber = gone?.fdNumber ?? new Int32Array(segmentEvents);
    this.latency = gone?.latency ?? new Float64Array(segmentEvents);
    this.fdCount = gone?.fdCount ?? new Int32Array(segmentEvents);
    this.enterAt = gone?.enterAt ?? new Int32Array(segmentEvents);
    this.marks = gone?.marks ?? new Uint8Array(segmentEvents);
    this.#fdAt = gone === undefined ? new Int32Array(segmentEvents) : gone.#fdAt;
    this.#at = gone === undefined ? new Uint32Array(segmentEvents) : gone.#at;
    const size = Math.max(segmentBytes, least);
    this.bytes = gone?.bytes.length === size ? gone.bytes : Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer);
    if (gone !== undefined) gone.count = 0;
  }

  /** Whether an event with so many bytes, those of its enter included, has room. */
  holds(bytes: number): boolean {
    return this.count < segmentEvents && this.#used + bytes <= this.bytes.length;
  }

  /** Memory in bytes, roughly. */
  get size(): number {
    return this.bytes.length + segmentEvents * columnBytes + this.#fds.length * placeBytes + this.changes.bytes;
  }

  /** Where event `i` lies in {@link bytes}. */
  at(i: number): number {
    return this.#at[i]!;
  }

  /** The fd that event `i` is about. */
  fd(i: number): Fd | undefined {
    const at = this.#fdAt[i]!;
    return at < 0 ? undefined : this.#fds[at];
  }

  /** Notes the fd that the event that comes next is about. */
  noteFd(fd: Fd | undefined, kept: KeptFds): void {
    if (fd !== undefined && fd !== this.#lastFd) {
      this.#fds.push(kept.of(fd));
      this.#lastFd = fd;
    }
    this.#fdAt[this.count] = fd === undefined ? -1 : this.#fds.length - 1;
  }

  /** Copies the bytes of the event that comes next; the columns are for the caller to fill. */
  copy(evt: EventCursor): void {
    this.#at[this.count] = this.copyBytes(evt);
  }

  /** Copies an event's bytes and tells where they are. */
  copyBytes(evt: EventCursor): number {
    const at = this.#used;
    const { start, length } = evt;
    if (length > shortEvent) evt.bytes.copy(this.bytes, at, start, start + length);
    else copyShort(evt.view, start, this.view, at, length);
    this.#used = at + length;
    return at;
  }
}

/** Bytes up to which copying them by fours takes less time than the call of the function that copies blocks of memory. */
const shortEvent = 256;

function copyShort(from: DataView, start: number, to: DataView, at: number, length: number): void {
  const words = length & ~3;
  for (let i = 0; i < words; i += 4) to.setInt32(at + i, from.getInt32(start + i, true), true);
  for (let i = words; i < length; i++) to.setUint8(at + i, from.getUint8(start + i));
}
