/** Time of day of a moment in ns since 1970, as `evt.time.s` shows it. */
export function clockText(time: bigint): string {
  const date = new Date(Number(time / 1_000_000n));
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
