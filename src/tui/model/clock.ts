/** The wall clock of this machine at a time, to a tenth of a second: `00:44:33.9`. @param time_ns since the epoch */
export function clockText(time_ns: bigint): string {
  const ms = Number(time_ns / 1_000_000n);
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${Math.floor(at.getMilliseconds() / 100)}`;
}

/**
 * The time at which the wall clock of this machine shows `text` (`00:44:33.9`, `0:44`), the first after `from_ns` or
 * shortly before it; undefined where the text is no time. @param from_ns since the epoch
 */
export function timeOfClock(text: string, from_ns: bigint): bigint | undefined {
  const [, hours, minutes, seconds = '0', rest = ''] = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const at = new Date(Number(from_ns / 1_000_000n));
  at.setHours(Number(hours), Number(minutes), Number(seconds), 0);
  const time = BigInt(at.getTime()) * 1_000_000n + BigInt(rest.padEnd(9, '0'));
  // Clocks are written in whole tenths: what was just before is meant, not tomorrow.
  return time + 1_000_000_000n < from_ns ? time + 86_400_000_000_000n : time;
}
