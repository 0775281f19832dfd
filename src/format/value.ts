import type { ByteWriter, PrintFormat } from '../event/index.ts';
import type { FieldType, FieldValue } from '../field/index.ts';
import { addressText } from '../machine/index.ts';

/** Writes a field's value as text. */
export type ValueWriter = (value: FieldValue, out: ByteWriter) => void;

/** Writes a whole number. */
export type IntegerWriter = (value: number | bigint, out: ByteWriter) => void;

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
    case 'DYNAMIC':
      return (value, out) => out.text(String(value));
    default: {
      const write = integerWriter(type, format);
      return (value, out) => write(value as number | bigint, out);
    }
  }
}

/** Whether values of a type are whole numbers. */
export function isIntegerType(type: FieldType): boolean {
  return /^U?INT|TIME$|^PORT$/.test(type);
}

/** How whole numbers of a type and print format are written. */
export function integerWriter(type: FieldType, format: PrintFormat): IntegerWriter {
  switch (format) {
    case 'OCT':
      return writeOctal;
    case 'HEX':
      // sysdig writes narrow unsigned numbers in decimal, whatever their format says.
      return type === 'UINT8' || type === 'UINT16' || type === 'PORT' ? writeDecimal : writeHex;
    case '10_PADDED_DEC':
      return writePadded;
    default:
      return writeDecimal;
  }
}

const writeDecimal: IntegerWriter = (value, out) => {
  if (typeof value === 'number') out.int(value);
  else out.text(value.toString());
};

const writePadded: IntegerWriter = (value, out) => {
  if (typeof value === 'number' && value >= 0) out.padded(value, 9);
  else out.text(value.toString());
};

const writeHex: IntegerWriter = (value, out) => out.text(unsigned(value).toString(16).toUpperCase());

const writeOctal: IntegerWriter = (value, out) => out.text(unsigned(value).toString(8));

/** A number below 0 as the 64-bit number with the same bits. */
function unsigned(value: number | bigint): number | bigint {
  return value >= 0 ? value : BigInt.asUintN(64, BigInt(value));
}

/** Bytes as they are, up to the first NUL. */
const writeUpToNul: ValueWriter = (value, out) => {
  const text = value as string;
  const nul = text.indexOf('\0');
  out.text(nul < 0 ? text : text.slice(0, nul));
};
