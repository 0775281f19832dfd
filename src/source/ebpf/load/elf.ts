import { CheckedBytes } from './bytes.ts';
import { MalformedObjectError } from './errors.ts';

/**
 * ELF64 little-endian relocatable objects, as clang writes them for the bpf target. Layouts: elf(5), and "ELF-64 Object
 * File Format" for the sizes: header 64 bytes, section header 64, symbol 24, REL entry 16.
 */

const HEADER_BYTES = 64;
const SECTION_HEADER_BYTES = 64;
const SYMBOL_BYTES = 24;
const REL_BYTES = 16;

const MAGIC = 0x464c457f; // 0x7f 'E' 'L' 'F'
const CLASS_64 = 2;
const DATA_LITTLE_ENDIAN = 1;
const TYPE_RELOCATABLE = 1;
const MACHINE_BPF = 247;

const SECTION_SYMTAB = 2;
const SECTION_RELA = 4;
const SECTION_NOBITS = 8;
const SECTION_REL = 9;
const FLAG_ALLOCATED = 2;
const FLAG_EXECUTABLE = 4;

const SYMBOL_FUNCTION = 2;
const SYMBOL_SECTION = 3;
const BINDING_LOCAL = 0;
const VISIBILITY_INTERNAL = 1;
const VISIBILITY_HIDDEN = 2;

export interface ElfSection {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  /** Content; empty for a section without bytes in the file (`.bss`), whose `size` still counts. */
  readonly data: Uint8Array;
  readonly size: number;
  readonly executable: boolean;
  /** Part of the running program: code or data, not debug information. */
  readonly allocated: boolean;
  readonly link: number;
  readonly info: number;
}

export interface ElfSymbol {
  readonly name: string;
  /** Offset in its section. */
  readonly value: number;
  readonly size: number;
  /** Index of its section; 0 when undefined (an extern), from 0xff00 on special. */
  readonly section: number;
  readonly isFunction: boolean;
  /** Stands for its whole section: a relocation against it keeps the offset in the place it patches. */
  readonly isSection: boolean;
  readonly isLocal: boolean;
  /** Global, but not to be seen outside the object. */
  readonly isHidden: boolean;
}

export interface ElfRelocation {
  /** Byte offset in the section being patched. */
  readonly offset: number;
  /** `R_BPF_*`. */
  readonly type: number;
  readonly symbol: ElfSymbol;
}

/** A checked object file. */
export interface ElfObject {
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
  /** Relocations of code and data by the index of the section they patch, sorted by offset. */
  readonly relocations: ReadonlyMap<number, readonly ElfRelocation[]>;
}

/** Reads an object file; throws MalformedObjectError on anything that is not a BPF relocatable object of this byte order. */
export function parseElf(bytes: Uint8Array): ElfObject {
  const file = new CheckedBytes(bytes, 'object file');
  checkHeader(file);
  const sections = readSections(file);
  const symbols = readSymbols(sections);
  return { sections, symbols, relocations: readRelocations(sections, symbols) };
}

/** The section of that name, or undefined. */
export function findSection(elf: ElfObject, name: string): ElfSection | undefined {
  return elf.sections.find((section) => section.name === name);
}

function checkHeader(file: CheckedBytes): void {
  const refuse = (offset: number, what: string): never => {
    throw file.error(offset, what);
  };
  if (file.length < HEADER_BYTES || file.u32(0) !== MAGIC) refuse(0, 'not an ELF file');
  if (file.u8(4) !== CLASS_64) refuse(4, 'not a 64-bit ELF file');
  if (file.u8(5) !== DATA_LITTLE_ENDIAN) refuse(5, 'not little-endian');
  if (file.u16(16) !== TYPE_RELOCATABLE) refuse(16, 'not a relocatable object');
  if (file.u16(18) !== MACHINE_BPF) refuse(18, 'not made for the BPF machine');
  if (file.u16(58) !== SECTION_HEADER_BYTES) refuse(58, `section headers of ${file.u16(58)} bytes, not ${SECTION_HEADER_BYTES}`);
  if (file.u16(60) === 0) refuse(60, 'no sections');
}

function readSections(file: CheckedBytes): ElfSection[] {
  const table = file.u64(40);
  const count = file.u16(60);
  const namesIndex = file.u16(62);
  if (namesIndex >= count) throw file.error(62, `section ${namesIndex} for the section names, of ${count}`);
  const names = new CheckedBytes(sectionBytes(file, table + namesIndex * SECTION_HEADER_BYTES), 'section name table');
  const sections: ElfSection[] = [];
  for (let index = 0; index < count; index++) {
    const at = table + index * SECTION_HEADER_BYTES;
    const type = file.u32(at + 4);
    const flags = file.u32(at + 8);
    sections.push({
      index,
      name: index === 0 ? '' : names.string(file.u32(at)),
      type,
      data: index === 0 ? new Uint8Array(0) : sectionBytes(file, at),
      size: file.u64(at + 32),
      executable: (flags & FLAG_EXECUTABLE) !== 0,
      allocated: (flags & FLAG_ALLOCATED) !== 0,
      link: file.u32(at + 40),
      info: file.u32(at + 44),
    });
  }
  return sections;
}

/** Content of the section whose header stands at `header`. */
function sectionBytes(file: CheckedBytes, header: number): Uint8Array {
  if (file.u32(header + 4) === SECTION_NOBITS) return new Uint8Array(0);
  return file.slice(file.u64(header + 24), file.u64(header + 32));
}

function readSymbols(sections: readonly ElfSection[]): ElfSymbol[] {
  const section = sections.find((candidate) => candidate.type === SECTION_SYMTAB);
  if (section === undefined) throw new MalformedObjectError('object file', 'no symbol table');
  const strings = sections[section.link];
  if (strings === undefined)
    throw new MalformedObjectError('symbol table', `its string table is section ${section.link}, which is missing`);
  const names = new CheckedBytes(strings.data, 'symbol name table');
  const table = new CheckedBytes(section.data, 'symbol table');
  const symbols: ElfSymbol[] = [];
  for (let at = 0; at < table.length; at += SYMBOL_BYTES) {
    const info = table.u8(at + 4);
    const visibility = table.u8(at + 5) & 3;
    const type = info & 15;
    symbols.push({
      name: names.string(table.u32(at)),
      value: table.u64(at + 8),
      size: table.u64(at + 16),
      section: table.u16(at + 6),
      isFunction: type === SYMBOL_FUNCTION,
      isSection: type === SYMBOL_SECTION,
      isLocal: info >> 4 === BINDING_LOCAL,
      isHidden: visibility === VISIBILITY_HIDDEN || visibility === VISIBILITY_INTERNAL,
    });
  }
  return symbols;
}

function readRelocations(sections: readonly ElfSection[], symbols: readonly ElfSymbol[]): Map<number, ElfRelocation[]> {
  const relocations = new Map<number, ElfRelocation[]>();
  for (const section of sections) {
    if (section.type === SECTION_RELA)
      throw new MalformedObjectError(`section ${section.name}`, 'relocations with addends are not used for BPF');
    if (section.type !== SECTION_REL) continue;
    const patched = sections[section.info];
    if (patched === undefined)
      throw new MalformedObjectError(`section ${section.name}`, `it patches section ${section.info}, which is missing`);
    // Debug sections have the most by far, and are complete without: their symbols all count from 0.
    if (!patched.allocated) continue;
    const table = new CheckedBytes(section.data, `section ${section.name}`);
    const list = relocations.get(section.info) ?? [];
    for (let at = 0; at < table.length; at += REL_BYTES) {
      const symbol = symbols[table.u32(at + 12)];
      if (symbol === undefined) throw table.error(at + 12, `symbol ${table.u32(at + 12)} of ${symbols.length}`);
      list.push({ offset: table.u64(at), type: table.u32(at + 8), symbol });
    }
    relocations.set(section.info, list);
  }
  for (const list of relocations.values()) list.sort((a, b) => a.offset - b.offset);
  return relocations;
}
