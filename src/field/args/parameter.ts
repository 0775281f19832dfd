import type { DynSet, ParamDef } from '../../event/index.ts';
import type { FieldSettings } from '../settings.ts';
import { buffer } from './buffer.ts';
import { fdList, fdRendering } from './fd.ts';
import { enumeration, flags, mode } from './flags.ts';
import { errno, groupId, pid, signal, signalSet, syscallId, userId } from './identity.ts';
import { integer } from './number.ts';
import { path } from './path.ts';
import type { Rendering } from './rendering.ts';
import { sockaddr, socktuple } from './socket.ts';
import { charbuf, charbufArray, charbufPairs } from './text.ts';
import { abstime, reltime } from './time.ts';

/** How values of a parameter become text. */
export function renderingOf(param: ParamDef, settings: FieldSettings): Rendering {
  const { format, set } = param;
  switch (param.type) {
    case 'INT8':
      return integer(8, true, format);
    case 'INT16':
      return integer(16, true, format);
    case 'INT32':
      return integer(32, true, format);
    case 'INT64':
      return integer(64, true, format);
    case 'UINT8':
    case 'L4PROTO':
    case 'SOCKFAMILY':
      return integer(8, false, format);
    case 'UINT16':
    case 'PORT':
      return integer(16, false, format);
    case 'UINT32':
    case 'BOOL':
      return integer(32, false, format);
    case 'UINT64':
      return integer(64, false, format);
    case 'ERRNO':
      return errno;
    case 'FD':
      return fdRendering(64, settings);
    case 'FD32':
      return fdRendering(32, settings);
    case 'FDLIST':
      return fdList;
    case 'PID':
      return pid(settings, 64);
    case 'PID32':
      return pid(settings, 32);
    case 'UID':
      return userId(settings);
    case 'GID':
      return groupId(settings);
    case 'SIGTYPE':
      return signal;
    case 'SIGSET':
      return signalSet;
    case 'SYSCALLID':
      return syscallId;
    case 'FLAGS8':
      return flags(8, set);
    case 'FLAGS16':
      return flags(16, set);
    case 'FLAGS32':
      return flags(32, set);
    case 'ENUMFLAGS8':
      return enumeration(8, set);
    case 'ENUMFLAGS16':
      return enumeration(16, set);
    case 'ENUMFLAGS32':
      return enumeration(32, set);
    case 'MODE':
      return mode(format, set);
    case 'RELTIME':
      return reltime;
    case 'ABSTIME':
      return abstime;
    case 'CHARBUF':
      return charbuf(settings);
    case 'CHARBUFARRAY':
      return charbufArray(settings);
    case 'CHARBUF_PAIR_ARRAY':
      return charbufPairs(settings);
    case 'FSPATH':
    case 'FSRELPATH':
      return path(param, settings);
    case 'BYTEBUF':
      return buffer(settings);
    case 'SOCKADDR':
      return sockaddr(settings);
    case 'SOCKTUPLE':
      return socktuple(settings);
    case 'DYN':
      return dynamic(param, param.dyn, settings);
    case 'IPV4ADDR':
    case 'IPV6ADDR':
    case 'DOUBLE':
      return unprintable;
  }
}

/** Types no event has. */
const unprintable: Rendering = { value: (_context, _at, _size, out) => out.text('(n.a.)') };

/** Values whose first byte tells their type. */
function dynamic(param: ParamDef, set: DynSet | undefined, settings: FieldSettings): Rendering {
  // The parameter's format counts, not the variant's.
  const variants = (set?.variants ?? []).map((variant) => renderingOf({ ...variant, format: param.format }, settings));
  return {
    value: (context, at, size, out) => {
      const variant = size > 0 ? variants[context.evt.bytes[at]!] : undefined;
      if (variant === undefined) out.text('INVALID DYNAMIC PARAMETER');
      else variant.value(context, at + 1, size - 1, out);
    },
    meaning: (context, at, size, out) => {
      if (size > 0) variants[context.evt.bytes[at]!]?.meaning?.(context, at + 1, size - 1, out);
    },
  };
}
