/** Entries of a chunk. */
const chunkSize = 65_536;

interface Chunk {
  readonly time: Float64Array;
  readonly num: Float64Array;
}

/** Places of events in a store: time and number of each, in chunks, the oldest of which go where there are too many. */
export class Positions {
  readonly #max: number;
  readonly #chunkSize: number;
  #chunks: Chunk[] = [];
  length = 0;
  /** How many had to go. */
  left = 0;

  constructor(max: number) {
    this.#max = max;
    this.#chunkSize = Math.max(1, Math.min(chunkSize, Math.ceil(max / 4)));
  }

  push(time: number, num: number): void {
    const size = this.#chunkSize;
    const at = this.length % size;
    if (at === 0) {
      if (this.length >= this.#max) {
        this.#chunks.shift();
        this.length -= size;
        this.left += size;
      }
      this.#chunks.push({ time: new Float64Array(size), num: new Float64Array(size) });
    }
    const chunk = this.#chunks.at(-1)!;
    chunk.time[at] = time;
    chunk.num[at] = num;
    this.length++;
  }

  /** NaN where there is none. */
  time(index: number): number {
    return this.#chunks[Math.floor(index / this.#chunkSize)]?.time[index % this.#chunkSize] ?? Number.NaN;
  }

  num(index: number): number {
    return this.#chunks[Math.floor(index / this.#chunkSize)]?.num[index % this.#chunkSize] ?? Number.NaN;
  }

  clear(): void {
    this.#chunks = [];
    this.length = 0;
    this.left = 0;
  }
}
