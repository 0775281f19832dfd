import { AT_FDCWD, fileTypeOf, type OpenLayout } from './state/open.ts';

const SLASH = 47;
/** Where the length of an event lies in its header and the lengths of its parameters begin, in today's layout. */
const LENGTH_AT = 16;
const LENGTHS_AT = 26;
const LENGTH_BYTES = 2;
/** Bytes of an fd or an inode, and of flags or a device. */
const WIDE = 8;
const NARROW = 4;

/** Reads, in place, what the end of an open says of the file. One object serves a whole capture. */
export class OpenReader {
  number = -1;
  nameAt = 0;
  /** Bytes, the NUL included. */
  nameSize = 0;
  flags = 0;
  device = 0;
  inode = 0;
  /** Of the fd, see `FdType`. */
  type = 0;

  #isFromFd = false;

  /**
   * Reads an event that is whole.
   *
   * @returns false where the call failed, where its name is as seen from an fd, and where anything is out of the ordinary
   */
  read(layout: OpenLayout, view: DataView, header: number, params: number): boolean {
    if (params <= layout.flags) return false;
    const lengths = header + LENGTHS_AT;
    const end = header + view.getUint32(header + LENGTH_AT, true);
    let at = lengths + params * LENGTH_BYTES;
    this.device = 0;
    this.inode = 0;
    const last = Math.min(params - 1, layout.inode);
    for (let i = 0; i <= last; i++) {
      const size = view.getUint16(lengths + i * LENGTH_BYTES, true);
      const next = at + size;
      if (next > end) return false;
      if (i === 0) {
        if (size !== WIDE || view.getInt32(at + 4, true) !== 0) return false;
        this.number = view.getInt32(at, true);
        if (this.number < 0) return false;
      } else if (i === layout.dirfd) {
        if (size !== WIDE) return false;
        this.#isFromFd = view.getInt32(at, true) !== AT_FDCWD || view.getInt32(at + 4, true) !== -1;
      } else if (i === layout.name) {
        this.nameAt = at;
        this.nameSize = size;
      } else if (i === layout.flags) {
        if (size !== NARROW) return false;
        this.flags = view.getUint32(at, true);
      } else if (i === layout.device) {
        if (size !== NARROW) return false;
        this.device = view.getUint32(at, true);
      } else if (i === layout.inode) {
        if (size !== WIDE) return false;
        this.inode = view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
        if (this.inode > Number.MAX_SAFE_INTEGER) return false;
      }
      at = next;
    }
    if (layout.dirfd >= 0 && this.#isFromFd && (this.nameSize === 0 || view.getUint8(this.nameAt) !== SLASH)) return false;
    this.type = fileTypeOf(this.flags);
    return true;
  }
}
