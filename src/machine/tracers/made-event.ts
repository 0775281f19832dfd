import { EventCursor, layoutV2, type TimeBase } from '../../event/index.ts';
import { spanEnter, spanExit } from './spans.ts';
import type { TracerText } from './text.ts';

const headerSize = layoutV2.headerSize + 3 * 2;
/** The length of a parameter is 16 bits wide. */
const paramMax = 0xffff;

/** An event of a span, made of the write that marks it: in the form the capture would hold it in. */
export class MadeEvent {
  readonly #cursor = new EventCursor();
  readonly #base: TimeBase = { high: 0, low: 0 };
  #bytes = Buffer.alloc(4096);
  #view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);

  /** A cursor on the event, valid until the next call; undefined where the text is too long for one. */
  of(write: EventCursor, { begins, id, tags, args }: TracerText): EventCursor | undefined {
    const tagText = ended(tags);
    const argText = ended(args.flat());
    if (tagText.length > paramMax || argText.length > paramMax) return undefined;
    const length = headerSize + 8 + tagText.length + argText.length;
    if (length > this.#bytes.length) {
      this.#bytes = Buffer.alloc(length);
      this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, length);
    }
    const bytes = this.#bytes;
    const view = this.#view;
    // Time and thread are those of the write.
    write.bytes.copy(bytes, 0, write.start, write.start + 16);
    view.setUint32(16, length, true);
    view.setUint16(20, begins ? spanEnter : spanExit, true);
    view.setUint32(22, 3, true);
    view.setUint16(26, 8, true);
    view.setUint16(28, tagText.length, true);
    view.setUint16(30, argText.length, true);
    view.setBigInt64(headerSize, id, true);
    bytes.write(tagText, headerSize + 8, 'latin1');
    bytes.write(argText, headerSize + 8 + tagText.length, 'latin1');
    const cursor = this.#cursor;
    const base = this.#base;
    base.high = write.timeHigh;
    base.low = write.timeLow - write.time;
    cursor.set(bytes, view, 0, length, layoutV2, base);
    cursor.num = write.num;
    cursor.cpu = write.cpu;
    cursor.dumpFlags = write.dumpFlags;
    return cursor;
  }
}

/** Texts that each end with a NUL. */
function ended(texts: readonly string[]): string {
  return texts.map((text) => `${text}\0`).join('');
}
