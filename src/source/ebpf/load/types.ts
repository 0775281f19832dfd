/** The shapes other rooms see: what a loaded object offers and how loading is asked for. */

/** What a global variable of the object is set to before the programs are verified. */
export type GlobalValue = number | bigint | boolean | Uint8Array;

export interface LoadOptions {
  /** `max_entries` by map name, in place of the object's own; for a ring buffer its size in bytes (rounded up to what the kernel takes). */
  readonly mapEntries?: Readonly<Record<string, number>>;
  /** Initial values of global variables (`const volatile` ones too), by C name. An array or struct is given as its bytes. */
  readonly globals?: Readonly<Record<string, GlobalValue>>;
  /** Load only these programs (C function names); all when absent. */
  readonly programs?: readonly string[];
  /** The kernel's types as raw BTF; `/sys/kernel/btf/vmlinux` when absent. */
  readonly kernelBtf?: Uint8Array;
}

/** A map in the kernel. Keys of arrays are given as their index. */
export interface BpfMap {
  readonly name: string;
  readonly fd: number;
  /** `enum bpf_map_type` of linux/bpf.h. */
  readonly type: number;
  /** Bytes. */
  readonly keySize: number;
  /** Bytes of one value; of a per-CPU map: of one CPU's value. */
  readonly valueSize: number;
  readonly maxEntries: number;
  /** `BPF_F_*` creation flags. */
  readonly flags: number;
  /**
   * A copy of the value at `key`, or undefined when there is none. Of a per-CPU map: the values of all possible CPUs one
   * after the other, each padded to a multiple of 8 bytes.
   */
  lookup(key: number | Uint8Array): Uint8Array | undefined;
  /** Puts `value` (as long as `lookup` returns) at `key`. */
  update(key: number | Uint8Array, value: Uint8Array): void;
  /** Writes the first elements of an array map in one call: `values` holds them packed, `valueSize` bytes each. */
  updateAll(values: Uint8Array): void;
}

/** A program the kernel has verified and accepted. */
export interface LoadedProgram {
  /** The C function's name. */
  readonly name: string;
  /** ELF section it came from, as `tp_btf/sys_enter`. */
  readonly section: string;
  readonly fd: number;
  /** Instructions handed to the kernel, subprograms included (8 bytes each). */
  readonly instructions: number;
}

/** Where a global variable lives: in the map named like its section, at `offset` bytes of the only value. */
export interface GlobalVariable {
  readonly map: string;
  readonly offset: number;
  readonly size: number;
}

/** Milliseconds spent in each phase of loading, in the order of their run. */
export type LoadPhases = Readonly<Record<'libc' | 'object' | 'kernelBtf' | 'maps' | 'programBtf' | 'relocate' | 'verify', number>>;

/** An object whose maps and programs are in the kernel. */
export interface LoadedObject {
  readonly maps: ReadonlyMap<string, BpfMap>;
  readonly programs: ReadonlyMap<string, LoadedProgram>;
  readonly variables: ReadonlyMap<string, GlobalVariable>;
  readonly phases: LoadPhases;
  /** The map of that name; throws when the object has none. */
  map(name: string): BpfMap;
  /** Attaches the named programs in that order (all loaded ones when absent); those already attached are left alone. */
  attach(names?: readonly string[]): void;
  /** Runs an attached iterator's program once for each object of its kind; false when it is not attached or the kernel refuses. */
  iterate(name: string): boolean;
  /** Detaches every program; maps and their content stay. */
  detach(): void;
  /** Detaches and gives every descriptor back. Memory mapped from a map stays readable until it is unmapped. */
  close(): void;
}
