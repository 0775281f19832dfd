import { localDate, localTimeOfDay } from '../clock.ts';
import { general } from './general.ts';
import { unsignedDecimal64 } from './number.ts';
import { high32, low32, unsigned64 } from './read.ts';
import type { Rendering } from './rendering.ts';

/** Spans of time: ns, and in parentheses seconds; all bits set means there is none. */
export const reltime: Rendering = {
  value: ({ evt }, at, _size, out) => {
    if (isNone(low32(evt, at), high32(evt, at))) out.text('none');
    else unsignedDecimal64(high32(evt, at), low32(evt, at), out);
  },
  meaning: ({ evt }, at, _size, out) => {
    if (isNone(low32(evt, at), high32(evt, at))) return;
    out.text(general(unsigned64(evt, at) / 1e9));
    out.byte(0x73);
  },
  ofBytes: true,
};

function isNone(low: number, high: number): boolean {
  return low === 0xffffffff && high === 0xffffffff;
}

/** Points in time: local date and time of day with nanoseconds. */
export const abstime: Rendering = {
  value: ({ evt }, at, _size, out) => {
    const time = (BigInt(high32(evt, at)) << 32n) | BigInt(low32(evt, at));
    const seconds = Number(time / 1_000_000_000n);
    out.text(`${localDate(seconds)} ${localTimeOfDay(seconds)}.`);
    out.nine(Number(time % 1_000_000_000n));
  },
};
