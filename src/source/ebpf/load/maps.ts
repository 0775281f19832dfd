import fs from 'node:fs';
import { Attr } from './attr.ts';
import { type Bpf, BpfCommand } from './bpf.ts';
import { Errno } from './errno.ts';
import { KernelTooOldError } from './errors.ts';
import { isOlderThan, kernelRelease, possibleCpus } from './kernel.ts';
import type { MapDefinition } from './map-definition.ts';
import { isPerCpu, MapType, takesBtf } from './map-kinds.ts';
import { refusal } from './refusal.ts';
import type { BpfMap } from './types.ts';

const INDEX_BYTES = 4;
const RING_BUFFER_KERNEL = '5.8';

/**
 * Creates the map in the kernel, with `maxEntries` in place of the object's own number if given. `btfFd` describes key and value;
 * a kernel that does not like the description gets the map without.
 */
export function createMap(bpf: Bpf, definition: MapDefinition, btfFd: number, maxEntries = definition.maxEntries): KernelMap {
  const entries = definition.type === MapType.RINGBUF ? ringBytes(maxEntries, bpf.libc.pageSize) : maxEntries;
  // Layout: the first anonymous struct of `union bpf_attr`.
  const attr = (): Attr =>
    new Attr(60)
      .u32(0, definition.type)
      .u32(4, definition.keySize)
      .u32(8, definition.valueSize)
      .u32(12, entries)
      .u32(16, definition.flags)
      .u32(24, definition.numaNode ?? 0)
      .objectName(28, definition.name);
  let fd = -Errno.EINVAL;
  if (btfFd >= 0 && takesBtf(definition.type) && definition.valueType !== 0) {
    fd = bpf.call(BpfCommand.MAP_CREATE, attr().u32(48, btfFd).u32(52, definition.keyType).u32(56, definition.valueType));
  }
  if (fd < 0) fd = bpf.call(BpfCommand.MAP_CREATE, attr());
  if (fd < 0) {
    if (definition.type === MapType.RINGBUF && fd === -Errno.EINVAL && isOlderThan(RING_BUFFER_KERNEL)) {
      throw new KernelTooOldError('the BPF ring buffer', RING_BUFFER_KERNEL, kernelRelease());
    }
    throw refusal(`create the map '${definition.name}'`, -fd);
  }
  const map = new KernelMap(bpf, definition, entries, fd);
  if (definition.content !== undefined) fillDataMap(bpf, map, definition);
  return map;
}

/** A ring buffer is a power of two pages; the next one that holds `bytes`. */
function ringBytes(bytes: number, pageSize: number): number {
  let size = pageSize;
  while (size < bytes) size *= 2;
  return size;
}

function fillDataMap(bpf: Bpf, map: KernelMap, definition: MapDefinition): void {
  if (definition.content!.some((byte) => byte !== 0)) map.update(0, definition.content!);
  if (!definition.isReadOnly) return;
  // Kernels from 5.2 on freeze; on one that does not, the variables are only not constants for the verifier.
  bpf.call(BpfCommand.MAP_FREEZE, new Attr(4).u32(0, map.fd));
}

/** A map of ours; see BpfMap. */
export class KernelMap implements BpfMap {
  readonly name: string;
  readonly fd: number;
  readonly type: number;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
  readonly #bpf: Bpf;

  constructor(bpf: Bpf, definition: MapDefinition, maxEntries: number, fd: number) {
    this.#bpf = bpf;
    this.name = definition.name;
    this.fd = fd;
    this.type = definition.type;
    this.keySize = definition.keySize;
    this.valueSize = definition.valueSize;
    this.maxEntries = maxEntries;
    this.flags = definition.flags;
  }

  lookup(key: number | Uint8Array): Uint8Array | undefined {
    const value = new Uint8Array(this.#exchangeBytes());
    const result = this.#bpf.call(BpfCommand.MAP_LOOKUP_ELEM, this.#elementAttr(key, value));
    if (result === -Errno.ENOENT) return undefined;
    if (result < 0) throw refusal(`read the map '${this.name}'`, -result);
    return value;
  }

  update(key: number | Uint8Array, value: Uint8Array): void {
    const wanted = this.#exchangeBytes();
    if (value.length !== wanted) throw new RangeError(`a value of the map '${this.name}' has ${wanted} bytes, not ${value.length}`);
    const result = this.#bpf.call(BpfCommand.MAP_UPDATE_ELEM, this.#elementAttr(key, value));
    if (result < 0) throw refusal(`write the map '${this.name}'`, -result);
  }

  updateAll(values: Uint8Array): void {
    const count = values.length / this.valueSize;
    if (!Number.isInteger(count) || count > this.maxEntries || isPerCpu(this.type)) {
      throw new RangeError(`${values.length} bytes are no row of values of ${this.valueSize} bytes for the map '${this.name}'`);
    }
    if (count === 0) return;
    const keys = new Uint32Array(count).map((_, index) => index);
    const attr = new Attr(56).pointer(16, new Uint8Array(keys.buffer)).pointer(24, values).u32(32, count).u32(36, this.fd);
    const result = this.#bpf.call(BpfCommand.MAP_UPDATE_BATCH, attr);
    if (result >= 0) return;
    if (result === -Errno.EPERM) throw refusal(`write the map '${this.name}'`, -result);
    // Batches came to arrays with 5.6; wherever one is refused, single writes do the same or say why not.
    for (let index = 0; index < count; index++) this.update(index, values.subarray(index * this.valueSize, (index + 1) * this.valueSize));
  }

  /** Gives the descriptor back. */
  close(): void {
    fs.closeSync(this.fd);
  }

  #elementAttr(key: number | Uint8Array, value: Uint8Array): Attr {
    return new Attr(32).u32(0, this.fd).pointer(8, this.#keyBytes(key)).pointer(16, value);
  }

  #keyBytes(key: number | Uint8Array): Uint8Array {
    if (typeof key !== 'number') {
      if (key.length !== this.keySize) throw new RangeError(`a key of the map '${this.name}' has ${this.keySize} bytes, not ${key.length}`);
      return key;
    }
    if (this.keySize !== INDEX_BYTES)
      throw new RangeError(`keys of the map '${this.name}' have ${this.keySize} bytes, so that a number is none`);
    return new Uint8Array(Uint32Array.of(key).buffer);
  }

  /** Bytes that go to or come from the kernel for one element. */
  #exchangeBytes(): number {
    return isPerCpu(this.type) ? Math.ceil(this.valueSize / 8) * 8 * possibleCpus() : this.valueSize;
  }
}
