import type { FlagName, FlagSet, KernelNumbers } from '../types.ts';

/** One row of a set: the name sysdig prints, its value in events, the kernel's number for it, the bits of that number that decide. */
export type FlagRow = readonly [name: string, value: number, kernel?: number, kernelMask?: number];

/**
 * Defines a set of flags.
 *
 * @param name the set's name in sysdig's event table
 * @param numbers how live capture gets from the kernel's numbers to the set's values; leave it out where no syscall
 * argument stands behind them
 */
export function flagSet(name: string, numbers: KernelNumbers | undefined, rows: readonly FlagRow[]): FlagSet {
  const entries = rows.map(entryOf);
  return numbers === undefined ? { name, entries } : { name, numbers, entries };
}

function entryOf([name, value, kernel, kernelMask]: FlagRow): FlagName {
  if (kernel === undefined) return { name, value };
  return kernelMask === undefined ? { name, value, kernel } : { name, value, kernel, kernelMask };
}

/** The value in events is the kernel's own number, cut to `mask` where one is given. */
export function same(mask?: number): KernelNumbers {
  return mask === undefined ? { how: 'same' } : { how: 'same', mask };
}

/** Each of the kernel's bits is translated by itself. */
export const bits: KernelNumbers = { how: 'bits' };

/** The kernel's number is one of a list; `otherwise` stands for any that is not in it. */
export function one(otherwise: number): KernelNumbers {
  return { how: 'one', otherwise };
}
