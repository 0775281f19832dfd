import { addressText } from '../machine/index.ts';
import type { FieldType, FieldValue } from './types.ts';

/** A value as plain text, for joining it with others; no widths, no units. */
export function valueText(value: FieldValue, type: FieldType): string {
  if (type === 'IPADDR' || type === 'IPNET') return addressText(value as number | string);
  return String(value);
}
