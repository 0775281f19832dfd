import { layoutV2 } from '../event/index.ts';
import { Block } from './blocks.ts';

/** The longest text a parameter length of 16 bits leaves room for, without the NUL behind it. */
const textMax = 65_534;
/** No thread did it: all ones. */
const noThread = -1n;

/** A time in ns since the epoch, in halves. */
export interface EventTime {
  readonly high: number;
  readonly low: number;
}

/** The time of events that belong to the state at the start of a capture: readers take none from them. */
export const timeless: EventTime = { high: 0xffffffff, low: 0xffffffff };

/** Where the event begins in such a block: behind block type, block length and CPU. */
export const textEventAt = 10;

/**
 * The whole block of an event with one parameter, a text, that no thread did: such as a container described in JSON.
 * Throws RangeError for a text longer than an event holds.
 *
 * @param text binary string
 */
export function textEventBlock(type: number, text: string, time: EventTime): Buffer {
  if (text.length > textMax) throw new RangeError(`an event parameter of ${text.length} bytes`);
  const { headerSize, lengthSize } = layoutV2;
  const length = headerSize + lengthSize + text.length + 1;
  // Blocks end on a multiple of 4 bytes, with their length once more.
  const size = ((textEventAt + length + 3) & ~3) + 4;
  const block = Buffer.alloc(size);
  block.writeUInt32LE(Block.eventV2, 0);
  block.writeUInt32LE(size, 4);
  let at = textEventAt;
  at = block.writeUInt32LE(time.low, at);
  at = block.writeUInt32LE(time.high, at);
  at = block.writeBigInt64LE(noThread, at);
  at = block.writeUInt32LE(length, at);
  at = block.writeUInt16LE(type, at);
  at = block.writeUInt32LE(1, at);
  at = block.writeUInt16LE(text.length + 1, at);
  block.write(text, at, 'latin1');
  block.writeUInt32LE(size, size - 4);
  return block;
}
