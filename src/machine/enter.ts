import { EventCursor, layoutV2, type TimeBase } from '../event/index.ts';

/** Longer enter events are not kept; only a name or an address is ever needed from one. Bytes. */
const room = 4096;
const headerSize = layoutV2.headerSize;

/** Bytes of an enter event, kept until its exit. */
export class EnterCopy {
  readonly bytes: Buffer = Buffer.alloc(room);
  readonly view: DataView = new DataView(this.bytes.buffer, this.bytes.byteOffset, room);
  length = 0;
  type = -1;
  num = 0;
  cpu = 0;
}

/**
 * Keeps enter events for their exits. A copy is taken from a pool and given back after the exit, so that there are only
 * as many as calls were ever under way at once, and a call costs no allocation.
 */
export class EnterStore {
  readonly #free: EnterCopy[] = [];
  readonly #cursor = new EventCursor();
  readonly #base: TimeBase = { high: 0, low: 0 };

  /** Copies the event the cursor is on, in the layout of today's files whatever its own; undefined when it is too long. */
  keep(evt: EventCursor, into: EnterCopy | undefined): EnterCopy | undefined {
    const count = evt.paramCount;
    const first = count === 0 ? 0 : evt.offset(0);
    const last = count === 0 ? 0 : evt.offset(count - 1) + evt.size(count - 1);
    const head = headerSize + count * 2;
    const length = head + (last - first);
    if (length > room) {
      if (into !== undefined) this.release(into);
      return undefined;
    }
    const copy = into ?? this.#free.pop() ?? new EnterCopy();
    if (first - evt.start === head) {
      evt.bytes.copy(copy.bytes, 0, evt.start, last);
    } else {
      const { bytes, view } = copy;
      evt.bytes.copy(bytes, 0, evt.start, evt.start + 22);
      view.setInt32(22, count, true);
      for (let i = 0; i < count; i++) view.setInt16(headerSize + i * 2, evt.size(i), true);
      evt.bytes.copy(bytes, head, first, last);
    }
    copy.view.setInt32(16, length, true);
    copy.length = length;
    copy.type = evt.type;
    copy.num = evt.num;
    copy.cpu = evt.cpu;
    return copy;
  }

  /** A cursor on the copy of an exit's enter, on the same time base as the exit; valid until the next call. */
  read(copy: EnterCopy, exit: EventCursor): EventCursor {
    const cursor = this.#cursor;
    const base = this.#base;
    base.high = exit.timeHigh;
    base.low = exit.timeLow - exit.time;
    cursor.set(copy.bytes, copy.view, 0, copy.length, layoutV2, base);
    cursor.num = copy.num;
    cursor.cpu = copy.cpu;
    return cursor;
  }

  /** Takes a copy back. */
  release(copy: EnterCopy): void {
    copy.type = -1;
    this.#free.push(copy);
  }
}
