import { type ByteWriter, latin1 } from '../../event/index.ts';
import { type EventContext, ipv6Text, isMappedIpv4, printable } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { high32, low32 } from './read.ts';
import type { Rendering } from './rendering.ts';
import { textEnd, writeSanitized } from './text.ts';

/** Address families as the kernel and capture files number them. */
const unix = 1;
const inet = 2;
const inet6 = 10;

/** One end: u8 family, then address and u16 port, or a path. */
export function sockaddr(settings: FieldSettings): Rendering {
  return {
    value: (context, at, size, out) => {
      const { bytes } = context.evt;
      if (size === 0) {
        out.text('NULL');
      } else if (bytes[at] === unix) {
        writeUnixPath(bytes, at + 1, size - 1, settings, out);
      } else if (bytes[at] === inet) {
        if (size === 7) endpoint4(context, at + 1, settings, out);
        else out.text('INVALID IPv4');
      } else if (bytes[at] === inet6) {
        if (size === 19) endpoint6(context, at + 1, settings, out);
        else out.text('INVALID IPv6');
      } else {
        otherFamily(bytes[at]!, out);
      }
    },
  };
}

/** Both ends: u8 family, then source address and port, destination address and port; unix: two kernel addresses and a path. */
export function socktuple(settings: FieldSettings): Rendering {
  return {
    value: (context, at, size, out) => {
      const { bytes } = context.evt;
      if (size === 0) {
        out.text('NULL');
      } else if (bytes[at] === inet) {
        if (size === 13) tuple(context, at + 1, at + 7, endpoint4, settings, out);
        else out.text('INVALID IPv4');
      } else if (bytes[at] === inet6) {
        if (size !== 37) out.text('INVALID IPv6');
        else if (isMappedIpv4(bytes, at + 1) && isMappedIpv4(bytes, at + 19)) tuple(context, at + 13, at + 31, endpoint4, settings, out);
        else tuple(context, at + 1, at + 19, endpoint6, settings, out);
      } else if (bytes[at] === unix) {
        out.hex64(high32(context.evt, at + 1), low32(context.evt, at + 1));
        out.text('->');
        out.hex64(high32(context.evt, at + 9), low32(context.evt, at + 9));
        out.byte(0x20);
        writeUnixPath(bytes, at + 17, size - 17, settings, out);
      } else {
        otherFamily(bytes[at]!, out);
      }
    },
  };
}

type EndpointWriter = (context: EventContext, at: number, settings: FieldSettings, out: ByteWriter) => void;

function tuple(
  context: EventContext,
  source: number,
  destination: number,
  write: EndpointWriter,
  settings: FieldSettings,
  out: ByteWriter,
): void {
  write(context, source, settings, out);
  out.text('->');
  write(context, destination, settings, out);
}

/** 4 bytes of address in network order and u16 port. */
function endpoint4(context: EventContext, at: number, settings: FieldSettings, out: ByteWriter): void {
  const { bytes } = context.evt;
  for (let i = 0; i < 4; i++) {
    if (i > 0) out.byte(0x2e);
    out.uint(bytes[at + i]!);
  }
  port(context, at + 4, settings, out);
}

/** 16 bytes of address in network order and u16 port. */
function endpoint6(context: EventContext, at: number, settings: FieldSettings, out: ByteWriter): void {
  out.text(ipv6Text(latin1(context.evt.bytes, at, at + 16)));
  port(context, at + 16, settings, out);
}

function port({ evt, fd }: EventContext, at: number, settings: FieldSettings, out: ByteWriter): void {
  const number = evt.view.getInt16(at, true) & 0xffff;
  out.byte(0x3a);
  const name = settings.portName?.(number, fd?.tuple?.l4proto ?? 0);
  if (name === undefined) out.uint(number);
  else out.text(name);
}

function writeUnixPath(bytes: Buffer, at: number, size: number, settings: FieldSettings, out: ByteWriter): void {
  if (size > 0) writeSanitized(printable(latin1(bytes, at, textEnd(bytes, at, size))), settings, out);
}

function otherFamily(family: number, out: ByteWriter): void {
  out.text('family ');
  // sysdig reads the family as a signed byte.
  out.int((family << 24) >> 24);
}
