import { type ByteWriter, errnoName, FdType, FixedText, L4Proto } from '../../event/index.ts';
import { type EventContext, type Fd, type FdTexts, isInetSocket, kindOfFd, printable } from '../../machine/index.ts';
import { nameWithServices } from '../fd/services.ts';
import type { FieldSettings } from '../settings.ts';
import { decimal64, unsignedDecimal64 } from './number.ts';
import { high32, low32, signed64, unsigned16 } from './read.ts';
import type { ParameterWriter, Rendering } from './rendering.ts';

/** AT_FDCWD: the directory fd that stands for the working directory. */
export const atWorkingDirectory = -100;

/** Letter of a socket's protocol in `<4t>`, by sysdig's number of it. */
const protocolLetters = ['', '', 't', 'u', 'i', 'r'];

/** Most bytes sysdig gives to the list of a poll. */
const longestList = 1023;

/** Fds: `3(<f>/etc/passwd)`, `-2(ENOENT)`, `-100(AT_FDCWD)`. */
export function fdRendering(bits: 32 | 64, settings: FieldSettings): Rendering {
  const read = bits === 64 ? signed64 : signed32;
  const value: ParameterWriter =
    bits === 64
      ? (context, at, _size, out) => decimal64(high32(context.evt, at), low32(context.evt, at), out)
      : (context, at, _size, out) => out.int(signed32(context.evt, at));
  const meaning: ParameterWriter = (context, at, _size, out) => writeMeaning(context, read(context.evt, at), settings, out);
  return {
    value,
    meaning,
    // The direct way writes names as they are, which are not those wanted with services in place of ports.
    ...(bits === 64 && settings.portName === undefined ? { direct: 'fd' } : {}),
  };
}

/** The name of an fd, and what it stands for, in parentheses: `(<f>/etc/passwd)`. */
export function textsOfFd(fd: Fd): FdTexts {
  return fd.texts ?? findTexts(fd);
}

/** What stands in front of the name of fds of a type and role, `(<4t>`, and their texts. */
interface Prefix {
  readonly text: string;
  /**
   * Texts of fds by name. Files are opened again and again: each time there is a new fd, whose texts are the same.
   */
  readonly texts: Map<string, FdTexts>;
}

/** More texts behind one prefix are not kept; they are all forgotten then. */
const mostTexts = 4096;

function findTexts(fd: Fd): FdTexts {
  const { name } = fd;
  const { text: prefix, texts: known } = prefixOf(fd);
  let texts = known.get(name);
  if (texts === undefined) {
    texts = { name: new FixedText(name), argument: new FixedText(`${prefix}${printable(name)})`) };
    if (known.size >= mostTexts) known.clear();
    known.set(name, texts);
  }
  fd.texts = texts;
  return texts;
}

/** By type and role of the fd; made when first needed. */
const prefixes: (Prefix | undefined)[] = [];

function prefixOf(fd: Fd): Prefix {
  const protocol = isInetSocket(fd) ? shownProtocol(fd) : L4Proto.unknown;
  const key = fd.type * protocolLetters.length + protocol;
  let prefix = prefixes[key];
  if (prefix === undefined) {
    prefix = { text: `(<${fdLetter(fd)}${protocolLetters[protocol] ?? ''}>`, texts: new Map() };
    prefixes[key] = prefix;
  }
  return prefix;
}

function signed32(evt: Parameters<typeof low32>[0], at: number): number {
  return low32(evt, at) | 0;
}

function writeMeaning(context: EventContext, number: number, settings: FieldSettings, out: ByteWriter): void {
  const { thread } = context;
  if (thread === undefined) return;
  if (number >= 0) {
    const fd = thread.fds.get(number);
    if (fd !== undefined) out.text(fdText(fd, settings));
  } else if (number === atWorkingDirectory) {
    out.text('AT_FDCWD');
  } else {
    out.text(errnoName(-number) ?? '');
  }
}

/** `<4t>127.0.0.1:80->127.0.0.1:5000`: letters of type and protocol, and the name. */
function fdText(fd: Fd, settings: FieldSettings): string {
  return prefixOf(fd).text.slice(1) + printable(nameWithServices(fd, settings));
}

/** The protocol an internet socket speaks; unknown while it is not known which end of a connection it is. */
function shownProtocol(fd: Fd): number {
  const protocol = fd.tuple?.l4proto ?? L4Proto.unknown;
  const listens = fd.type === FdType.ipv4Server || fd.type === FdType.ipv6Server;
  return fd.role === undefined && !listens && protocol !== L4Proto.raw ? L4Proto.unknown : protocol;
}

/** The letter of an fd's type. */
function fdLetter(fd: Fd): string {
  const kind = kindOfFd(fd.type);
  if (kind !== undefined) return kind.char;
  if (fd.type === FdType.unsupported) return 'X';
  return fd.type === 0 ? 'o' : '?';
}

/** Fds of a poll with their events in hexadecimal: `4:p1 5:41`. */
export const fdList: Rendering = {
  value: ({ evt, thread }, at, size, out) => {
    if (thread === undefined || size < 2) return;
    const count = Math.min(unsigned16(evt, at), Math.floor((size - 2) / 10));
    const start = out.length;
    for (let i = 0; i < count; i++) {
      const from = at + 2 + i * 10;
      if (i > 0) out.byte(0x20);
      const low = low32(evt, from);
      const high = high32(evt, from);
      unsignedDecimal64(high, low, out);
      out.byte(0x3a);
      const fd = high === 0 ? thread.fds.get(low) : undefined;
      out.text(fd === undefined ? '?' : fdLetter(fd));
      out.hex(((unsigned16(evt, from + 8) << 16) >> 16) >>> 0);
      if (out.length - start >= longestList) {
        out.length = start + longestList;
        return;
      }
    }
  },
};
