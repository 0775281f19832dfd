import { type ByteWriter, FixedText, type FlagSet } from '../../event/index.ts';

/** Texts kept for a set; a program cannot fill memory by calling with ever other values. */
const mostTexts = 4096;

/** Numbers of a set with their names, as a list of arguments shows them: `4097(O_RDONLY|O_CLOEXEC)`. */
export class NamedNumbers {
  readonly #set: FlagSet;
  readonly #nameOf: (set: FlagSet, value: number) => string;
  readonly #known = new Map<number, FixedText>();
  #last = -1;
  #lastText = new FixedText('');

  /** @param nameOf the names of a value, '' where it has none */
  constructor(set: FlagSet, nameOf: (set: FlagSet, value: number) => string) {
    this.#set = set;
    this.#nameOf = nameOf;
  }

  /** The names of a value, '' where it has none. */
  name(value: number): string {
    return this.#nameOf(this.#set, value);
  }

  write(value: number, out: ByteWriter): void {
    // Programs call the same way again and again.
    if (value !== this.#last) {
      this.#lastText = this.#known.get(value) ?? this.#make(value);
      this.#last = value;
    }
    out.fixed(this.#lastText);
  }

  #make(value: number): FixedText {
    const name = this.name(value);
    const text = new FixedText(name === '' ? String(value) : `${value}(${name})`);
    if (this.#known.size < mostTexts) this.#known.set(value, text);
    return text;
  }
}
