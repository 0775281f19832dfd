import type { ByteWriter, PrintFormat } from '../../event/index.ts';
import { high32, low32, unsigned8, unsigned16 } from './read.ts';
import type { ParameterWriter, Rendering } from './rendering.ts';

/**
 * Integers. The forms are those of C's printf as sysdig calls it: decimal is signed for every type of 32 and 64 bits,
 * octal has a leading 0, hexadecimal is upper case and shows narrow negative numbers in 32 bits.
 */
export function integer(bits: 8 | 16 | 32 | 64, signed: boolean, format: PrintFormat): Rendering {
  if (bits === 64) return wide(format);
  const write = narrow(format);
  if (bits === 32) {
    const value: ParameterWriter = (context, at, _size, out) => write(low32(context.evt, at) | 0, out);
    if (format === 'OCT') return { value, direct: 'octal32' };
    return isPlain(format) ? { value, direct: 'int32' } : { value, ofBytes: true };
  }
  if (bits === 16) {
    if (signed) return { value: (context, at, _size, out) => write((unsigned16(context.evt, at) << 16) >> 16, out), ofBytes: true };
    return { value: (context, at, _size, out) => write(unsigned16(context.evt, at), out), ofBytes: true };
  }
  if (signed) return { value: (context, at, _size, out) => write((unsigned8(context.evt, at) << 24) >> 24, out), ofBytes: true };
  return { value: (context, at, _size, out) => write(unsigned8(context.evt, at), out), ofBytes: true };
}

/** Writers of a number that fits in 32 bits, signed. */
function narrow(format: PrintFormat): (value: number, out: ByteWriter) => void {
  switch (format) {
    case 'OCT':
      return (value, out) => octal(value >>> 0, out);
    case 'HEX':
      return (value, out) => out.hex(value >>> 0, true);
    case '10_PADDED_DEC':
      return (value, out) => (value < 0 ? out.int(value) : out.padded(value, 9));
    default:
      return (value, out) => out.int(value);
  }
}

function wide(format: PrintFormat): Rendering {
  switch (format) {
    case 'HEX':
      return { value: (context, at, _size, out) => out.hex64(high32(context.evt, at), low32(context.evt, at), true), direct: 'hex64' };
    case 'OCT':
      return {
        value: (context, at, _size, out) => {
          const value = (BigInt(high32(context.evt, at)) << 32n) | BigInt(low32(context.evt, at));
          out.text(value === 0n ? '0' : `0${value.toString(8)}`);
        },
        ofBytes: true,
      };
    default:
      return { value: (context, at, _size, out) => decimal64(high32(context.evt, at), low32(context.evt, at), out), direct: 'int64' };
  }
}

/** Whether numbers are written in decimal, as they are. */
function isPlain(format: PrintFormat): boolean {
  return format !== 'OCT' && format !== 'HEX' && format !== '10_PADDED_DEC';
}

/** A signed 64-bit number from its two halves. */
export function decimal64(high: number, low: number, out: ByteWriter): void {
  const signedHigh = high | 0;
  if (signedHigh === 0 && (low | 0) >= 0) {
    out.uint(low | 0);
    return;
  }
  if (signedHigh >= -0x200000 && signedHigh < 0x200000) {
    out.int(signedHigh * 4294967296 + low);
  } else {
    out.text(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString());
  }
}

/** An unsigned 64-bit number from its two halves. */
export function unsignedDecimal64(high: number, low: number, out: ByteWriter): void {
  if (high < 0x200000) out.uint(high * 4294967296 + low);
  else out.text(((BigInt(high) << 32n) | BigInt(low)).toString());
}

/** Octal as C's `%#o`: with a leading 0. */
export function octal(value: number, out: ByteWriter): void {
  out.byte(0x30);
  if (value !== 0) out.text(value.toString(8));
}
