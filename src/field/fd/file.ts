import { eventNumber, FdType } from '../../event/index.ts';
import { type EventContext, type Fd, kindOfFd } from '../../machine/index.ts';
import { boundField, field } from '../define.ts';
import type { Extractor, FieldDefinition } from '../types.ts';
import { directoryOf, fdName, fileNameOf, nameFromCreator, writeFdName } from './name.ts';
import { isAboutFd, onFdEvents, onFdsThere, subject } from './subject.ts';

const isFile = (fd: Fd) => fd.type === FdType.file || fd.type === FdType.fileV2;

function directory(context: EventContext): string | undefined {
  if (!isAboutFd(context)) return undefined;
  const fd = subject(context);
  if (fd === undefined) {
    const name = nameFromCreator(context);
    return name === undefined ? undefined : directoryOf(name);
  }
  if (isFile(fd)) return directoryOf(fd.name);
  return fd.type === FdType.directory ? fd.name : undefined;
}

/** `container:value`; the host has an empty container id. */
function inContainer(read: (context: EventContext) => string | undefined): Extractor {
  return (context) => {
    const value = read(context);
    return value === undefined ? undefined : `${context.thread?.containerId ?? ''}:${value}`;
  };
}

/** Type letters of what a failed call would have made, by its enter's number. */
const letterOfCreator = new Map<number, string>(
  Object.entries({
    f: ['SYSCALL_OPEN', 'SYSCALL_OPENAT', 'SYSCALL_OPENAT_2', 'SYSCALL_OPENAT2', 'SYSCALL_CREAT'],
    4: ['SOCKET_SOCKET', 'SOCKET_ACCEPT', 'SOCKET_ACCEPT_5', 'SOCKET_ACCEPT4', 'SOCKET_ACCEPT4_5'],
    p: ['SYSCALL_PIPE'],
    e: ['SYSCALL_EVENTFD'],
    s: ['SYSCALL_SIGNALFD'],
    t: ['SYSCALL_TIMERFD_CREATE'],
    i: ['SYSCALL_INOTIFY_INIT'],
  }).flatMap(([letter, calls]) => calls.map((call) => [eventNumber(`PPME_${call}_E`), letter] as const)),
);

function typeLetter(context: EventContext): string | undefined {
  if (!isAboutFd(context)) return undefined;
  const fd = subject(context);
  if (fd === undefined) return letterOfCreator.get(context.evt.type & ~1) ?? 'o';
  return kindOfFd(fd.type)?.char ?? 'o';
}

function typeName(fd: Fd | undefined): string | undefined {
  return fd === undefined ? undefined : (kindOfFd(fd.type)?.name ?? '<NA>');
}

/** Device of a file, as the kernel packs it: 12 bits of major number above 8 bits of minor, its other 12 on top. */
function device(context: EventContext, part: (device: number) => number): number | undefined {
  const fd = subject(context);
  return fd === undefined ? undefined : part(isFile(fd) || fd.type === FdType.directory ? fd.device : 0);
}

/** Bits of the open that say in which layer of an overlay file system a file lies. */
const upperLayer = 1 << 29;
const lowerLayer = 1 << 30;

function inLayer(bit: number): Extractor {
  return (context) => {
    const fd = subject(context);
    return fd === undefined ? undefined : isFile(fd) && (fd.openFlags & bit) !== 0;
  };
}

/** What an fd stands for, and where its file lies. */
export const fileFields: readonly FieldDefinition[] = [
  field(
    'fd.num',
    'INT64',
    'ID',
    'FD Number',
    'Number of the fd in its process; -1 where a call that should have made one failed.',
    (context) => (isAboutFd(context) ? context.fdNumber : undefined),
    onFdEvents,
  ),
  field(
    'fd.type',
    'CHARBUF',
    'DEC',
    'FD Type',
    'What the fd stands for: file, directory, ipv4, ipv6, unix, pipe, event, signalfd, eventpoll, inotify, timerfd, netlink and others.',
    (context) => typeName(subject(context)),
    onFdsThere,
  ),
  boundField(
    'fd.types',
    'CHARBUF',
    'DEC',
    'FD Type',
    'Types of all fds the event names, or of the one with the number in brackets.',
    { required: false, what: 'the number of an fd', dotted: false },
    (argument) => {
      if (argument === undefined) {
        return {
          extract: (context) => typeName(subject(context)),
          extractAll: (context) => {
            const name = typeName(subject(context));
            return name === undefined ? [] : [name];
          },
          several: 'list',
        };
      }
      const number = Number(argument);
      return ({ thread }) => typeName(thread?.fds.get(number));
    },
  ),
  field(
    'fd.typechar',
    'CHARBUF',
    'DEC',
    'FD Type Char',
    'The type in one letter: f file, d directory, 4 and 6 IP sockets, u unix socket, p pipe, e event, s signalfd, l eventpoll, i inotify, t timerfd, n netlink, o other.',
    typeLetter,
    onFdEvents,
  ),
  boundField(
    'fd.name',
    'CHARBUF',
    'NA',
    'FD Name',
    'Path of a file, both ends of a connection, or what else names the fd.',
    undefined,
    (_, settings) => ({ extract: (context) => fdName(context, settings), write: (context, out) => writeFdName(context, settings, out) }),
    onFdsThere,
  ),
  field('fd.nameraw', 'CHARBUF', 'NA', 'FD Name Raw', 'The path as the program gave it, before it was made absolute.', rawName, onFdEvents),
  field('fd.directory', 'CHARBUF', 'NA', 'FD Directory', 'The directory a file lies in.', directory, onFdsThere),
  field(
    'fd.filename',
    'CHARBUF',
    'NA',
    'FD Filename',
    'Name of a file without its directory.',
    (context) => {
      const fd = subject(context);
      return fd !== undefined && isFile(fd) ? fileNameOf(fd.name) : undefined;
    },
    onFdsThere,
  ),
  field(
    'fd.uid',
    'CHARBUF',
    'NA',
    'FD ID',
    'Thread id and fd number in one word: tells fds of different threads apart.',
    (context) => (isAboutFd(context) ? `${context.thread?.tid}${context.fdNumber}` : undefined),
    onFdEvents,
  ),
  boundField(
    'fd.containername',
    'CHARBUF',
    'NA',
    'FD Container Name',
    'Container id and name of the fd, with a colon between.',
    undefined,
    (_, settings) => inContainer((context) => fdName(context, settings)),
    onFdEvents,
  ),
  field(
    'fd.containerdirectory',
    'CHARBUF',
    'NA',
    'FD Container Directory',
    'Container id and directory of the file, with a colon between.',
    inContainer(directory),
    onFdEvents,
  ),
  field(
    'fd.name_changed',
    'BOOL',
    'NA',
    'FD Name Changed',
    'Whether the event gave its fd another name: a datagram socket that turned to another peer.',
    (context) => (subject(context) === undefined ? undefined : context.fdNameChanged),
    onFdsThere,
  ),
  field(
    'fd.dev',
    'INT32',
    'HEX',
    'FD Device',
    'Number of the device the file lies on.',
    (context) => device(context, (dev) => dev),
    onFdsThere,
  ),
  field(
    'fd.dev.major',
    'INT32',
    'DEC',
    'FD Major Device',
    'Major part of the device number: the driver.',
    (context) => device(context, (dev) => (dev & 0xfff00) >>> 8),
    onFdsThere,
  ),
  field(
    'fd.dev.minor',
    'INT32',
    'DEC',
    'FD Minor Device',
    'Minor part of the device number: which of the driver’s devices.',
    (context) => device(context, (dev) => (dev & 0xff) | ((dev >>> 12) & 0xfff00)),
    onFdsThere,
  ),
  field(
    'fd.ino',
    'INT64',
    'DEC',
    'FD Inode Number',
    'Inode of the file.',
    (context) => {
      const inode = subject(context)?.inode;
      return typeof inode === 'bigint' ? exactInode(inode) : inode;
    },
    onFdsThere,
  ),
  field(
    'fd.is_upper_layer',
    'BOOL',
    'NA',
    'FD Upper Layer',
    'Whether the file lies in the writable layer of an overlay file system.',
    inLayer(upperLayer),
    onFdsThere,
  ),
  field(
    'fd.is_lower_layer',
    'BOOL',
    'NA',
    'FD Lower Layer',
    'Whether the file lies in a read-only layer of an overlay file system.',
    inLayer(lowerLayer),
    onFdsThere,
  ),
];

/** Inodes are unsigned in the kernel and signed here. */
function exactInode(inode: bigint): number | bigint {
  const signed = BigInt.asIntN(64, inode);
  const number = Number(signed);
  return Number.isSafeInteger(number) ? number : signed;
}

/** The path parameter of the event itself. */
function rawName(context: EventContext): string | undefined {
  if (!isAboutFd(context)) return undefined;
  const { evt, type } = context;
  const index = type.params.findIndex(
    ({ name, type: kind }) => (kind === 'FSPATH' || kind === 'FSRELPATH') && (name === 'name' || name === 'path'),
  );
  if (index >= 0 && evt.has(index)) return evt.text(index);
  return subject(context)?.name;
}
