import type { EventCursor } from '../../event/index.ts';

/**
 * Reads numbers of a fixed width from parameters whose stored length may be another: some old drivers stored an fd in
 * 4 bytes where 8 are due. sysdig reads the bytes that follow, which are the next parameter's, so we do too; what lies
 * behind the event counts as zeros.
 */

/** The low 32 bits of a number at `at`, unsigned. */
export function low32(evt: EventCursor, at: number): number {
  return at + 4 <= evt.start + evt.length ? evt.view.getInt32(at, true) >>> 0 : bytesOf(evt, at);
}

/** The high 32 bits of a 64-bit number at `at`, unsigned. */
export function high32(evt: EventCursor, at: number): number {
  return low32(evt, at + 4);
}

/** A signed 64-bit number at `at`: exact from -2^53 to 2^53. */
export function signed64(evt: EventCursor, at: number): number {
  return (high32(evt, at) | 0) * 4294967296 + low32(evt, at);
}

/** An unsigned 64-bit number at `at`: exact below 2^53. */
export function unsigned64(evt: EventCursor, at: number): number {
  return high32(evt, at) * 4294967296 + low32(evt, at);
}

/** An unsigned 8-bit number at `at`. */
export function unsigned8(evt: EventCursor, at: number): number {
  return at < evt.start + evt.length ? evt.view.getInt8(at) & 0xff : 0;
}

/** An unsigned 16-bit number at `at`. */
export function unsigned16(evt: EventCursor, at: number): number {
  return low32(evt, at) & 0xffff;
}

function bytesOf(evt: EventCursor, at: number): number {
  const end = evt.start + evt.length;
  let value = 0;
  for (let i = 3; i >= 0; i--) value = value * 256 + (at + i < end ? evt.view.getInt8(at + i) & 0xff : 0);
  return value;
}
