import type { BtfExt, RecordRows } from './btf-ext.ts';
import type { CoreResolver } from './core.ts';
import { patchInstruction } from './core-patch.ts';
import type { ElfObject, ElfRelocation } from './elf.ts';
import { CoreRelocationError, MalformedObjectError } from './errors.ts';
import type { FunctionTable, ObjectFunction } from './functions.ts';
import { CALL, INSTRUCTION_BYTES, Instructions, Pseudo } from './instruction.ts';

/** What code refers to by the ELF section and offset of its symbol: a map, or a variable inside a data map. */
export interface LinkedMap {
  readonly fd: number;
  readonly section: number;
  readonly offset: number;
  /** The section is one value of the map; code addresses places in it. */
  readonly isData: boolean;
}

/** A program as the kernel takes it: one row of instructions with all subprograms, and what belongs to places in it. */
export interface LinkedProgram {
  readonly entry: ObjectFunction;
  readonly instructions: Uint8Array;
  /** `struct bpf_func_info` records; empty when one function has none, for the kernel wants all or none. */
  readonly functionInfo: Uint8Array;
  /** `struct bpf_line_info` records; empty likewise. */
  readonly lineInfo: Uint8Array;
}

/** Everything linking needs from the object. */
export interface LinkInput {
  readonly elf: ElfObject;
  readonly ext: BtfExt;
  readonly functions: FunctionTable;
  readonly maps: readonly LinkedMap[];
  readonly resolver: CoreResolver;
  /** Code of functions fitted to the kernel's types, kept for the next program that needs them. */
  readonly fitted: Map<ObjectFunction, Uint8Array>;
}

/** R_BPF_64_64 patches a 64-bit load, R_BPF_64_32 a call. */
const RELOCATION_LOAD = 1;
const RELOCATION_CALL = 10;

/** A function inside a program being put together. */
interface Placed {
  readonly item: ObjectFunction;
  readonly code: Instructions;
  /** Bytes before it. */
  readonly start: number;
}

/**
 * Puts one program together: the entry function, then every function it reaches, each right after the first that calls it
 * (as libbpf orders them, so that the kernel computes the same tag), with maps, calls and kernel types filled in.
 */
export function linkProgram(input: LinkInput, entry: ObjectFunction): LinkedProgram {
  const linker = new Linker(input);
  linker.place(entry);
  return linker.finish(entry);
}

class Linker {
  readonly #input: LinkInput;
  readonly #placed = new Map<ObjectFunction, Placed>();
  #length = 0;

  constructor(input: LinkInput) {
    this.#input = input;
  }

  /** Appends the function and, one after the other, those it calls that are not there yet. */
  place(item: ObjectFunction): Placed {
    const known = this.#placed.get(item);
    if (known !== undefined) return known;
    const code = new Instructions(this.#fittedCode(item).slice());
    const placed = { item, code, start: this.#length };
    this.#placed.set(item, placed);
    this.#length += item.size;
    const relocations = within(this.#input.elf.relocations.get(item.section) ?? [], item);
    const byOffset = new Map(relocations.map((relocation) => [relocation.offset - item.offset, relocation]));
    for (let at = 0; at < code.length; at += code.width(at)) this.#relocate(placed, at, byOffset.get(at));
    return placed;
  }

  finish(entry: ObjectFunction): LinkedProgram {
    const instructions = new Uint8Array(this.#length);
    for (const { code, start } of this.#placed.values()) instructions.set(code.bytes, start);
    const { functions, lines } = this.#input.ext;
    return { entry, instructions, functionInfo: this.#records(functions), lineInfo: this.#records(lines) };
  }

  /** The function's instructions with the kernel's types in them. */
  #fittedCode(item: ObjectFunction): Uint8Array {
    const known = this.#input.fitted.get(item);
    if (known !== undefined) return known;
    const section = this.#input.elf.sections[item.section]!;
    const code = new Instructions(section.data.slice(item.offset, item.offset + item.size));
    for (const relocation of within(this.#input.ext.relocations.get(item.sectionName) ?? [], item)) {
      const at = relocation.offset - item.offset;
      try {
        if (at % INSTRUCTION_BYTES !== 0) throw new CoreRelocationError('not at the start of an instruction');
        patchInstruction(code, at, this.#input.resolver.resolve(relocation));
      } catch (error) {
        if (!(error instanceof CoreRelocationError)) throw error;
        throw new CoreRelocationError(`function '${item.name}', instruction ${at / INSTRUCTION_BYTES}: ${error.message}`);
      }
    }
    this.#input.fitted.set(item, code.bytes);
    return code.bytes;
  }

  /** Handles one instruction; `relocation` is what the ELF tables say about it. */
  #relocate(placed: Placed, at: number, relocation: ElfRelocation | undefined): void {
    const { item, code } = placed;
    const isCall = code.opcode(at) === CALL && code.source(at) === Pseudo.CALL;
    if (relocation === undefined) {
      // A call inside the same section needs no relocation: the distance is in the instruction.
      if (isCall) this.#call(placed, at, item.section, item.offset + at + distance(code, at));
      return;
    }
    const { symbol, type } = relocation;
    if (type === RELOCATION_CALL && isCall) {
      this.#call(placed, at, symbol.section, symbol.value + distance(code, at));
    } else if (type === RELOCATION_LOAD && code.isLoadImmediate64(at) && at + INSTRUCTION_BYTES < code.length) {
      this.#load(placed, at, relocation);
    } else {
      throw new MalformedObjectError(
        `function '${item.name}', instruction ${at / INSTRUCTION_BYTES}`,
        `relocation type ${type} does not go with opcode 0x${code.opcode(at).toString(16)}`,
      );
    }
  }

  #call(caller: Placed, at: number, section: number, offset: number): void {
    const callee = this.place(this.#input.functions.at(section, offset, caller.item));
    caller.code.setImmediate(at, (callee.start - (caller.start + at)) / INSTRUCTION_BYTES - 1);
  }

  #load(placed: Placed, at: number, { symbol }: ElfRelocation): void {
    const { item, code } = placed;
    const addend = code.immediate(at);
    const second = at + INSTRUCTION_BYTES;
    if (this.#input.elf.sections[symbol.section]?.executable) {
      // The address of a function, for a helper that calls back.
      const callee = this.place(this.#input.functions.at(symbol.section, symbol.value + addend, item));
      code.setSource(at, Pseudo.FUNCTION);
      code.setImmediate(at, (callee.start - (placed.start + at)) / INSTRUCTION_BYTES - 1);
      code.setImmediate(second, 0);
      return;
    }
    const offset = symbol.value + addend;
    const map = this.#input.maps.find(
      (candidate) => candidate.section === symbol.section && (candidate.isData || candidate.offset === offset),
    );
    if (map === undefined) {
      const section = this.#input.elf.sections[symbol.section];
      throw new MalformedObjectError(
        `function '${item.name}'`,
        `it loads the address of '${symbol.name}' in section ${section?.name ?? symbol.section}, which is no map`,
      );
    }
    code.setSource(at, map.isData ? Pseudo.MAP_VALUE : Pseudo.MAP_FD);
    code.setImmediate(at, map.fd);
    code.setImmediate(second, map.isData ? offset : 0);
  }

  /** Records of all placed functions with instruction numbers of the program; empty unless each function has one at its start. */
  #records(bySection: ReadonlyMap<string, RecordRows>): Uint8Array {
    const parts: Uint32Array[] = [];
    for (const { item, start } of this.#placed.values()) {
      const rows = bySection.get(item.sectionName);
      if (rows === undefined) return new Uint8Array(0);
      const part = rowsWithin(rows, item);
      if (part[0] !== item.offset) return new Uint8Array(0);
      for (let at = 0; at < part.length; at += rows.width) part[at] = (start + part[at]! - item.offset) / INSTRUCTION_BYTES;
      parts.push(part);
    }
    return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer)));
  }
}

/** Bytes from a call to what it calls, before linking. */
function distance(code: Instructions, at: number): number {
  return (code.immediate(at) + 1) * INSTRUCTION_BYTES;
}

/** The records inside one function, of a list sorted by offset. */
function within<T extends { readonly offset: number }>(records: readonly T[], item: ObjectFunction): readonly T[] {
  const offsetAt = (index: number): number => records[index]!.offset;
  return records.slice(firstFrom(item.offset, records.length, offsetAt), firstFrom(item.offset + item.size, records.length, offsetAt));
}

/** A copy of the rows that belong to one function. */
function rowsWithin({ words, width }: RecordRows, item: ObjectFunction): Uint32Array {
  const count = words.length / width;
  const offsetAt = (row: number): number => words[row * width]!;
  return words.slice(firstFrom(item.offset, count, offsetAt) * width, firstFrom(item.offset + item.size, count, offsetAt) * width);
}

/** Index of the first of `count` sorted records whose offset is at least `offset`. */
function firstFrom(offset: number, count: number, offsetAt: (index: number) => number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsetAt(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
