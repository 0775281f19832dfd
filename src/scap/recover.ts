import { blockHeaderSize, blockSizeMin, blockTrailerSize, blockType } from './blocks.ts';
import { formOf } from './walker.ts';

/** Larger blocks are not looked for: their far ends would have to be read to know. */
const searchedSizeMax = 512 * 1024;
/** No event type will ever have a number this large; damaged bytes mostly do. */
const eventTypeMax = 4096;

/** What a search found: a block at `at`, or nothing before `at`, from where to go on with more bytes. */
export interface Found {
  readonly found: boolean;
  readonly at: number;
}

/**
 * Searches [start, limit) for the next place where a block plausibly begins: a known type, equal lengths at both ends
 * and, for events, a header that fits. Byte by byte, because damage may have shifted what follows.
 *
 * @param last no more bytes will come: blocks that end after `limit` are not waited for
 */
export function findBlock(view: DataView, start: number, limit: number, last: boolean): Found {
  for (let at = start; limit - at >= blockSizeMin; at++) {
    const number = view.getUint32(at, true);
    const type = blockType(number);
    if (type === undefined) continue;
    const size = view.getUint32(at + 4, true);
    if (size < blockSizeMin || (size & 3) !== 0 || size > searchedSizeMax) continue;
    if (size > limit - at) {
      if (last) continue;
      return { found: false, at };
    }
    if (view.getUint32(at + size - blockTrailerSize, true) !== size) continue;
    if (type.kind === 'event' && !holdsEvent(view, at, size, number)) continue;
    return { found: true, at };
  }
  return { found: false, at: Math.max(start, limit - blockSizeMin + 1) };
}

function holdsEvent(view: DataView, at: number, size: number, number: number): boolean {
  const form = formOf(number);
  if (form === undefined || size < form.sizeMin) return false;
  const length = view.getUint32(at + form.header + 16, true);
  const type = view.getUint16(at + form.header + 20, true);
  return length >= form.layout.headerSize && length <= size - blockHeaderSize - blockTrailerSize && type < eventTypeMax;
}
