import type { EventCursor } from '../event/index.ts';
import type { EventBlock } from '../scap/index.ts';

/** The block of an enter, kept. */
interface HeldEnter extends EventBlock {
  type: number;
  bytes: Buffer;
  readonly blockStart: 0;
  blockEnd: number;
}

/** More threads than this are not remembered at a time. */
const maxThreads = 65_536;
/** Bytes of a block that is kept; enters hold little but names, and those that hold names are written at once. */
const maxBlockSize = 4096;

/**
 * The last enter of each thread that a filter rejected. When its exit passes, a file of what passes needs it: the enter
 * alone says which fd the call was about and when it began. Readers would take the fd of an earlier call instead.
 */
export class HeldEnters {
  readonly #byThread = new Map<number, HeldEnter>();

  /** Whether there can be anything to take. */
  get any(): boolean {
    return this.#byThread.size > 0;
  }

  /** Copies the enter, in place of the thread's last one. */
  hold({ bytes, tid, type }: EventCursor, { blockStart, blockEnd }: EventBlock): void {
    const size = blockEnd - blockStart;
    if (size > maxBlockSize) {
      this.#byThread.delete(tid);
      return;
    }
    let held = this.#byThread.get(tid);
    if (held === undefined) {
      if (this.#byThread.size >= maxThreads) this.#byThread.clear();
      held = { type, bytes: Buffer.allocUnsafe(Math.max(size, 64)), blockStart: 0, blockEnd: size };
      this.#byThread.set(tid, held);
    } else if (held.bytes.length < size) held.bytes = Buffer.allocUnsafe(size);
    bytes.copy(held.bytes, 0, blockStart, blockEnd);
    held.type = type;
    held.blockEnd = size;
  }

  /**
   * The enter that belongs to this event, if it is an exit whose enter is held. Whatever is held of the thread is given
   * up: it belongs to no later event. Valid until the next call of {@link hold}.
   */
  take({ tid, type }: EventCursor): Readonly<HeldEnter> | undefined {
    const held = this.#byThread.get(tid);
    if (held === undefined) return undefined;
    const { type: enter } = held;
    // Its bytes are used again: threads call the same things again and again.
    held.type = none;
    return enter + 1 === type ? held : undefined;
  }
}

/** No event type, nor the one before any. */
const none = -2;
