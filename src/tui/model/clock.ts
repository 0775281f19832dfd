/** The wall clock of this machine at a time, to a tenth of a second: `00:44:33.9`. @param time_ns since the epoch */
export function clockText(time_ns: bigint): string {
  const ms = Number(time_ns / 1_000_000n);
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${Math.floor(at.getMilliseconds() / 100)}`;
}
