import fs from 'node:fs';
import { attachProgram, runIterator } from './attach.ts';
import { Bpf } from './bpf.ts';
import { Btf } from './btf.ts';
import { type BtfExt, parseBtfExt } from './btf-ext.ts';
import { fixUpBtf } from './btf-fixup.ts';
import { latin1 } from './bytes.ts';
import { CoreResolver, indexKernelTypes, wantedNames } from './core.ts';
import { type ElfObject, findSection, parseElf } from './elf.ts';
import { MalformedObjectError, NotSupportedError } from './errors.ts';
import { FunctionTable, type ObjectFunction } from './functions.ts';
import { isOlderThan } from './kernel.ts';
import { openKernelBtf } from './kernel-btf.ts';
import { openLibc } from './libc.ts';
import { type LinkedProgram, type LinkInput, linkProgram } from './link.ts';
import { dataMaps, declaredMaps, globalVariables, type MapDefinition, setGlobals } from './map-definition.ts';
import { createMap, type KernelMap } from './maps.ts';
import { loadObjectBtf } from './object-btf.ts';
import { type KernelProgram, loadProgram, targetName } from './program.ts';
import { programKind } from './program-kind.ts';
import type { BpfMap, GlobalVariable, LoadedObject, LoadOptions, LoadPhases } from './types.ts';

/** From this release on memory of maps and programs is counted by control groups, no longer as locked memory. */
const KERNEL_WITHOUT_MEMLOCK = '5.11';

/**
 * Puts a compiled eBPF object into the kernel: creates its maps, fits its code to the running kernel's types (CO-RE), and has
 * the verifier accept its programs. Nothing runs before `attach`. On failure nothing is left behind, and the error's class says
 * which cause it was (errors.ts); RangeError stands for options that do not fit the object.
 */
export async function loadObject(bytes: Uint8Array, options: LoadOptions = {}): Promise<LoadedObject> {
  const watch = new Stopwatch();
  const bpf = new Bpf(await openLibc());
  watch.lap('libc');
  const parsed = parseObject(bytes, options);
  watch.lap('object');
  const object = new ObjectInKernel(bpf, parsed, watch);
  try {
    await object.load(options);
  } catch (error) {
    object.close();
    throw error;
  }
  return object;
}

/** All that can be known about an object without the kernel. */
interface ParsedObject {
  readonly elf: ElfObject;
  readonly btf: Btf;
  readonly ext: BtfExt;
  readonly functions: FunctionTable;
  readonly entries: readonly ObjectFunction[];
  readonly license: string;
  readonly maps: readonly MapDefinition[];
  readonly variables: ReadonlyMap<string, GlobalVariable>;
}

/** Reads and checks the object. Throws MalformedObjectError or NotSupportedError for the object, RangeError for the options. */
export function parseObject(bytes: Uint8Array, options: LoadOptions = {}): ParsedObject {
  const elf = parseElf(bytes);
  const need = (name: string): Uint8Array => {
    const section = findSection(elf, name);
    if (section === undefined) throw new MalformedObjectError('object file', `no section ${name}`);
    return section.data;
  };
  // A copy: its records are corrected, and the caller's bytes stay what they were.
  const btf = new Btf(need('.BTF').slice(), 'section .BTF');
  fixUpBtf(btf, elf);
  refuseExterns(elf);
  const ext = parseBtfExt(need('.BTF.ext'), btf);
  const functions = new FunctionTable(elf);
  const data = dataMaps(btf, elf);
  const variables = globalVariables(btf, data);
  setGlobals(data, variables, options.globals ?? {});
  const maps = [...declaredMaps(btf, elf), ...data];
  for (const name of Object.keys(options.mapEntries ?? {})) {
    if (!maps.some((map) => map.name === name)) throw new RangeError(`the object has no map '${name}'`);
  }
  return { elf, btf, ext, functions, entries: chooseEntries(functions, options), license: licenseText(elf), maps, variables };
}

function chooseEntries(functions: FunctionTable, options: LoadOptions): readonly ObjectFunction[] {
  const all = functions.entryPoints;
  if (all.length === 0) throw new MalformedObjectError('object file', 'no program in it');
  // A question mark before the section's name means: only when asked for.
  if (options.programs === undefined) return all.filter((entry) => !entry.sectionName.startsWith('?'));
  return options.programs.map((name) => {
    const found = all.find((entry) => entry.name === name);
    if (found === undefined) throw new RangeError(`the object has no program '${name}'`);
    return found;
  });
}

/** Symbols other than the object's own: kernel functions, kernel configuration. */
function refuseExterns(elf: ElfObject): void {
  for (const [section, relocations] of elf.relocations) {
    const extern = relocations.find((relocation) => relocation.symbol.section === 0)?.symbol;
    if (extern === undefined || elf.sections[section]?.executable !== true) continue;
    throw new NotSupportedError(
      `the object uses the extern '${extern.name}', which this loader does not do`,
      'rebuild the probe object without it',
    );
  }
}

function licenseText(elf: ElfObject): string {
  const data = findSection(elf, 'license')?.data ?? new Uint8Array(0);
  const end = data.indexOf(0);
  return latin1(data, 0, end < 0 ? data.length : end);
}

class ObjectInKernel implements LoadedObject {
  readonly maps = new Map<string, KernelMap>();
  readonly programs = new Map<string, KernelProgram>();
  readonly variables: ReadonlyMap<string, GlobalVariable>;
  readonly #bpf: Bpf;
  readonly #parsed: ParsedObject;
  readonly #watch: Stopwatch;
  readonly #links = new Map<string, number[]>();
  #btfFd = -1;

  constructor(bpf: Bpf, parsed: ParsedObject, watch: Stopwatch) {
    this.#bpf = bpf;
    this.#parsed = parsed;
    this.#watch = watch;
    this.variables = parsed.variables;
  }

  get phases(): LoadPhases {
    return this.#watch.phases;
  }

  async load(options: LoadOptions): Promise<void> {
    const { btf, license } = this.#parsed;
    if (isOlderThan(KERNEL_WITHOUT_MEMLOCK)) this.#bpf.liftMemoryLock();
    this.#btfFd = loadObjectBtf(this.#bpf, btf);
    this.#watch.lap('programBtf');
    for (const definition of this.#parsed.maps) {
      this.maps.set(definition.name, createMap(this.#bpf, definition, this.#btfFd, options.mapEntries?.[definition.name]));
    }
    this.#watch.lap('maps');
    const source = options.kernelBtf === undefined ? openKernelBtf(this.#bpf.libc) : { bytes: options.kernelBtf, release: () => {} };
    try {
      const kernel = new Btf(source.bytes, 'kernel BTF');
      const index = indexKernelTypes(kernel, this.#wantedTypes());
      this.#watch.lap('kernelBtf');
      const linked = this.#link(new CoreResolver(btf, kernel, index));
      this.#watch.lap('relocate');
      const context = { bpf: this.#bpf, license, btfFd: this.#btfFd, kernel, index };
      const outcomes = await Promise.allSettled(linked.map((program) => loadProgram(context, program)));
      for (const outcome of outcomes) if (outcome.status === 'fulfilled') this.programs.set(outcome.value.name, outcome.value);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    } finally {
      source.release();
    }
    this.#watch.lap('verify');
  }

  /** Names to look up in the kernel's types: those the code depends on and those that programs attach to. */
  #wantedTypes(): Set<string> {
    const { btf, ext, entries } = this.#parsed;
    const names = wantedNames(btf, [...ext.relocations.values()].flat());
    for (const entry of entries) names.add(targetName(programKind(entry.sectionName)));
    return names;
  }

  #link(resolver: CoreResolver): LinkedProgram[] {
    const { elf, ext, functions, entries } = this.#parsed;
    const maps = this.#parsed.maps.map((definition) => ({
      fd: this.map(definition.name).fd,
      section: definition.section,
      offset: definition.offset,
      isData: definition.content !== undefined,
    }));
    const input: LinkInput = { elf, ext, functions, maps, resolver, fitted: new Map() };
    return entries.map((entry) => linkProgram(input, entry));
  }

  map(name: string): BpfMap {
    const map = this.maps.get(name);
    if (map === undefined) throw new RangeError(`the object has no map '${name}'`);
    return map;
  }

  attach(names: readonly string[] = [...this.programs.keys()]): void {
    for (const name of names) {
      const program = this.programs.get(name);
      if (program === undefined) throw new RangeError(`the object has no program '${name}'`);
      if (!this.#links.has(name)) this.#links.set(name, attachProgram(this.#bpf, program));
    }
  }

  iterate(name: string): boolean {
    const link = this.#links.get(name)?.[0];
    return link !== undefined && runIterator(this.#bpf, link);
  }

  detach(): void {
    for (const fds of this.#links.values()) for (const fd of fds) fs.closeSync(fd);
    this.#links.clear();
  }

  close(): void {
    this.detach();
    for (const program of this.programs.values()) fs.closeSync(program.fd);
    for (const map of this.maps.values()) map.close();
    if (this.#btfFd >= 0) fs.closeSync(this.#btfFd);
    this.#btfFd = -1;
    this.programs.clear();
    this.maps.clear();
  }
}

/** Milliseconds between laps. */
class Stopwatch {
  readonly phases: Record<keyof LoadPhases, number> = { libc: 0, object: 0, programBtf: 0, maps: 0, kernelBtf: 0, relocate: 0, verify: 0 };
  #last = performance.now();

  lap(phase: keyof LoadPhases): void {
    const now = performance.now();
    this.phases[phase] = now - this.#last;
    this.#last = now;
  }
}
