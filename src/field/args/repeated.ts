import { type ByteWriter, type EventCursor, eventTypeCount, slack } from '../../event/index.ts';
import type { FdTexts, Thread } from '../../machine/index.ts';
import { textsOfFd } from './fd.ts';

/**
 * What was written of the parameters of events that came lately. Programs call the same way again and again: where the
 * bytes of an event are those of one before, so is the text, and to copy it takes a third of the time of making it.
 *
 * There are a few places for each type of event. All is in lists of numbers whose place never changes, which compiled code
 * reads fastest; writers that write in different ways share them, each with a number of its own.
 */

/** Places for each type, as a power of two: the first byte of the first parameter tells which. */
const placeBits = 2;
const placeMask = (1 << placeBits) - 1;
const placeCount = eventTypeCount << placeBits;

/** Longer parameters are not kept, nor are longer texts. Bytes. */
const longestKey = 64;
const longestText = 128;
const keyWords = longestKey / 4;
const textWords = longestText / 8;

/** By place: what {@link formOf} gives; 0 while nothing is kept there. */
const forms = new Int32Array(placeCount);
/** The bytes of lengths and values in words of four; the last word overlaps the one before. */
const keys = new Int32Array(placeCount * keyWords);
/** The text in words of eight, and how long it is. */
const texts = new Float64Array(placeCount * textWords);
const lengths = new Int32Array(placeCount);
/** The number of the fd whose name is in the text, -1 for none, and the texts of the fd. */
const fdNumbers = new Int32Array(placeCount);
const fdTexts: (FdTexts | undefined)[] = new Array<FdTexts | undefined>(placeCount).fill(undefined);

/**
 * By type: above 0 while keeping texts pays, the more the higher; below 0 how many events are yet to be written without a look
 * at what is kept, because hardly any came again: a payload never does.
 */
const worths = new Int32Array(eventTypeCount);
const firstWorth = 8;
const mostWorth = 64;
const restEvents = 256;
worths.fill(firstWorth);

/** There is no room in a form for more owners: for those nothing is kept. */
const mostOwners = 4096;
let owners = 0;

/** A number for whoever writes parameters in a way of its own. */
export function newOwner(): number {
  return owners < mostOwners ? ++owners : 0;
}

/**
 * What must be the same beside the bytes: how many there are, how many parameters, how they lie, who writes. 0 for an event
 * whose text is not kept.
 */
export function formOf(evt: EventCursor, owner: number): number {
  const { lengthsAt, paramCount, lengthSize } = evt;
  const size = (evt.start + evt.length - lengthsAt) | 0;
  if (size > longestKey || size < 4 || size <= paramCount << 1 || owner === 0) return 0;
  const { type } = evt;
  const worth = worths[type]!;
  if (worth < 0) {
    worths[type] = worth === -1 ? firstWorth : worth + 1;
    return 0;
  }
  return size | (paramCount << 8) | ((lengthSize >> 2) << 16) | (owner << 17);
}

/** Where the text of an event is kept. */
function placeOf({ type, view, lengthsAt, paramCount }: EventCursor): number {
  const first = view.getInt8(lengthsAt + (paramCount << 1)) & 0xff;
  return (type << placeBits) | ((first ^ (first >> 2)) & placeMask);
}

/** Writes the text of an event of this form again; false, and nothing written, where it is not kept. */
export function writeAgain(evt: EventCursor, form: number, thread: Thread, out: ByteWriter): boolean {
  const { view, type } = evt;
  const place = placeOf(evt);
  if (forms[place] !== form) return false;
  const from = evt.lengthsAt | 0;
  const size = form & 0xff;
  const last = (size - 1) >> 2;
  const key = place * keyWords;
  for (let i = 0; i < last; i++) if (view.getInt32(from + (i << 2), true) !== keys[key + i]) return false;
  if (view.getInt32(from + size - 4, true) !== keys[key + last]) return false;
  const number = fdNumbers[place]!;
  if (number >= 0 && textsAt(thread, number) !== fdTexts[place]) return false;
  out.reserve(longestText + slack);
  const target = out.view;
  const at = out.length | 0;
  const length = lengths[place]!;
  const text = place * textWords;
  for (let i = 0; i < length; i += 8) target.setFloat64(at + i, texts[text + (i >> 3)]!, true);
  out.length = (at + length) | 0;
  const worth = worths[type]!;
  if (worth < mostWorth) worths[type] = worth + 1;
  return true;
}

function textsAt(thread: Thread, number: number): FdTexts | undefined {
  const fd = thread.fds.get(number);
  return fd === undefined ? undefined : textsOfFd(fd);
}

/** To be called where {@link writeAgain} could not write an event whose text cannot be kept either. */
export function keepNothing({ type }: EventCursor): void {
  const worth = worths[type]! - 1;
  worths[type] = worth === 0 ? -restEvents : worth;
}

/**
 * Keeps what was written of an event, from `start` on; to be called where {@link writeAgain} could not write it.
 *
 * @param fd the number of the fd whose name was written; -1 for none
 */
export function keepText(evt: EventCursor, form: number, thread: Thread, fd: number, out: ByteWriter, start: number): void {
  keepNothing(evt);
  const { view } = evt;
  const length = out.length - start;
  if (length > longestText) return;
  const place = placeOf(evt);
  forms[place] = 0;
  const text = place * textWords;
  const source = out.view;
  // Behind the end there is room, and what is read with the last bytes must make a number.
  source.setFloat64(out.length, 0);
  let bits = 0;
  for (let i = 0; i < length; i += 8) {
    bits |= source.getInt32(start + i, true) | source.getInt32(start + i + 4, true);
    texts[text + (i >> 3)] = source.getFloat64(start + i, true);
  }
  if ((bits & 0x80808080) !== 0) return;
  const from = evt.lengthsAt;
  const size = form & 0xff;
  const last = (size - 1) >> 2;
  const key = place * keyWords;
  for (let i = 0; i < last; i++) keys[key + i] = view.getInt32(from + i * 4, true);
  keys[key + last] = view.getInt32(from + size - 4, true);
  lengths[place] = length;
  fdNumbers[place] = fd;
  fdTexts[place] = fd < 0 ? undefined : textsAt(thread, fd);
  forms[place] = form;
}
