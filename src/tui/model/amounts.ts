import { comparable, meaningOf, type Sample } from '../../chisel/view/index.ts';

/**
 * The numbers of the rows of some samples, the oldest first. Samples themselves are not kept: their thousands of values would
 * live just long enough for the collector of what is not needed any more to move all of them, twice.
 */
export class Amounts {
  readonly #max: number;
  /** Which shown columns have a number that means an amount. */
  readonly columns: readonly number[];
  /** By key: the place of the row in each of the lists. */
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  #used = 0;
  /** By place: number of the last sample that had the row. */
  #seen = new Uint32Array(64);
  /** One a sample: by place the numbers of all columns; 0 where it did not have the row. */
  readonly #samples: Float64Array[] = [];
  #taken = 0;

  /** @param max of so many samples, the last ones, numbers are kept */
  constructor(like: Sample, max: number) {
    this.#max = max;
    this.columns = comparable(like.columns);
  }

  /** How many samples there are. */
  get length(): number {
    return this.#samples.length;
  }

  /** Rows there is room for. */
  get places(): number {
    return this.#seen.length;
  }

  /** Takes in another sample of the same view. */
  add({ rows, columns, seconds }: Sample): void {
    const number = ++this.#taken;
    const width = this.columns.length;
    if (this.#places.size > 2 * rows.length + 64) this.#forget(number - this.#max);
    const gone = this.#samples.length >= this.#max ? this.#samples.shift() : undefined;
    this.#samples.push(gone?.fill(0) ?? new Float64Array(this.#seen.length * width));
    for (const row of rows) {
      const place = this.#places.get(row.keyText) ?? this.#place(row.keyText);
      this.#seen[place] = number;
      // The lists may have become longer.
      const values = this.#samples.at(-1)!;
      for (let c = 0; c < width; c++) {
        const at = this.columns[c]!;
        values[place * width + c] = Number(meaningOf(columns[at]!, row.values[at]!, row.counts[at]!, seconds));
      }
    }
  }

  /** The numbers of a row in each sample. @param column a place in {@link columns} */
  of(key: string, column: number): number[] {
    const place = this.#places.get(key);
    const at = (place ?? 0) * this.columns.length + column;
    return this.#samples.map((values) => (place === undefined ? 0 : values[at]!));
  }

  #place(key: string): number {
    const place = this.#free.pop() ?? this.#used++;
    if (place >= this.#seen.length) this.#grow();
    this.#places.set(key, place);
    return place;
  }

  #grow(): void {
    const size = 2 * this.#seen.length;
    const larger = <T extends Uint32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#seen = larger(this.#seen, new Uint32Array(size));
    for (const [i, values] of this.#samples.entries()) {
      this.#samples[i] = larger(values, new Float64Array(size * this.columns.length));
    }
  }

  /** Rows that no sample had after this one are not known any more. */
  #forget(number: number): void {
    for (const [key, place] of this.#places) {
      if (this.#seen[place]! > number) continue;
      this.#places.delete(key);
      this.#free.push(place);
    }
  }
}
