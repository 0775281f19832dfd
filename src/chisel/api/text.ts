const kib = 1024;
const byteUnits: readonly (readonly [number, string])[] = [
  [kib ** 5, 'P'],
  [kib ** 4, 'T'],
  [kib ** 3, 'G'],
  [kib ** 2, 'M'],
  [kib, 'KB'],
];

/** Bytes as tables show them: `1023B`, `1.50KB`, `2.00M`. */
export function bytesText(bytes: number): string {
  for (const [size, unit] of byteUnits) if (bytes > size) return `${(bytes / size).toFixed(2)}${unit}`;
  return `${Math.trunc(bytes)}B`;
}

/** A span of time as tables show it, from ns: `12.34s`, `150ms`, `1.20ms`, `99us`, `5ns`. */
export function timeText(ns: number): string {
  if (ns >= 1e9) return `${Math.floor(ns / 1e9)}.${twoDigits((ns % 1e9) / 1e7)}s`;
  if (ns >= 1e7) return `${Math.floor(ns / 1e6)}ms`;
  if (ns >= 1e6) return `${Math.floor(ns / 1e6)}.${twoDigits((ns % 1e6) / 1e4)}ms`;
  if (ns >= 1e4) return `${Math.floor(ns / 1e3)}us`;
  if (ns >= 1e3) return `${Math.floor(ns / 1e3)}.${twoDigits((ns % 1e3) / 10)}us`;
  return `${Math.trunc(ns)}ns`;
}

function twoDigits(value: number): string {
  return Math.trunc(value).toString().padStart(2, '0');
}

/** A number with at most 14 digits that count, as sysdig's tables and lines show it: `5`, `0.5`, `1e+15`. */
export function numberText(value: number | bigint): string {
  if (typeof value === 'bigint') return numberText(Number(value));
  if (Number.isInteger(value) && Math.abs(value) < 1e14) return String(value);
  const short = value.toPrecision(14);
  const [mantissa = '', exponent] = short.split('e');
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent !== undefined) return `${trimmed}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  return trimmed;
}

/** A cell of a table: filled with blanks, or cut so that one blank follows. */
export function cell(text: string, width: number): string {
  if (text.length < width) return text.padEnd(width);
  return width > 0 ? `${text.slice(0, width - 1)} ` : '';
}

/** A cell of exactly so many characters, which may touch the next one. */
export function exactly(text: string, width: number): string {
  return text.slice(0, width).padEnd(width);
}

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** Numbers from 0 up as a row of bars: a blank for none, the highest bar for the greatest, or for `most`. */
export function sparkline(values: readonly number[], most: number = Math.max(0, ...values)): string {
  return values.map((value) => (value > 0 ? bars[Math.min(bars.length - 1, Math.floor((value / most) * bars.length))] : ' ')).join('');
}

/** A number a field gave, as a double. */
export function toNumber(value: number | bigint): number {
  return typeof value === 'bigint' ? Number(value) : value;
}
