/**
 * The texts by which programs mark spans of their work: they write them to /dev/null. Two forms, as sysdig 0.29.3 reads them:
 *
 * ```
 * >:ID:TAG.TAG:NAME=VALUE,NAME=VALUE:
 * ["<", ID, ["TAG", "TAG"], [{"NAME":"VALUE"}, {"NAME":"VALUE"}]]
 * ```
 *
 * ID is a number, `t` for the thread's id, `p` for the process's, `pp` for its parent's, nothing or `g` for 0. What
 * stands behind the end of a text is not looked at.
 */

/** What a text says. */
export interface TracerText {
  /** Begins the span; otherwise ends it. */
  readonly begins: boolean;
  readonly id: bigint;
  readonly tags: readonly string[];
  readonly args: readonly (readonly [name: string, value: string])[];
}

/** The ids that letters stand for. */
export interface TracerIds {
  readonly tid: number;
  readonly pid: number;
  readonly ptid: number;
}

/** Why a text is none: `partial`: the end is missing, more may come with the next write. */
export type NoTracer = 'partial' | 'invalid';

/** Thrown within this file only. */
class Stop extends Error {
  readonly why: NoTracer;
  constructor(why: NoTracer) {
    super(why);
    this.why = why;
  }
}

const partial = new Stop('partial');
const invalid = new Stop('invalid');

/** Reads a text; it has no NUL in it. */
export function readTracer(text: string, ids: TracerIds): TracerText | NoTracer {
  try {
    const first = text[0];
    if (first === undefined) return 'invalid';
    return first === '>' || first === '<' ? readSimple(text, ids) : readJson(text, ids);
  } catch (error) {
    if (error instanceof Stop) return error.why;
    throw error;
  }
}

function readSimple(text: string, ids: TracerIds): TracerText {
  const begins = text[0] === '>';
  if (text[1] !== ':') throw text.length === 1 ? partial : invalid;
  let at = 2;
  // sysdig takes the digit for the end of the text, here and before the tags.
  if (text[at] === '0') throw partial;
  let id: bigint;
  const letter = /^(?:t|pp|p|g|(?=:))/.exec(text.slice(at, at + 2))?.[0];
  if (letter !== undefined) {
    id = idOf(letter, ids);
    at += letter.length + 1;
  } else {
    const digits = numberAt(text, at);
    at += digits.length;
    if (text[at] !== ':') throw at === text.length ? partial : invalid;
    id = numberOf(digits);
    at++;
  }
  if (text[at] === '0') throw partial;
  const tags: string[] = [];
  if (text[at] !== ':') {
    do {
      const tag = wordAt(text, at, '.:', '><=\n');
      tags.push(tag.word);
      at = tag.end;
      if (at >= text.length) throw partial;
    } while (text[at++] !== ':');
  } else at++;
  if (at >= text.length) throw partial;
  const args: [string, string][] = [];
  if (text[at] !== ':') {
    do {
      const name = wordAt(text, at, '=', '><\n');
      // Without a value it is no argument.
      if (name.end >= text.length) throw name.word.endsWith(':') ? invalid : partial;
      const value = wordAt(text, name.end + 1, ',:=', '');
      at = value.end;
      if (at >= text.length) throw partial;
      args.push([name.word, value.word]);
    } while (text[at++] !== ':');
  }
  return { begins, id, tags, args };
}

function idOf(letter: string, { tid, pid, ptid }: TracerIds): bigint {
  if (letter === 't') return BigInt(tid);
  if (letter === 'p') return BigInt(pid);
  return letter === 'pp' ? BigInt(ptid) : 0n;
}

const wholeNumber = /-?[0-9]*/y;

function numberAt(text: string, at: number): string {
  wholeNumber.lastIndex = at;
  return wholeNumber.exec(text)![0];
}

/** Digits as a signed 64-bit number; none are 0. */
function numberOf(digits: string): bigint {
  const size = BigInt(digits.replace('-', '') || '0');
  return BigInt.asIntN(64, digits.startsWith('-') ? -size : size);
}

/** The word up to one of the characters that end it; a backslash takes the next character as it is. */
function wordAt(text: string, from: number, ends: string, forbidden: string): { readonly word: string; readonly end: number } {
  let word = '';
  let at = from;
  for (; at < text.length; at++) {
    let char = text[at]!;
    if (char === '\\') {
      at++;
      if (at === text.length) break;
      char = text[at]!;
    } else if (ends.includes(char)) break;
    else if (forbidden.includes(char)) throw invalid;
    word += char;
  }
  return { word, end: at };
}

function readJson(text: string, ids: TracerIds): TracerText {
  const reader = new JsonReader(text);
  reader.skip(' ');
  if (reader.char() !== '[') throw invalid;
  reader.at++;
  const begins = reader.string().startsWith('>');
  reader.between(' ,', { ',': [1] });
  const id = reader.char() === '"' ? letterId(reader, ids) : numberId(reader);
  reader.between(' [', { '[': [1, 1] });
  const tags = reader.strings();
  const opened = reader.between(' ,[]{}', { ',': [1, 1], '[': [1, 1] }, true);
  if (opened['{'] !== 1 && reader.char() !== ']') throw invalid;
  const args: [string, string][] = [];
  if (reader.char() === '"') {
    for (;;) {
      const name = reader.string();
      reader.between(' :', { ':': [1, 1] });
      args.push([name, reader.string()]);
      const { ',': commas, '{': opening, '}': closing } = reader.between(' ,{}', {});
      const ends = reader.char() === ']';
      if (!(commas === 1 && (opening === 1 || closing === 1)) && !(closing === 1 && ends)) throw invalid;
      if (ends) break;
    }
  }
  // Whatever stands for no argument at all is passed over.
  reader.at++;
  reader.skip(' ');
  if (reader.char() !== ']') throw reader.char() === '' ? partial : invalid;
  return { begins, id, tags, args };
}

function letterId(reader: JsonReader, ids: TracerIds): bigint {
  const letter = /^"(t|pp|p|g)"?/.exec(reader.text.slice(reader.at, reader.at + 4));
  if (letter === null) throw invalid;
  reader.at += letter[1]!.length + 2;
  reader.between(' ,', { ',': [1] });
  return idOf(letter[1]!, ids);
}

function numberId(reader: JsonReader): bigint {
  const digits = numberAt(reader.text, reader.at);
  reader.at += digits.length;
  const char = reader.char();
  if (char === '') throw partial;
  if (char !== ',' && char !== ' ') throw invalid;
  reader.at++;
  if (char === ',') reader.skip(' ');
  else reader.between(' ,', { ',': [1] });
  return numberOf(digits);
}

/** sysdig's own idea of JSON: what is not needed to find the words is not asked for. */
class JsonReader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character it stands on; '' at the end. */
  char(): string {
    return this.text.charAt(this.at);
  }

  skip(chars: string): void {
    while (this.char() !== '' && chars.includes(this.char())) this.at++;
  }

  /**
   * Passes over separators and counts them.
   *
   * @param limits how many there must be at least, and at most
   * @param array ends at the `]` of an array that begins here
   */
  between(chars: string, limits: Readonly<Record<string, readonly [number, number?]>>, array = false): Record<string, number> {
    const counts: Record<string, number> = { ',': 0, ':': 0, '[': 0, ']': 0, '{': 0, '}': 0 };
    for (let char = this.char(); char !== '' && chars.includes(char); char = this.char()) {
      if (array && char === ']' && counts['[']! > 0) break;
      counts[char] = (counts[char] ?? 0) + 1;
      this.at++;
    }
    if (this.char() === '') throw partial;
    for (const [char, [least, most]] of Object.entries(limits)) {
      const count = counts[char]!;
      if (count < least || (most !== undefined && count > most)) throw invalid;
    }
    return counts;
  }

  /** A text in quotes, as it stands there: its escapes are left in it. */
  string(): string {
    if (this.char() !== '"') throw this.char() === '' ? partial : invalid;
    const from = this.at + 1;
    let end = from;
    do end = this.text.indexOf('"', end) + 1;
    while (end > from + 1 && this.text[end - 2] === '\\');
    if (end === 0) throw partial;
    this.at = end;
    return this.text.slice(from, end - 1);
  }

  /** Texts up to the end of an array; none where something else stands there. */
  strings(): string[] {
    if (this.char() === '') throw partial;
    if (this.char() !== '"') {
      this.at++;
      return [];
    }
    const all = [this.string()];
    for (;;) {
      this.between(' ,', {});
      if (this.char() === ']') return all;
      all.push(this.string());
    }
  }
}
