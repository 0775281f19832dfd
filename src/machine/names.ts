import type { EventCursor } from '../event/index.ts';
import { joinPath, maxPath } from './paths.ts';

/** Longer texts are decoded each time. Bytes, the NUL included. */
const longest = 256;
const slots = 4096;

/**
 * Texts of parameters that come again and again, above all paths: a text met before costs a look at its bytes, no new
 * string. One place for each hash; what comes last stays.
 */
export class NameCache {
  readonly #bytes: Buffer = Buffer.alloc(slots * longest);
  readonly #view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
  readonly #sizes = new Uint16Array(slots);
  readonly #texts: string[] = new Array<string>(slots).fill('');
  readonly #paths: string[] = new Array<string>(slots).fill('');

  /** Text of parameter `i` up to its first NUL; empty where the event has no such parameter. */
  text(evt: EventCursor, i: number): string {
    const slot = this.#find(evt, i);
    if (slot >= 0) return this.#texts[slot]!;
    return evt.size(i) === 0 ? '' : evt.text(i);
  }

  /** The full path of a name in parameter `i`, as {@link joinPath} puts it together. */
  path(dir: string, evt: EventCursor, i: number): string {
    const slot = this.#find(evt, i);
    if (slot < 0) return joinPath(dir, evt.size(i) === 0 ? '' : evt.text(i));
    const text = this.#texts[slot]!;
    if (text.charCodeAt(0) !== 47 || dir.length > maxPath - longest) return joinPath(dir, text);
    let path = this.#paths[slot]!;
    if (path === '') {
      path = joinPath(dir, text);
      this.#paths[slot] = path;
    }
    return path;
  }

  /** Where the parameter's text is, put there if need be; -1 where it is too long or missing. */
  #find(evt: EventCursor, i: number): number {
    const size = evt.size(i);
    if (size === 0 || size > longest) return -1;
    const at = evt.offset(i);
    const { view } = evt;
    const slot = hash(view, at, size) & (slots - 1);
    if (this.#sizes[slot] === size && same(view, at, this.#view, slot * longest, size)) return slot;
    this.#sizes[slot] = size;
    evt.bytes.copy(this.#bytes, slot * longest, at, at + size);
    this.#texts[slot] = evt.text(i);
    this.#paths[slot] = '';
    return slot;
  }
}

/** FNV-1a over words of 4 bytes, the rest byte by byte, mixed once more so that the low bits depend on all. */
function hash(view: DataView, at: number, size: number): number {
  let h = 0x811c9dc5 ^ size;
  const words = at + (size & ~3);
  let p = at;
  for (; p < words; p += 4) h = Math.imul(h ^ view.getUint32(p, true), 0x01000193);
  for (; p < at + size; p++) h = Math.imul(h ^ view.getUint8(p), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

function same(a: DataView, atA: number, b: DataView, atB: number, size: number): boolean {
  const words = size & ~3;
  let i = 0;
  for (; i < words; i += 4) if (a.getUint32(atA + i, true) !== b.getUint32(atB + i, true)) return false;
  for (; i < size; i++) if (a.getUint8(atA + i) !== b.getUint8(atB + i)) return false;
  return true;
}
