import { type EventCursor, type EventLayout, layoutV2 } from '../event/index.ts';
import { Block } from './blocks.ts';
import type { EventBlock } from './dump.ts';
import { textEventAt } from './text-event.ts';

/** Bytes of memory that is asked for at a time. */
const slabBytes = 256 << 10;

/**
 * Makes blocks of a capture file around events whose bytes were kept without. Blocks lie one behind the other, and stay what they
 * are: writers copy them later, and many at a time.
 */
export class EventBlockMaker implements EventBlock {
  bytes: Buffer = Buffer.alloc(0);
  view = viewOf(this.bytes);
  blockStart = 0;
  blockEnd = 0;

  /** Where the event begins in {@link bytes}. */
  get eventStart(): number {
    return this.blockStart + textEventAt;
  }

  wrap({ bytes, start, length, cpu, layout }: EventCursor): void {
    // Blocks end on a multiple of 4 bytes, with their length once more.
    const size = ((textEventAt + length + 3) & ~3) + 4;
    if (this.blockEnd + size > this.bytes.length) {
      this.bytes = Buffer.alloc(Math.max(slabBytes, size));
      this.view = viewOf(this.bytes);
      this.blockEnd = 0;
    }
    const at = this.blockEnd;
    const { view } = this;
    view.setInt32(at, blockOf(layout), true);
    view.setInt32(at + 4, size, true);
    view.setInt16(at + 8, cpu, true);
    bytes.copy(this.bytes, at + textEventAt, start, start + length);
    view.setInt32(at + size - 4, size, true);
    this.blockStart = at;
    this.blockEnd = at + size;
  }
}

function blockOf({ headerSize, lengthSize }: EventLayout): number {
  if (lengthSize === 4) return Block.eventV2Large;
  return headerSize < layoutV2.headerSize ? Block.eventV1 : Block.eventV2;
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
