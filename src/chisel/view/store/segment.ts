import type { EventCursor, EventLayout } from '../../../event/index.ts';
import type { Fd } from '../../../machine/index.ts';
import type { ThreadVersion } from './thread-version.ts';

/** Events of a segment, and the bytes it begins with. An event never spans two. */
export const segmentEvents = 32_768;
const segmentBytes = 4 << 20;

/** What is remembered of an event beside its bytes, by bit. */
export const Mark = { paired: 1, renamedFd: 2, wideLengths: 4, shortHeader: 8 } as const;

/** A thread became something else before event `at` of the segment, or is gone (`version` undefined). */
export interface ThreadChange {
  readonly at: number;
  readonly thread: number;
  readonly version: ThreadVersion | undefined;
  /** The only properties that differ from the version before; undefined: all may. */
  readonly changed: readonly string[] | undefined;
}

/** Some thousand events in a row, each as its bytes and what the machine knew at it, by column. */
export class Segment {
  /** Number of its first event in the store. */
  readonly first: number;
  /** Living threads at its beginning. */
  readonly state: ReadonlyMap<number, ThreadVersion>;
  readonly changes: ThreadChange[] = [];
  readonly time = new Float64Array(segmentEvents);
  readonly key = new Uint16Array(segmentEvents);
  readonly cpu = new Uint16Array(segmentEvents);
  readonly num = new Float64Array(segmentEvents);
  /** Index of the thread; -1 for none. */
  readonly thread = new Int32Array(segmentEvents);
  readonly fdNumber = new Int32Array(segmentEvents);
  readonly latency = new Float64Array(segmentEvents);
  readonly fdCount = new Int32Array(segmentEvents);
  readonly marks = new Uint8Array(segmentEvents);
  readonly fds: (Fd | undefined)[] = [];
  /** By event: where the bytes of its enter lie, for the few that need them. */
  readonly enters = new Map<number, { readonly at: number; readonly layout: EventLayout }>();
  count = 0;
  bytes: Buffer;
  view: DataView<ArrayBufferLike>;
  readonly #at = new Uint32Array(segmentEvents);
  #used = 0;

  constructor(first: number, state: ReadonlyMap<number, ThreadVersion>, least: number) {
    this.first = first;
    this.state = state;
    this.bytes = Buffer.allocUnsafeSlow(Math.max(segmentBytes, least));
    this.view = new DataView(this.bytes.buffer);
  }

  /** Whether an event with so many bytes, those of its enter included, has room. */
  holds(bytes: number): boolean {
    return this.count < segmentEvents && this.#used + bytes <= this.bytes.length;
  }

  /** Memory in bytes, roughly. */
  get size(): number {
    return this.bytes.length + segmentEvents * 47 + this.changes.length * 600;
  }

  /** Where event `i` lies in {@link bytes}. */
  at(i: number): number {
    return this.#at[i]!;
  }

  /** Copies the bytes of the event that comes next; the columns are for the caller to fill. */
  copy(evt: EventCursor): void {
    this.#at[this.count] = this.copyBytes(evt);
  }

  /** Copies an event's bytes and tells where they are. */
  copyBytes(evt: EventCursor): number {
    const at = this.#used;
    evt.bytes.copy(this.bytes, at, evt.start, evt.start + evt.length);
    this.#used = at + evt.length;
    return at;
  }
}
