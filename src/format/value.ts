import type { ByteWriter, PrintFormat } from '../event/index.ts';
import type { FieldType, FieldValue } from '../field/index.ts';
import { addressText } from '../machine/index.ts';

/** Writes a field's value as text. */
export type ValueWriter = (value: FieldValue, out: ByteWriter) => void;

/** How values of a type and print format are written. */
export function valueWriter(type: FieldType, format: PrintFormat): ValueWriter {
  switch (type) {
    case 'CHARBUF':
      return (value, out) => out.text(value as string);
    case 'BYTEBUF':
      return writeUpToNul;
    case 'BOOL':
      return (value, out) => out.text(value === true ? 'true' : 'false');
    case 'DOUBLE':
      return (value, out) => out.text(Number(value).toFixed(1));
    case 'IPADDR':
      return (value, out) => out.text(addressText(value as number | string));
    case 'IPNET':
      return (_value, out) => out.text('<IPNET>');
    case 'UINT8':
    case 'UINT16':
    case 'PORT':
      // These are never written in hexadecimal, whatever their format says.
      return format === 'OCT' ? writeOctal : writeInteger;
    default:
      return integerWriter(format);
  }
}

function integerWriter(format: PrintFormat): ValueWriter {
  switch (format) {
    case 'OCT':
      return writeOctal;
    case 'HEX':
      return writeHex;
    case '10_PADDED_DEC':
      return writePadded;
    default:
      return writeInteger;
  }
}

const writeInteger: ValueWriter = (value, out) => {
  if (typeof value === 'number') out.int(value);
  else out.text(String(value));
};

const writePadded: ValueWriter = (value, out) => {
  if (typeof value === 'number' && value >= 0) out.padded(value, 9);
  else out.text(String(value));
};

const writeHex: ValueWriter = (value, out) => out.text(unsigned(value).toString(16).toUpperCase());

const writeOctal: ValueWriter = (value, out) => out.text(unsigned(value).toString(8));

/** Numbers below 0 as the 64-bit number with the same bits. */
function unsigned(value: FieldValue): bigint {
  return BigInt.asUintN(64, BigInt(value as number | bigint));
}

/** Bytes as they are, up to the first NUL. */
const writeUpToNul: ValueWriter = (value, out) => {
  const text = value as string;
  const nul = text.indexOf('\0');
  out.text(nul < 0 ? text : text.slice(0, nul));
};
