import { type BpfMap, type Libc, type Mapping, openLibc } from '../load/index.ts';

/** `BPF_F_MMAPABLE` of linux/bpf.h. */
const MMAPABLE = 1 << 10;

/**
 * The values of an array map made with BPF_F_MMAPABLE, as memory shared with the kernel. Reading it is no system call, and it stays
 * readable when the process has given up its privileges or the map's descriptor is closed.
 */
export class MappedArray {
  /** Values one after the other, `stride` bytes apart. Mapped for reading only, a write to it ends the process at once. */
  readonly view: DataView;
  /** The same as 64-bit words; `Atomics` keep both halves of one together. */
  readonly words: BigUint64Array;
  readonly count: number;
  /** Bytes from one value to the next: the value's size, rounded up to 8. */
  readonly stride: number;
  readonly #mapping: Mapping;

  /** Maps the array, for writing too if asked. Throws RangeError for a map that cannot be mapped, KernelCallError when the kernel refuses. */
  static async open(map: BpfMap, options: { readonly writable?: boolean } = {}): Promise<MappedArray> {
    return new MappedArray(await openLibc(), map, options.writable ?? false);
  }

  constructor(libc: Libc, map: BpfMap, writable: boolean) {
    if ((map.flags & MMAPABLE) === 0) throw new RangeError(`the map '${map.name}' was not made to be mapped (BPF_F_MMAPABLE)`);
    this.count = map.maxEntries;
    this.stride = Math.ceil(map.valueSize / 8) * 8;
    const length = this.count * this.stride;
    this.#mapping = libc.map(map.fd, length, 0, writable ? 'read-write' : 'read');
    this.view = new DataView(this.#mapping.buffer, 0, length);
    this.words = new BigUint64Array(this.#mapping.buffer, 0, length / 8);
  }

  /** The 64-bit number `offset` bytes (a multiple of 8) into value `index`. Exact up to 2^53. */
  u64(index: number, offset = 0): number {
    return Number(Atomics.load(this.words, (index * this.stride + offset) / 8));
  }

  /** The sum of that number over all values: counters with a value for each CPU. */
  sum(offset = 0): number {
    let total = 0;
    for (let index = 0; index < this.count; index++) total += this.u64(index, offset);
    return total;
  }

  /** Unmaps the memory; `view` and `words` are empty from then on. */
  close(): void {
    this.#mapping.unmap();
  }
}
