import { syscallCodes } from './syscall-codes.ts';
import { eventNumber, eventTypeCount } from './table.ts';

/**
 * A key tells apart what the type alone does not: it is the event's type number or, for generic events of a known
 * syscall, a number above all types, one for each syscall and direction. Filters, formats and readers keep what holds
 * for all events of a kind in arrays with this many entries.
 */
export const eventKeyCount: number = eventTypeCount + 2 * syscallCodes.length;

/** Types up to this one are generic. */
export const lastGenericType: number = eventNumber('PPME_GENERIC_X');

/** Whether events of the type are syscalls without a type of their own, which only their first parameter names. */
export function isGenericType(type: number): boolean {
  return type <= lastGenericType;
}

/** The key of a generic event (type 0 or 1) of a syscall; code 0 and unknown codes stand for many syscalls. */
export function keyOfSyscall(code: number, type: number): number {
  return code > 0 && code < syscallCodes.length ? eventTypeCount + 2 * code + type : type;
}

/** The type number of all events with a key. */
export function typeOfKey(key: number): number {
  return key < eventTypeCount ? key : (key - eventTypeCount) & 1;
}

/** The code of the syscall that a key stands for; 0 where the type stands for itself. */
export function codeOfKey(key: number): number {
  return key < eventTypeCount ? 0 : (key - eventTypeCount) >>> 1;
}
