/** `enum bpf_map_type` of linux/bpf.h, as far as the loader treats one specially. */
export const MapType = {
  HASH: 1,
  ARRAY: 2,
  PROG_ARRAY: 3,
  PERCPU_HASH: 5,
  PERCPU_ARRAY: 6,
  LRU_HASH: 9,
  LRU_PERCPU_HASH: 10,
  ARRAY_OF_MAPS: 12,
  HASH_OF_MAPS: 13,
  RINGBUF: 27,
} as const;

/** Map creation flags of linux/bpf.h. */
export const MapFlag = {
  /** Programs may only read. */
  RDONLY_PROG: 1 << 7,
  /** User space may map the values into its memory (arrays, Linux 5.5). */
  MMAPABLE: 1 << 10,
} as const;

export function isPerCpu(type: number): boolean {
  return type === MapType.PERCPU_HASH || type === MapType.PERCPU_ARRAY || type === MapType.LRU_PERCPU_HASH;
}

/** Maps whose values the kernel lets be described by BTF, so that spin locks, timers and `bpftool map dump` work. */
export function takesBtf(type: number): boolean {
  const types: readonly number[] = [
    MapType.HASH,
    MapType.ARRAY,
    MapType.PERCPU_HASH,
    MapType.PERCPU_ARRAY,
    MapType.LRU_HASH,
    MapType.LRU_PERCPU_HASH,
  ];
  return types.includes(type);
}
