import { type Libc, type Mapping, openLibc } from '../load/index.ts';

/** Layout and bits of linux/bpf.h (`BPF_RINGBUF_*`): a record is a header of 8 bytes, its length in the first four, then the data. */
const HEADER_BYTES = 8;
const DISCARDED = 0x4000_0000;
const LENGTH_MASK = 0x3fff_ffff;
/** Offsets stay below 2^31, where `&` and `>>` work on whole numbers. */
const MAX_BYTES = 1 << 29;
/**
 * x86 processors keep loads in their order, so that what is read after a finished header is what the producer wrote before it. Others
 * need an ordered load for that, which costs three times more.
 */
const KEEPS_LOAD_ORDER = process.arch === 'x64';

/**
 * Reads a BPF ring buffer where the kernel wrote it (Documentation/bpf/ringbuf.rst): the first page holds our position and is
 * ours to write, the next the producer's, then the data follows twice, so that a record that wraps around the end still lies in
 * one piece. Nothing is copied and nothing allocated per record; a batch costs two 64-bit numbers.
 *
 *     ring.begin();
 *     for (let at = ring.next(); at >= 0; at = ring.next()) read(ring.view, at, ring.length);
 *     ring.commit();
 *
 * `bytes` and `view` are read-only memory: writing to them ends the process at once.
 */
export class Ring {
  /** The data area, twice in a row: offsets from `next` point into it. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes the ring holds. */
  readonly size: number;
  /** Bytes of the record `next` came to. */
  length = 0;

  readonly #mask: number;
  readonly #headers: Int32Array;
  readonly #consumer: BigInt64Array;
  readonly #producer: BigInt64Array;
  readonly #mappings: readonly Mapping[];
  /** Where the kernel believes us to be: bytes since the ring was made. */
  #committed: bigint;
  /** Where that is in the data area. */
  #start: number;
  /** Bytes from there to what the producer had written when the batch began, and how far this batch has come. */
  #available = 0;
  #advanced = 0;

  /** Opens the ring buffer map of descriptor `fd` with its `maxEntries` bytes. Throws KernelCallError when it cannot be mapped. */
  static async open(fd: number, size: number): Promise<Ring> {
    return new Ring(await openLibc(), fd, size);
  }

  constructor(libc: Libc, fd: number, size: number) {
    if (size < libc.pageSize || size > MAX_BYTES || (size & (size - 1)) !== 0) throw new RangeError(`a ring buffer of ${size} bytes`);
    const page = libc.pageSize;
    const own = libc.map(fd, page, 0, 'read-write');
    let shared: Mapping;
    try {
      shared = libc.map(fd, page + 2 * size, page, 'read');
    } catch (error) {
      own.unmap();
      throw error;
    }
    this.#mappings = [own, shared];
    this.size = size;
    this.#mask = size - 1;
    this.#consumer = new BigInt64Array(own.buffer, 0, 1);
    this.#producer = new BigInt64Array(shared.buffer, 0, 1);
    this.#headers = new Int32Array(shared.buffer, page, (2 * size) / 4);
    this.bytes = new Uint8Array(shared.buffer, page, 2 * size);
    this.view = new DataView(shared.buffer, page, 2 * size);
    this.#committed = Atomics.load(this.#consumer, 0);
    this.#start = Number(this.#committed & BigInt(this.#mask));
  }

  /** Bytes the producer has written and nobody has given back: records being written and their headers count. */
  get waitingBytes(): number {
    return Number(Atomics.load(this.#producer, 0) - this.#committed);
  }

  /** Begins a batch: what is in the ring now. Returns its bytes, of which the last may belong to records still being written. */
  begin(): number {
    this.commit();
    this.#available = this.waitingBytes;
    return this.#available;
  }

  /** Offset of the next record of the batch in `bytes`, its length in `length`; -1 at the end, or at a record still being written. */
  next(): number {
    const end = this.#available;
    let advanced = this.#advanced;
    while (advanced < end) {
      const position = (this.#start + advanced) & this.#mask;
      const header = KEEPS_LOAD_ORDER ? this.#headers[position >> 2]! : Atomics.load(this.#headers, position >> 2);
      // The busy bit is the sign bit.
      if (header < 0) break;
      const length = header & LENGTH_MASK;
      advanced += (length + HEADER_BYTES + 7) & ~7;
      if ((header & DISCARDED) !== 0) continue;
      this.#advanced = advanced;
      this.length = length;
      return position + HEADER_BYTES;
    }
    this.#advanced = advanced;
    return -1;
  }

  /** Lengthens the batch by what has come meanwhile, without giving anything back. Returns its bytes. */
  extend(): number {
    this.#available = this.waitingBytes;
    return this.#available;
  }

  /** Gives the records so far, the current one too, back to the producer; the batch can go on. */
  commit(): void {
    this.#giveBack(this.#advanced);
  }

  /** Bytes of the batch before the record at offset `at`: the order in which records were written. */
  before(at: number): number {
    return (at - HEADER_BYTES - this.#start) & this.#mask;
  }

  /** Gives the records before the one at offset `at` back to the producer, which must be one that `next` came to in this batch. */
  commitBefore(at: number): void {
    this.#giveBack(this.before(at));
  }

  #giveBack(bytes: number): void {
    if (bytes === 0) return;
    this.#committed += BigInt(bytes);
    this.#start = (this.#start + bytes) & this.#mask;
    this.#available -= bytes;
    this.#advanced -= bytes;
    Atomics.store(this.#consumer, 0, this.#committed);
  }

  /** Unmaps the ring. `bytes` and `view` are empty from then on, and records in them are gone. */
  close(): void {
    this.#available = 0;
    this.#advanced = 0;
    for (const mapping of this.#mappings) mapping.unmap();
  }
}
