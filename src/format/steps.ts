import { type ByteWriter, codeOfKey, eventKeyCount, FixedText } from '../event/index.ts';
import type { FieldWriter, ThreadPart } from '../field/index.ts';
import type { EventContext, Thread } from '../machine/index.ts';
import { orElse } from './field-writer.ts';
import type { FieldPiece, Piece } from './format.ts';

/** How a step of a line is written. */
export const How = {
  /** By its writer. */
  call: 0,
  /** A property of the cursor, or its time. */
  num: 1,
  cpu: 2,
  clock: 3,
  /** A run of fields and text that is the same for all events of a type. */
  type: 4,
  /** A run that is the same for all events of a thread. */
  thread: 5,
} as const;
type How = (typeof How)[keyof typeof How];

/** One field of a line, or several that are written as one. */
export interface Step {
  readonly how: How;
  /** The text in front; undefined for none. */
  readonly before: ShortText | undefined;
  /** Writes the rest; false, and nothing of it written, where a value is missing. */
  readonly write: FieldWriter;
  /** Of a `type` run: what it is for each kind of event, as far as that is known. */
  readonly texts: TypeTexts;
  /** Of a `thread` run: whose texts in threads are its own, and what they follow from. */
  readonly owner: object;
  readonly parts: readonly ThreadPart[];
}

/** Texts by kind of event (`EventCursor.key`). */
export class TypeTexts {
  readonly texts: (FixedText | undefined)[];
  /** Bytes of those that are also in {@link words}; 0 for the others. */
  readonly lengths: Uint8Array;
  /** {@link wordsOfType} words for each. */
  readonly words: Float64Array;

  constructor(count: number) {
    this.texts = new Array(count).fill(undefined);
    this.lengths = new Uint8Array(count);
    this.words = new Float64Array(count * wordsOfType);
  }

  keep(key: number, text: FixedText): void {
    this.texts[key] = text;
    if (text.words === undefined || text.words.length > wordsOfType) return;
    this.lengths[key] = text.length;
    this.words.set(text.words, key * wordsOfType);
  }
}

/** Words of a text that is kept by type; a longer one takes a longer way. */
export const wordsOfType = 3;

/** The steps of a line and the text behind the last one, line end included. */
export interface Steps {
  readonly steps: readonly Step[];
  readonly end: ShortText;
}

/** A short text between fields, in words (see `FixedText.words`). */
export interface ShortText {
  readonly text: string;
  readonly words: readonly number[];
  readonly length: number;
}

/** Texts of up to this many bytes are written in place, for which the line makes room beforehand. */
export const longestInPlace = 128;

const noText: ShortText = { text: '', words: [], length: 0 };

const noTexts = new TypeTexts(0);

/** What a step has that is none of the two kinds of runs. */
const noRun = { texts: noTexts, owner: noTexts, parts: [] };

/** How the pieces of a format become text. */
export interface Style {
  /** Makes the writer of a field, its width included. */
  readonly writerOf: (piece: FieldPiece) => FieldWriter;
  /** What stands for a missing value; undefined where an event with one is left out. */
  readonly missing: FixedText | undefined;
}

/** Puts the pieces of a format together into as few steps as possible. */
export function stepsOf(pieces: readonly Piece[], { writerOf, missing }: Style): Steps {
  const steps: Step[] = [];
  let run: Run | undefined;
  let text = '';
  const closeRun = (): void => {
    if (run === undefined) return;
    run.literal(text);
    text = '';
    steps.push(run.step());
    run = undefined;
  };
  /** What stands in front of the next field; a long text is a step of its own. */
  const takeText = (): ShortText | undefined => {
    if (text === '') return undefined;
    const fixed = new FixedText(text);
    const { words, length } = fixed;
    text = '';
    if (words !== undefined && length <= longestInPlace) return { text: fixed.text, words, length };
    const write: FieldWriter = (_context, out) => {
      out.fixed(fixed);
      return true;
    };
    steps.push({ how: How.call, before: undefined, write, ...noRun });
    return undefined;
  };
  for (const piece of pieces) {
    if (piece.kind === 'literal') {
      text += piece.text;
      continue;
    }
    const how = howOf(piece);
    if (run !== undefined && run.how !== how) closeRun();
    const write = writerOf(piece);
    if (how === How.type || how === How.thread) {
      run ??= new Run(how);
      run.literal(text);
      run.field(piece, missing === undefined ? write : orElse(write, missing));
      text = '';
    } else {
      const before = takeText();
      steps.push({ how: piece.width === undefined ? how : How.call, before, write, ...noRun });
    }
  }
  text += '\n';
  closeRun();
  return { steps, end: takeText() ?? noText };
}

function howOf({ field }: FieldPiece): How {
  if (field.cursor !== undefined) return How[field.cursor];
  if (field.byType !== undefined) return How.type;
  return field.fields.every(({ definition }) => definition.ofThread !== undefined) ? How.thread : How.call;
}

/** Fields and text that are written as one. */
class Run {
  readonly how: How;
  readonly #writers: FieldWriter[] = [];
  readonly #fields: FieldPiece[] = [];

  constructor(how: How) {
    this.how = how;
  }

  literal(text: string): void {
    if (text === '') return;
    const fixed = new FixedText(text);
    this.#writers.push((_context, out) => {
      out.fixed(fixed);
      return true;
    });
  }

  field(piece: FieldPiece, write: FieldWriter): void {
    this.#fields.push(piece);
    this.#writers.push(write);
  }

  step(): Step {
    const { how } = this;
    const texts = how === How.type ? new TypeTexts(eventKeyCount) : noTexts;
    const write = how === How.type ? this.#keepByType(texts) : this.#keepByThread();
    const parts = this.#fields.flatMap(({ field }) => field.fields.flatMap(({ definition }) => definition.ofThread ?? []));
    return { how, before: undefined, write, texts, owner: this, parts: [...new Set(parts)] };
  }

  #keepByType(texts: TypeTexts): FieldWriter {
    return (context, out) => {
      const from = out.length;
      if (!this.#write(context, out)) return false;
      if (this.#followsFrom(context)) texts.keep(context.evt.key, new FixedText(out.since(from)));
      return true;
    };
  }

  /** Whether the text is the same for every event of the type, or of the generic event's code: 0 stands for many calls. */
  #followsFrom(context: EventContext): boolean {
    const { type, evt } = context;
    const coded = codeOfKey(evt.key) !== 0;
    return this.#fields.every(({ field }) => field.byType?.(type) !== undefined || (coded && field.bySyscall !== undefined));
  }

  #keepByThread(): FieldWriter {
    return (context, out) => {
      const from = out.length;
      if (!this.#write(context, out)) return false;
      const { thread } = context;
      if (thread !== undefined) keepText(thread, new FixedText(out.since(from)), this);
      return true;
    };
  }

  #write(context: EventContext, out: ByteWriter): boolean {
    const from = out.length;
    for (const write of this.#writers) {
      if (write(context, out)) continue;
      out.length = from;
      return false;
    }
    return true;
  }
}

function keepText(thread: Thread, { words, length }: FixedText, owner: object): void {
  const { comm, pid, vtid, vpid, containerId } = thread;
  const short = words === undefined || length > longestInPlace ? undefined : words;
  thread.lineText = short && { owner, words: short, length, comm, pid, vtid, vpid, containerId };
}
