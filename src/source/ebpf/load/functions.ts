import type { ElfObject } from './elf.ts';
import { MalformedObjectError } from './errors.ts';
import { INSTRUCTION_BYTES } from './instruction.ts';

/** A function's place in the object: `size` bytes of instructions at `offset` of an executable section. */
export interface ObjectFunction {
  readonly name: string;
  readonly section: number;
  readonly sectionName: string;
  readonly offset: number;
  readonly size: number;
}

/** Holds functions that only other functions call; functions of all other sections are entry points. */
export const SUBPROGRAM_SECTION = '.text';

/** Functions by section index, sorted by offset. Throws MalformedObjectError for one that is not whole instructions inside its section. */
export class FunctionTable {
  readonly all: readonly ObjectFunction[];
  readonly #byPlace = new Map<string, ObjectFunction>();

  constructor(elf: ElfObject) {
    const functions: ObjectFunction[] = [];
    for (const symbol of elf.symbols) {
      const section = elf.sections[symbol.section];
      if (!symbol.isFunction || symbol.section === 0 || section === undefined) continue;
      const { value: offset, size } = symbol;
      const isWhole = section.executable && size > 0 && offset % INSTRUCTION_BYTES === 0 && size % INSTRUCTION_BYTES === 0;
      if (!isWhole || offset + size > section.data.length) {
        throw new MalformedObjectError(
          `section ${section.name}`,
          `function '${symbol.name}' (${size} bytes at ${offset}) is not whole instructions in it`,
        );
      }
      functions.push({ name: symbol.name, section: symbol.section, sectionName: section.name, offset, size });
    }
    functions.sort((a, b) => a.section - b.section || a.offset - b.offset);
    for (const item of functions) this.#byPlace.set(place(item.section, item.offset), item);
    this.all = functions;
  }

  /** Functions the kernel calls. */
  get entryPoints(): readonly ObjectFunction[] {
    return this.all.filter((item) => item.sectionName !== SUBPROGRAM_SECTION);
  }

  /** The function that starts there. */
  at(section: number, offset: number, caller: ObjectFunction): ObjectFunction {
    const found = this.#byPlace.get(place(section, offset));
    if (found === undefined)
      throw new MalformedObjectError(
        `function '${caller.name}'`,
        `it calls byte ${offset} of section ${section}, where no function starts`,
      );
    return found;
  }
}

function place(section: number, offset: number): string {
  return `${section}:${offset}`;
}
