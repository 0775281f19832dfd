import { type FixedText, lastGenericType, numberRoom, putUint, putWords, slack, triples } from '../event/index.ts';
import { type FieldWriter, MillisecondText } from '../field/index.ts';
import { CpuTexts } from './cpu-texts.ts';
import { EventNumbers } from './event-numbers.ts';
import { How, longestInPlace, type ShortText, type Step, type Steps, wordsOfType } from './steps.ts';

/** What decides how a line deals with kinds of events and with missing values. */
export interface LineOptions {
  /** By event key: 0 where such an event makes no line; undefined where any may. */
  readonly keys: Uint8Array | undefined;
  /** What stands for a missing value; undefined where an event with one is left out. */
  readonly missing: FixedText | undefined;
  /** All fields are asked about each event, also those behind one that is missing. */
  readonly asksAll: boolean;
}

/** What the made function refers to. */
interface Parts {
  readonly putUint: typeof putUint;
  readonly putWords: typeof putWords;
  readonly triples: typeof triples;
  readonly keys: Uint8Array | undefined;
  readonly missing: FixedText | undefined;
  readonly steps: readonly StepParts[];
}

/** What the code of one step refers to. */
type StepParts = Pick<Step, 'texts' | 'owner' | 'write'> & {
  readonly numbers?: EventNumbers;
  readonly time?: MillisecondText;
  readonly cpus?: CpuTexts;
};

/** The code of a step with what it refers to. */
interface StepCode {
  readonly code: string;
  readonly parts: StepParts;
  /** Whether the text in front is written with it. */
  readonly writesBefore?: boolean;
}

/**
 * Makes the function that writes lines of these steps.
 *
 * It is made as program text: a loop over steps spends more time finding out what to do next than doing it (100 ns a
 * line instead of 50). Only numbers get into that text; whatever a user wrote comes to the function as values.
 *
 * The short things most of a line consists of are written in place, with the place in a variable; only a step that calls
 * its writer tells the output how far it is. What such things are made of lies in typed arrays that are never replaced:
 * compiled code knows where their numbers are, where an object with a list in it costs a chain of loads.
 */
export function compileLine(line: Steps, { keys, missing, asksAll }: LineOptions): FieldWriter {
  const { steps, end } = line;
  const usesKey = keys !== undefined || steps.some(({ how }) => how === How.type);
  const incomplete = asksAll ? 'complete = false;' : '{ out.length = start; return false; }';
  const orElse = missing === undefined ? incomplete : 'out.fixed(missing);';
  const codes = steps.map((step, i) => codeOf(step, i, orElse, roomOf(line)));
  const source = [
    '"use strict"; const { putUint, putWords, triples, keys, missing, steps } = parts;',
    ...steps.map((_, i) => `const { texts: texts${i}, owner: owner${i}, write: write${i} } = steps[${i}];`),
    ...steps.map(({ how }, i) => declarationsOf(how, i)),
    'return (context, out) => {',
    'const { evt, thread } = context;',
    // The key of nearly all events is their type.
    usesKey ? `const { type } = evt; const key = type > ${lastGenericType} ? type : evt.key;` : '',
    keys === undefined ? '' : 'if (keys[key] === 0) return false;',
    `const start = out.length; out.reserve(${roomOf(line)});`,
    'let at = start | 0, { view } = out, complete = true;',
    ...steps.map(({ before }, i) => `${codes[i]!.writesBefore === true ? '' : literal(before)}${codes[i]!.code}`),
    asksAll && missing === undefined ? 'if (!complete) { out.length = start; return false; }' : '',
    `${literal(end)}out.length = at; return true; };`,
  ];
  const make = new Function('parts', source.join('\n')) as (parts: Parts) => FieldWriter;
  return make({ putUint, putWords, triples, keys, missing, steps: codes.map(({ parts }) => parts) });
}

/** Writes a short text: its bytes as numbers. */
function literal(text: ShortText | undefined): string {
  if (text === undefined) return '';
  const { words, length } = text;
  if (length === 1) return `view.setInt8(at, ${firstByte(words[0]!)}); at = (at + 1) | 0;\n`;
  return `${words.map((word, i) => `view.setFloat64(at + ${i * 8}, ${word}, true);`).join(' ')} at = (at + ${length}) | 0;\n`;
}

function firstByte(word: number): number {
  return new Uint8Array(new Float64Array([word]).buffer)[0]!;
}

function declarationsOf(how: Step['how'], i: number): string {
  switch (how) {
    case How.num:
      return `const { numbers: numbers${i} } = steps[${i}], { begin: begin${i}, length: length${i}, word: word${i} } = numbers${i};`;
    case How.clock:
      return `const { low: low${i}, high: high${i}, words: words${i}, move: move${i} } = steps[${i}].time;`;
    case How.cpu:
      return `const { lengths: lengths${i}, words: words${i} } = steps[${i}].cpus;`;
    case How.type:
      return `const { lengths: lengths${i}, words: words${i} } = texts${i};`;
    default:
      return '';
  }
}

function codeOf(step: Step, i: number, orElse: string, room: number): StepCode {
  const { how, before, texts, owner, write, parts: threadParts } = step;
  const back = `out.reserve(${room}); ({ view } = out); at = out.length | 0;`;
  const call = `out.length = at; if (!write${i}(context, out)) ${orElse} ${back}`;
  const parts = { texts, owner, write };
  const front = before?.text ?? '';
  switch (how) {
    case How.num:
      return {
        code: `const below${i} = evt.num - begin${i}[0];
if (below${i} >= 0 && below${i} < 1000) {
  view.setFloat64(at, word${i}[0], true); at = (at + length${i}[0]) | 0;
  view.setInt32(at, triples[below${i}], true); at = (at + 3) | 0;
} else { at = putUint(view, at, evt.num) | 0; numbers${i}.move(evt.num); }`,
        parts: { ...parts, numbers: new EventNumbers() },
      };
    case How.cpu: {
      const cpus = CpuTexts.takes(front) ? new CpuTexts(front) : undefined;
      return {
        code: `const cpu${i} = evt.cpu;
if (cpu${i} < ${CpuTexts.count}) { view.setFloat64(at, words${i}[cpu${i}], true); at = (at + lengths${i}[cpu${i}]) | 0; }
else { ${literal(cpus && before)} at = putUint(view, at, cpu${i}) | 0; }`,
        parts: { ...parts, cpus: cpus ?? new CpuTexts('') },
        writesBefore: cpus !== undefined,
      };
    }
    case How.clock: {
      const takes = MillisecondText.takes(front);
      const time = new MillisecondText(takes ? front : '');
      return {
        code: `const { view: bytes${i}, start: from${i} } = evt;
let ns${i} = (bytes${i}.getInt32(from${i}, true) - low${i}[0]) | 0;
if (ns${i} < 0 || ns${i} > 999999 || bytes${i}.getInt32(from${i} + 4, true) !== high${i}[0]) ns${i} = move${i}(evt) | 0;
view.setFloat64(at, words${i}[0], true); view.setFloat64(at + 8, words${i}[1], true);
const us${i} = (ns${i} / 1000) | 0;
view.setInt32(at + ${time.length}, triples[us${i}], true);
view.setInt32(at + ${time.length + 3}, triples[ns${i} - us${i} * 1000], true); at = (at + ${time.length + 6}) | 0;`,
        parts: { ...parts, time },
        writesBefore: takes,
      };
    }
    case How.call:
      return { code: call, parts };
    case How.type:
      return {
        code: `const length${i} = lengths${i}[key];
if (length${i} !== 0) {
  view.setFloat64(at, words${i}[key * ${wordsOfType}], true);
  if (length${i} > 8) { view.setFloat64(at + 8, words${i}[key * ${wordsOfType} + 1], true); view.setFloat64(at + 16, words${i}[key * ${wordsOfType} + 2], true); }
  at = (at + length${i}) | 0;
} else {
  const text${i} = texts${i}.texts[key];
  if (text${i} === undefined) { ${call} } else { out.length = at; out.fixed(text${i}); ${back} }
}`,
        parts,
      };
    case How.thread: {
      const same = [`kept${i}.owner === owner${i}`, ...threadParts.map((part) => `kept${i}.${part} === thread.${part}`)];
      return {
        code: `const kept${i} = thread === undefined ? undefined : thread.lineText;
if (kept${i} !== undefined && ${same.join(' && ')}) at = putWords(view, at, kept${i}.words, kept${i}.length) | 0;
else { ${call} }`,
        parts,
      };
    }
  }
}

/** Bytes that what is written in place between two calls needs at most. */
function roomOf({ steps, end }: Steps): number {
  const most = Math.max(longestInPlace, numberRoom, longestTime) + wordsOfType * 8 + slack;
  return steps.reduce((sum, { before }) => sum + (before?.length ?? 0) + most, end.length + slack);
}

/** Bytes of a time of day at most, without the text in front. */
const longestTime = 18;
