import type { EventCursor } from '../event/index.ts';
import { Fd } from './fd.ts';
import { joinPath, maxPath } from './paths.ts';
import { sameBytes } from './same-bytes.ts';

const SLASH = 47;

/** Longer texts are decoded each time. Bytes, the NUL included. */
const longest = 256;
const usualSlots = 4096;

const sizeMask = 0xffff;
const opinionShift = 16;

/**
 * Texts of parameters that come again and again, above all paths: a text met before costs a look at its bytes, no new
 * string. One place for each hash; what comes last stays.
 */
export class NameCache {
  readonly #mask: number;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** Bytes of the text, and in the upper half what somebody thinks of the file: read together, they lie together. */
  readonly #heads: Uint32Array;
  readonly #texts: string[];
  /** What the text is as a path, and the directory it was seen from. */
  readonly #paths: string[];
  readonly #dirs: string[];
  /** The file that was opened last by the name. */
  readonly #files: (Fd | undefined)[];

  /** @param slots how many texts there is room for; a power of two */
  constructor(slots = usualSlots) {
    this.#mask = slots - 1;
    this.#bytes = Buffer.alloc(slots * longest);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    this.#heads = new Uint32Array(slots);
    this.#texts = new Array<string>(slots).fill('');
    this.#paths = new Array<string>(slots).fill('');
    this.#dirs = new Array<string>(slots).fill('');
    this.#files = new Array<Fd | undefined>(slots).fill(undefined);
  }

  /** Text of parameter `i` up to its first NUL; empty where the event has no such parameter. */
  text(evt: EventCursor, i: number): string {
    const slot = this.#find(evt, i);
    if (slot >= 0) return this.#texts[slot]!;
    return evt.size(i) === 0 ? '' : evt.text(i);
  }

  /**
   * The file with a full path of a name in parameter `i`, as {@link joinPath} puts it together. Who opens the same file in the same
   * way again gets what stood for it before: there is nothing to make, and what is written of it is prepared.
   *
   * @param fresh always a new one, for whoever looks at {@link Fd.birth}
   */
  file(fresh: boolean, dir: string, evt: EventCursor, i: number, type: number, flags: number, device: number, inode: bigint | number): Fd {
    const slot = this.#find(evt, i);
    if (slot < 0) return Fd.file(type, joinPath(dir, evt.size(i) === 0 ? '' : evt.text(i)), flags, device, inode);
    const name = this.#pathOf(slot, dir);
    const known = this.#files[slot];
    if (known !== undefined && !fresh && known.inode === inode && known.openFlags === flags) {
      if (known.type === type && known.device === device && known.name === name) return known;
    }
    const file = Fd.file(type, name, flags, device, inode);
    if (!fresh) {
      this.#files[slot] = file;
      this.setOpinion(slot, 0);
    }
    return file;
  }

  /** The place of a text of `size` bytes, its NUL included; -1 where it has none. */
  placeOf(view: DataView, at: number, size: number): number {
    if (size === 0 || size > longest) return -1;
    const slot = hash(view, at, size) & this.#mask;
    return (this.#heads[slot]! & sizeMask) === size && sameBytes(view, at, this.#view, slot * longest, size) ? slot : -1;
  }

  /**
   * What {@link file} gives for the name at a place, where it would give one that stands there; else undefined.
   *
   * @param dir undefined for a full path, which is the same from everywhere
   */
  fileAt(slot: number, dir: string | undefined, type: number, flags: number, device: number, inode: number): Fd | undefined {
    const known = this.#files[slot];
    if (known === undefined || known.inode !== inode || known.openFlags !== flags) return undefined;
    if (known.type !== type || known.device !== device) return undefined;
    return dir === undefined || known.name === this.#pathOf(slot, dir) ? known : undefined;
  }

  /** What somebody thinks of the file at a place; 0 for nothing yet. */
  opinionAt(slot: number): number {
    return this.#heads[slot]! >>> opinionShift;
  }

  setOpinion(slot: number, opinion: number): void {
    this.#heads[slot] = (this.#heads[slot]! & sizeMask) | (opinion << opinionShift);
  }

  #pathOf(slot: number, dir: string): string {
    const text = this.#texts[slot]!;
    if (dir.length > maxPath - longest) return joinPath(dir, text);
    let path = this.#paths[slot]!;
    if (path === '' || (text.charCodeAt(0) !== SLASH && dir !== this.#dirs[slot])) {
      path = joinPath(dir, text);
      this.#paths[slot] = path;
      this.#dirs[slot] = dir;
    }
    return path;
  }

  /** Where the parameter's text is, put there if need be; -1 where it is too long or missing. */
  #find(evt: EventCursor, i: number): number {
    const size = evt.size(i);
    if (size === 0 || size > longest) return -1;
    const at = evt.offset(i);
    const { view } = evt;
    const slot = hash(view, at, size) & this.#mask;
    if ((this.#heads[slot]! & sizeMask) === size && sameBytes(view, at, this.#view, slot * longest, size)) return slot;
    this.#heads[slot] = size;
    evt.bytes.copy(this.#bytes, slot * longest, at, at + size);
    this.#texts[slot] = evt.text(i);
    this.#paths[slot] = '';
    this.#files[slot] = undefined;
    return slot;
  }
}

/**
 * FNV-1a over words of 4 bytes, mixed once more so that the low bits depend on all. Two hashes side by side, each of every other
 * word, for each step of one has to wait for the step before; the last 8 bytes once more stand for what is left of them.
 */
function hash(view: DataView, at: number, size: number): number {
  let h = 0x811c9dc5 ^ size;
  if (size < 8) {
    for (let i = 0; i < size; i++) h = Math.imul(h ^ view.getInt8(at + i), 0x01000193);
  } else {
    let g = 0x2c1b3c6d;
    const last = (at + size - 8) | 0;
    for (let p = at | 0; p < last; p = (p + 8) | 0) {
      h = Math.imul(h ^ view.getInt32(p, true), 0x01000193);
      g = Math.imul(g ^ view.getInt32(p + 4, true), 0x01000193);
    }
    h = Math.imul(h ^ view.getInt32(last, true), 0x01000193);
    g = Math.imul(g ^ view.getInt32(last + 4, true), 0x01000193);
    h = Math.imul(h ^ (g >>> 15) ^ g, 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
