import { type FdEntry, type FdList, FdType } from '../../event/index.ts';
import { textMax } from '../limits.ts';
import { TableError, type TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';
import { classicFdType } from './fd-extras.ts';

/**
 * Reads an fd block: the fds of one thread. The length before an entry of version 2 counts its own 4 bytes.
 */
export function readFds(reader: TableReader, version: number): FdList {
  const tid = reader.i64();
  const fds: FdEntry[] = [];
  while (reader.more) {
    if (version === 1) {
      fds.push(readFd(reader, version));
    } else {
      const start = reader.at;
      fds.push(reader.entry(start, reader.u32(), () => readFd(reader, version)));
    }
  }
  return { tid, fds };
}

function readFd(reader: TableReader, version: number): FdEntry {
  const fd = reader.i64();
  const inode = reader.u64();
  const type = reader.u8();
  switch (type) {
    case FdType.ipv4:
    case FdType.ipv6: {
      const size = type === FdType.ipv4 ? 4 : 16;
      return {
        fd,
        inode,
        type,
        name: '',
        source: reader.copy(size),
        destination: reader.copy(size),
        sourcePort: reader.u16(),
        destinationPort: reader.u16(),
        l4proto: reader.u8(),
      };
    }
    case FdType.ipv4Server:
    case FdType.ipv6Server: {
      const size = type === FdType.ipv4Server ? 4 : 16;
      return { fd, inode, type, name: '', source: reader.copy(size), sourcePort: reader.u16(), l4proto: reader.u8() };
    }
    case FdType.unix:
      return { fd, inode, type, unixSource: reader.u64(), unixPeer: reader.u64(), name: reader.text() };
    case FdType.fileV2: {
      const file = { fd, inode, type, openFlags: reader.u32(), name: reader.text() };
      return version >= 2 && reader.remaining >= 4 ? { ...file, device: reader.u32() } : file;
    }
    case 0:
      return { fd, inode, type, name: '' };
    default:
      if (type <= FdType.pidfd) return { fd, inode, type, name: reader.text() };
      // A newer type can be skipped only where entries have a length.
      if (version === 1) throw new TableError(reader.at - 1, `unknown fd type ${type}`);
      return { fd, inode, type, name: `unknown-type:[${type}]` };
  }
}

/** Writes the body of an fd block of version 2. */
export function writeFds(writer: TableWriter, list: FdList): void {
  writer.i64(list.tid);
  for (const fd of list.fds) writer.entry(true, () => writeFd(writer, fd));
}

function writeFd(writer: TableWriter, fd: FdEntry): void {
  writer.i64(fd.fd);
  writer.u64(fd.inode);
  writer.u8(classicFdType(fd.type));
  switch (fd.type) {
    case 0:
      return;
    case FdType.ipv4:
    case FdType.ipv6: {
      const size = fd.type === FdType.ipv4 ? 4 : 16;
      writer.raw(address(fd.source, size));
      writer.raw(address(fd.destination, size));
      writer.u16(fd.sourcePort ?? 0);
      writer.u16(fd.destinationPort ?? 0);
      writer.u8(fd.l4proto ?? 0);
      return;
    }
    case FdType.ipv4Server:
    case FdType.ipv6Server:
      writer.raw(address(fd.source, fd.type === FdType.ipv4Server ? 4 : 16));
      writer.u16(fd.sourcePort ?? 0);
      writer.u8(fd.l4proto ?? 0);
      return;
    case FdType.unix:
      writer.u64(fd.unixSource ?? 0n);
      writer.u64(fd.unixPeer ?? 0n);
      writer.text(fd.name, textMax.name);
      return;
    case FdType.fileV2:
      writer.u32(fd.openFlags ?? 0);
      writer.text(fd.name, textMax.name);
      if (fd.device !== undefined) writer.u32(fd.device);
      return;
    default:
      writer.text(fd.name, textMax.name);
  }
}

/** An address of exactly `size` bytes: all zero where there is none. */
function address(value: Uint8Array | undefined, size: number): Uint8Array {
  return value?.length === size ? value : new Uint8Array(size);
}
