import { type ByteWriter, FixedText, type FlagSet } from '../../event/index.ts';

/** Texts kept for a set; a program cannot fill memory by calling with ever other values. */
const mostTexts = 4096;

/** Numbers of a set with their names, as a list of arguments shows them: `4097(O_RDONLY|O_CLOEXEC)`. */
export class NamedNumbers {
  readonly #set: FlagSet;
  readonly #nameOf: (set: FlagSet, value: number) => string;
  readonly #label: string;
  readonly #known = new Map<number, FixedText>();
  #last = -1;
  #lastText = new FixedText('');

  /**
   * @param nameOf the names of a value, '' where it has none
   * @param label what stands in front of each number
   */
  constructor(set: FlagSet, nameOf: (set: FlagSet, value: number) => string, label = '') {
    this.#set = set;
    this.#nameOf = nameOf;
    this.#label = label;
  }

  /** The same with something in front. */
  behind(label: string): NamedNumbers {
    return new NamedNumbers(this.#set, this.#nameOf, label);
  }

  /** The names of a value, '' where it has none. */
  name(value: number): string {
    return this.#nameOf(this.#set, value);
  }

  write(value: number, out: ByteWriter): void {
    out.fixed(this.text(value));
  }

  /** What {@link write} writes. */
  text(value: number): FixedText {
    // Programs call the same way again and again.
    if (value !== this.#last) {
      this.#lastText = this.#known.get(value) ?? this.#make(value);
      this.#last = value;
    }
    return this.#lastText;
  }

  #make(value: number): FixedText {
    const name = this.name(value);
    const text = new FixedText(this.#label + (name === '' ? String(value) : `${value}(${name})`));
    if (this.#known.size < mostTexts) this.#known.set(value, text);
    return text;
  }
}
