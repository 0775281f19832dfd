import { quoted } from '../../grammar/index.ts';
import type { FieldType } from '../field/index.ts';
import { portOfService } from '../lookup/index.ts';
import { type Network, parseAddress, parseNetwork } from './address.ts';

/** Why a constant cannot be compared with a field of its type; the caller knows where it stands. */
export class ConstantError extends Error {
  override readonly name = 'ConstantError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** A constant as the user wrote it, fit for a message. */
export function shown(constant: string): string {
  return quoted(Buffer.from(constant, 'latin1').toString('utf8'));
}

/** Bits of the integer types; negative for signed ones. */
const integerBits: Partial<Readonly<Record<FieldType, number>>> = {
  INT16: -16,
  INT32: -32,
  INT64: -64,
  UINT8: 8,
  UINT16: 16,
  UINT32: 32,
  UINT64: 64,
  RELTIME: 64,
  ABSTIME: 64,
  PORT: 16,
};

/** Whether values of the type are compared as numbers. */
export function isNumeric(type: FieldType): boolean {
  return type === 'DOUBLE' || integerBits[type] !== undefined;
}

/**
 * Reads a number for a numeric type: decimal, 0x hexadecimal, and for DOUBLE a fraction. A negative number for an
 * unsigned type means its two's complement: `user.uid=-1` is how "no user" has always been asked for.
 *
 * @returns a bigint only where a double would not be exact
 * @throws ConstantError
 */
export function parseNumber(text: string, type: FieldType): number | bigint {
  if (type === 'DOUBLE') return parseDouble(text);
  if (!/^[+-]?(?:\d+|0[xX][0-9a-fA-F]+)$/.test(text)) {
    const fraction = /^[+-]?\d*\.\d+$/.test(text);
    throw new ConstantError(`${shown(text)} is not a valid number`, fraction ? 'the field has whole numbers only' : undefined);
  }
  const negative = text.startsWith('-');
  const magnitude = BigInt(/^[+-]/.test(text) ? text.slice(1) : text);
  const bits = integerBits[type] ?? 64;
  const value = negative ? (bits > 0 ? BigInt.asUintN(bits, -magnitude) : -magnitude) : magnitude;
  const asDouble = Number(value);
  return Number.isSafeInteger(asDouble) ? asDouble : value;
}

function parseDouble(text: string): number {
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^[+-]?0[xX][0-9a-fA-F]+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) throw new ConstantError(`${shown(text)} is not a valid number`);
  return number;
}

/** Reads a port: its number, or a service's name. A number has no sign: no port means "none" when all bits are set. */
export function parsePort(text: string): number | bigint {
  if (/^\d/.test(text)) return parseNumber(text, 'PORT');
  const port = portOfService(text);
  if (port === undefined) throw new ConstantError(`unknown service ${shown(text)}`, 'write the port number, or a name from /etc/services');
  return port;
}

export function parseBoolean(text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new ConstantError(`${shown(text)} is neither true nor false`);
}

/** Reads an address: IPv4 as u32, IPv6 as its 16 bytes. */
export function parseIp(text: string): number | string {
  const address = parseAddress(text);
  if (address === undefined)
    throw new ConstantError(`${shown(text)} is no IPv4 or IPv6 address`, 'names are not looked up here: write the number form');
  return address;
}

/** Reads `address/prefix length`. */
export function parseNet(text: string): Network {
  const network = parseNetwork(text);
  if (network === undefined)
    throw new ConstantError(`${shown(text)} is no network`, 'write an address and the length of its prefix: 10.0.0.0/8');
  return network;
}

/** Reads pairs of hexadecimal digits as bytes. */
export function parseHexBytes(text: string): string {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) {
    throw new ConstantError(`${shown(text)} is no sequence of hexadecimal bytes`, 'write two digits a byte, nothing between: 474554');
  }
  return Buffer.from(text, 'hex').toString('latin1');
}
