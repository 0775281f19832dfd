import type { FlagSet } from '../../../event/index.ts';
import { FLAG_TABLE_COUNT, FLAG_TABLE_ENTRIES, flagEntry, flagTable } from './layout.ts';

/** All bits of the number decide. */
const ALL_BITS = 0xffffffff;

/** The flag tables the probe translates by: one for each set that is used. */
export class FlagTables {
  readonly bytes = new Uint8Array(FLAG_TABLE_COUNT * flagTable.size);
  readonly #view = new DataView(this.bytes.buffer);
  readonly #indices = new Map<FlagSet, number>();

  /** Number of the table for this set, from 1; 0 where the kernel's number is the value already. Throws where the set has no numbers. */
  numberOf(set: FlagSet): number {
    const { numbers } = set;
    if (numbers === undefined) throw new Error(`the set ${set.name} does not say how the kernel's numbers become its values`);
    if (numbers.how === 'same' && numbers.mask === undefined) return 0;
    let index = this.#indices.get(set);
    if (index === undefined) {
      index = this.#indices.size;
      if (index >= FLAG_TABLE_COUNT) throw new Error(`more than ${FLAG_TABLE_COUNT} flag tables`);
      this.#indices.set(set, index);
      this.#write(index * flagTable.size, set, numbers);
    }
    return index + 1;
  }

  #write(at: number, set: FlagSet, numbers: NonNullable<FlagSet['numbers']>): void {
    const view = this.#view;
    if (numbers.how === 'same') {
      view.setUint32(at + flagTable.same, numbers.mask ?? ALL_BITS, true);
      return;
    }
    let count = 0;
    for (const { kernel, kernelMask, value } of set.entries) {
      if (kernel === undefined) continue;
      if (count === FLAG_TABLE_ENTRIES) throw new Error(`the set ${set.name} has more than ${FLAG_TABLE_ENTRIES} entries`);
      const entry = at + flagTable.entries + count++ * flagEntry.size;
      view.setUint32(entry + flagEntry.mask, kernelMask ?? (numbers.how === 'one' ? ALL_BITS : kernel), true);
      view.setUint32(entry + flagEntry.value, kernel, true);
      view.setUint32(entry + flagEntry.out, value, true);
    }
    view.setUint32(at + flagTable.count, count, true);
    view.setUint32(at + flagTable.otherwise, numbers.how === 'one' ? numbers.otherwise : 0, true);
  }
}
