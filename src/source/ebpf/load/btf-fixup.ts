import type { Btf } from './btf.ts';
import { BtfKind } from './btf-kinds.ts';
import type { ElfObject } from './elf.ts';
import { MalformedObjectError } from './errors.ts';

/**
 * Corrects the object's own BTF in place before it goes to the kernel, where clang leaves gaps that only the ELF tables can
 * fill: sizes of data sections, offsets of global variables, and the linkage of hidden functions.
 */
export function fixUpBtf(btf: Btf, elf: ElfObject): void {
  for (const id of btf.idsOfKind(BtfKind.DATASEC)) fixUpDataSection(btf, id, elf);
  hideFunctions(btf, elf);
}

const VARIABLE_STATIC = 0;

function fixUpDataSection(btf: Btf, id: number, elf: ElfObject): void {
  const name = btf.name(id);
  const section = elf.sections.find((candidate) => candidate.name === name);
  // Sections of externs (`.ksyms`, `.kconfig`) have no bytes in the object; using one is refused where it is used.
  if (section === undefined) return;
  const at = btf.offsets[id]!;
  btf.words[at + 2] = section.size;
  const entries: [type: number, offset: number, size: number][] = [];
  for (let index = 0; index < btf.length(id); index++) {
    const variable = btf.variable(id, index);
    const variableName = btf.name(variable.type);
    if (btf.kind(variable.type) !== BtfKind.VAR)
      throw new MalformedObjectError(btf.part, `${name} holds type ${variable.type}, which is no variable`);
    const symbol = elf.symbols.find((candidate) => candidate.section === section.index && candidate.name === variableName);
    const isStatic = btf.words[btf.offsets[variable.type]! + 3] === VARIABLE_STATIC;
    if (symbol === undefined && !isStatic) throw new MalformedObjectError(btf.part, `variable '${variableName}' of ${name} has no symbol`);
    // A static variable's offset is right already: clang writes it into the record itself.
    entries.push([variable.type, isStatic ? variable.offset : (symbol?.value ?? 0), variable.size]);
  }
  // The kernel wants them in the order of their offsets.
  entries.sort((a, b) => a[1] - b[1]);
  btf.words.set(entries.flat(), at + 3);
}

const FUNCTION_STATIC = 0;

/**
 * A function that is global only for the linker (`__hidden`) is verified like a static one: in the context of its callers,
 * not for all possible arguments.
 */
function hideFunctions(btf: Btf, elf: ElfObject): void {
  const hidden = new Set(elf.symbols.filter((symbol) => symbol.isFunction && symbol.isHidden).map((symbol) => symbol.name));
  if (hidden.size === 0) return;
  for (const id of btf.idsOfKind(BtfKind.FUNC)) {
    if (!hidden.has(btf.name(id))) continue;
    const at = btf.offsets[id]! + 1;
    btf.words[at] = (btf.words[at]! & ~0xffff) | FUNCTION_STATIC;
  }
}
