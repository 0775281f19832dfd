import os from 'node:os';

const MIB = 1 << 20;

/** What a CPU writes in 40 ms at most: what a reader with a CPU of its own needs. */
const BYTES_PER_CPU = 8 * MIB;
/**
 * On a busy machine a reader may wait for its turn much longer: 300 ms were seen with two CPUs and eight programs that wanted them. A program
 * that does nothing but short calls makes 210 MB/s of events, so that this much is 600 ms of it. It stays in memory, never swapped, and so
 * is not taken where it is more than 1/64 of what there is.
 */
const BYTES_MAX = 128 * MIB;
const BYTES_MIN = 32 * MIB;
const SHARE_OF_MEMORY = 64;
/** More is not mapped: offsets into the ring, which lies in memory twice, stay below 2^31. */
const BYTES_LIMIT = 512 * MIB;

/** Bytes this process may use: those of the machine, or what its control group has of them. */
function memoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(os.totalmem(), constrained) : os.totalmem();
}

/**
 * Bytes of the ring when each CPU is to have so many, or as many as are good for it; rounded up to a power of two, as the kernel
 * wants it, by whoever makes the ring.
 */
export function ringBytesFor(bytesPerCpu: number | undefined, cpus: number, memory: number = memoryBytes()): number {
  if (bytesPerCpu !== undefined) return Math.min(BYTES_LIMIT, bytesPerCpu * cpus);
  const affordable = 2 ** Math.floor(Math.log2(memory / SHARE_OF_MEMORY));
  return Math.min(BYTES_MAX, Math.max(BYTES_MIN, BYTES_PER_CPU * cpus, affordable));
}
