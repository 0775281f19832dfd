import type { EventCursor } from '../event/index.ts';

/** A 64-bit number as fields give it: a double where that is exact. */
export function exact(value: bigint): number | bigint {
  const asDouble = Number(value);
  return Number.isSafeInteger(asDouble) ? asDouble : value;
}

/** A time on the cursor's base as ns since the epoch. */
export function absolute(evt: EventCursor, time: number): bigint {
  return BigInt(evt.timeHigh) * 4294967296n + BigInt(evt.timeLow) + BigInt(time - evt.time);
}
