import type { FlagSet } from '../types.ts';

/**
 * The value that stands in events for a kernel's number: what a live source does to a syscall argument, and a scan of
 * `/proc` to the flags in `fdinfo`. A set without {@link FlagSet.numbers} leaves the number as it is.
 *
 * @param number 32 bits, signed or not
 */
export function fromKernel(set: FlagSet, number: number): number {
  const { numbers, entries } = set;
  if (numbers === undefined) return number >>> 0;
  if (numbers.how === 'same') return (number & (numbers.mask ?? -1)) >>> 0;
  let value = 0;
  for (const entry of entries) {
    if (entry.kernel === undefined) continue;
    const mask = entry.kernelMask ?? (numbers.how === 'one' ? -1 : entry.kernel);
    if (((number & mask) ^ entry.kernel) !== 0) continue;
    if (numbers.how === 'one') return entry.value;
    value |= entry.value;
  }
  return numbers.how === 'one' ? numbers.otherwise : value >>> 0;
}
