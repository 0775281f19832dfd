import { AT_FDCWD, fileTypeOf, type OpenLayout } from './state/open.ts';

const SLASH = 47;
/** Where the length of an event lies in its header and the lengths of its parameters begin, in today's layout. */
export const LENGTH_AT = 16;
export const LENGTHS_AT = 26;
export const LENGTH_BYTES = 2;
/** Bytes of an fd or an inode, and of flags or a device. */
export const WIDE = 8;
const NARROW = 4;

/** Reads, in place, what the end of an open says of the file. One object serves a whole capture. */
export class OpenReader {
  number = -1;
  nameAt = 0;
  /** Bytes, the NUL included. */
  nameSize = 0;
  /** The name is a full path. */
  isAbsolute = false;
  flags = 0;
  device = 0;
  inode = 0;
  /** Of the fd, see `FdType`. */
  type = 0;

  /**
   * Reads an event that is whole.
   *
   * @returns false where the call failed, where its name is as seen from an fd, and where anything is out of the ordinary
   */
  read(layout: OpenLayout, view: DataView, header: number, params: number): boolean {
    const { name: nameParam, dirfd, device, inode } = layout;
    if (params <= layout.flags) return false;
    const lengths = header + LENGTHS_AT;
    const values = lengths + params * LENGTH_BYTES;
    const sizes = lengths + nameParam * LENGTH_BYTES;
    // Before the name stand the result and perhaps a directory, behind it the flags, the mode, the device and the inode.
    const nameAt = values + nameParam * WIDE;
    const nameSize = view.getInt16(sizes, true) & 0xffff;
    const flagsAt = nameAt + nameSize;
    const deviceAt = flagsAt + NARROW * 2;
    const inodeAt = deviceAt + NARROW;
    if (view.getInt16(lengths, true) !== WIDE || view.getInt16(sizes + LENGTH_BYTES, true) !== NARROW) return false;
    let end = flagsAt + NARROW;
    if (params > device) {
      if (view.getInt16(sizes + LENGTH_BYTES * 2, true) !== NARROW || view.getInt16(sizes + LENGTH_BYTES * 3, true) !== NARROW)
        return false;
      end = inodeAt;
    }
    if (params > inode) {
      if (view.getInt16(sizes + LENGTH_BYTES * 4, true) !== WIDE) return false;
      end = inodeAt + WIDE;
    }
    if (end > header + (view.getInt32(header + LENGTH_AT, true) >>> 0)) return false;
    if (view.getInt32(values + 4, true) !== 0) return false;
    this.number = view.getInt32(values, true);
    if (this.number < 0) return false;
    const isAbsolute = nameSize > 0 && view.getInt8(nameAt) === SLASH;
    if (dirfd >= 0) {
      if (view.getInt16(lengths + LENGTH_BYTES, true) !== WIDE) return false;
      const isFromFd = view.getInt32(values + WIDE, true) !== AT_FDCWD || view.getInt32(values + WIDE + 4, true) !== -1;
      if (isFromFd && !isAbsolute) return false;
    }
    this.nameAt = nameAt;
    this.nameSize = nameSize;
    this.isAbsolute = isAbsolute;
    this.flags = view.getInt32(flagsAt, true) >>> 0;
    this.device = params > device ? view.getInt32(deviceAt, true) >>> 0 : 0;
    this.inode = params > inode ? (view.getInt32(inodeAt + 4, true) >>> 0) * 4294967296 + (view.getInt32(inodeAt, true) >>> 0) : 0;
    if (this.inode > Number.MAX_SAFE_INTEGER) return false;
    this.type = fileTypeOf(this.flags);
    return true;
  }
}
