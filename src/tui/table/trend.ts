import type { Look } from '../look/index.ts';
import type { Trend } from '../port.ts';

/** A row's values over time as characters of growing height, its own largest the highest; no value is a blank. */
export function trendText({ of }: Trend, key: string, look: Look): string {
  const values = of(key);
  const { levels } = look.marks;
  const top = levels.length - 1;
  const most = Math.max(0, ...values.filter((value) => value > 0));
  return values
    .map((value) => (Number.isNaN(value) ? ' ' : levels[most <= 0 || value <= 0 ? 1 : Math.max(1, Math.round((value / most) * top))]!))
    .join('');
}
