import { type EventCursor, latin1, type ParamType } from '../../event/index.ts';
import { exact } from '../exact.ts';
import type { FieldType, FieldValue } from '../types.ts';
import { high32, low32, unsigned16 } from './read.ts';
import { textEnd } from './text.ts';

/** The type of a field that gives a parameter's own value. */
export function fieldTypeOf(type: ParamType): FieldType {
  switch (type) {
    case 'INT8':
    case 'INT16':
      return 'INT16';
    case 'INT32':
    case 'FD32':
    case 'PID32':
      return 'INT32';
    case 'INT64':
    case 'ERRNO':
    case 'FD':
    case 'PID':
      return 'INT64';
    case 'UINT8':
    case 'SIGTYPE':
    case 'FLAGS8':
    case 'ENUMFLAGS8':
    case 'L4PROTO':
    case 'SOCKFAMILY':
      return 'UINT8';
    case 'UINT16':
    case 'SYSCALLID':
    case 'FLAGS16':
    case 'ENUMFLAGS16':
      return 'UINT16';
    case 'PORT':
      return 'PORT';
    case 'UINT32':
    case 'FLAGS32':
    case 'ENUMFLAGS32':
    case 'MODE':
    case 'UID':
    case 'GID':
    case 'SIGSET':
      return 'UINT32';
    case 'UINT64':
      return 'UINT64';
    case 'RELTIME':
    case 'ABSTIME':
    case 'BOOL':
      return type;
    case 'CHARBUF':
    case 'FSPATH':
    case 'FSRELPATH':
      return 'CHARBUF';
    default:
      return 'BYTEBUF';
  }
}

/** A parameter's own value; undefined where it has no bytes though its type needs some. */
export function parameterValue(evt: EventCursor, index: number, type: ParamType): FieldValue | undefined {
  const at = evt.offset(index);
  const size = evt.size(index);
  const fieldType = fieldTypeOf(type);
  if (fieldType === 'BYTEBUF') return latin1(evt.bytes, at, at + size);
  if (fieldType === 'CHARBUF') return latin1(evt.bytes, at, textEnd(evt.bytes, at, size));
  if (size === 0) return undefined;
  switch (fieldType) {
    case 'INT16':
      return type === 'INT8' ? evt.view.getInt8(at) : (unsigned16(evt, at) << 16) >> 16;
    case 'INT32':
      return low32(evt, at) | 0;
    case 'UINT8':
      return evt.view.getInt8(at) & 0xff;
    case 'UINT16':
    case 'PORT':
      return unsigned16(evt, at);
    case 'UINT32':
      return low32(evt, at);
    case 'BOOL':
      return low32(evt, at) !== 0;
    case 'INT64':
      return exact64(high32(evt, at) | 0, low32(evt, at));
    default:
      return exact64(high32(evt, at), low32(evt, at));
  }
}

function exact64(high: number, low: number): number | bigint {
  return high >= -0x200000 && high < 0x200000 ? high * 4294967296 + low : exact((BigInt(high) << 32n) | BigInt(low));
}
