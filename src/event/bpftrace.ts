/**
 * How what a bpftrace script prints becomes an event: a `notification`, which readers of capture files have always
 * known and which changes nothing for them. Its `id` says what printed it, its `desc` what was printed.
 */

/** What the `id` of such an event says. */
export interface BpftraceLabel {
  /** What printed it: `printf`, `time`, `map`, `hist`, `stats`, `value` and the like, as bpftrace calls it. */
  readonly kind: string;
  /** What the script calls it: the `name` or `probe` of a record, or a map with its `@`; '' where it says nothing. */
  readonly name: string;
}

/** What a record says of one of its keys; numbers are bigints where a double would not be exact. */
export type BpftraceValue = string | number | bigint | boolean;

/** The kind of a note that says nothing but what a thread is called, beside events that name calls only. */
export const bpftraceThread = 'thread';

const prefix = 'bpftrace:';

/** The `id` of an event, such as `bpftrace:printf:malloc`. */
export function bpftraceId({ kind, name }: BpftraceLabel): string {
  return `${prefix}${kind}:${name}`;
}

/** Reads the `id` of a notification; undefined where it is none of bpftrace's. */
export function readBpftraceId(id: string): BpftraceLabel | undefined {
  if (!id.startsWith(prefix)) return undefined;
  const end = id.indexOf(':', prefix.length);
  if (end < 0) return undefined;
  return { kind: id.slice(prefix.length, end), name: id.slice(end + 1) };
}

/** More keys than this are not read from one record. */
const maxKeys = 256;

const none: ReadonlyMap<string, BpftraceValue> = new Map();

/**
 * The keys of a record and their values: of a JSON object or array, or of a line made of nothing but `key=value` words, where
 * one bare word in front is the `name`, and values with blanks stand in double quotes. Empty for any other text.
 *
 * @param text one char a byte
 */
export function readBpftraceRecord(text: string): ReadonlyMap<string, BpftraceValue> {
  const first = text.trimStart()[0];
  if (first === '{' || first === '[') return fromJson(text);
  return text.includes('=') ? fromPairs(text) : none;
}

function fromJson(text: string): ReadonlyMap<string, BpftraceValue> {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null) return none;
  const record = new Map<string, BpftraceValue>();
  for (const [key, value] of Object.entries(parsed)) {
    if (record.size >= maxKeys) break;
    if (value !== null) record.set(key, scalar(value));
  }
  return record;
}

function scalar(value: unknown): BpftraceValue {
  switch (typeof value) {
    case 'string':
      return inBytes(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    default:
      return compactJson(value);
  }
}

/** Where the text of a value stands for the reviver of `JSON.parse`. */
interface ReviverContext {
  readonly source?: string;
}

const reviveNumbers = (_key: string, value: unknown, context?: ReviverContext): unknown => {
  const source = context?.source;
  const isExact = typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined || !/^-?\d+$/.test(source);
  return isExact ? value : BigInt(source);
};

/** Parses JSON whose whole numbers may be wider than a double; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, reviveNumbers);
  } catch {
    return undefined;
  }
}

/** What {@link parseJson} gave, as JSON again. */
export function compactJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(compactJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${compactJson(member)}`)
      .join(',')}}`;
  }
  return inBytes(JSON.stringify(value) ?? 'null');
}

/** Escapes of JSON can stand for chars that are no byte: those become UTF-8. */
function inBytes(text: string): string {
  return text.replace(/[^\x00-\xff]+/g, (wide) => Buffer.from(wide, 'utf8').toString('latin1'));
}

const pair = /\s*([\w.@-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))(?=\s|$)/y;
const bareWord = /\s*([A-Za-z_@][^\s=]*)(?=\s)/y;

function fromPairs(text: string): ReadonlyMap<string, BpftraceValue> {
  const record = new Map<string, BpftraceValue>();
  const line = text.trimEnd();
  bareWord.lastIndex = 0;
  const name = bareWord.exec(line)?.[1];
  pair.lastIndex = name === undefined ? 0 : bareWord.lastIndex;
  if (name !== undefined) record.set('name', name);
  while (pair.lastIndex < line.length) {
    const found = pair.exec(line);
    if (found === null || record.size >= maxKeys) return none;
    const [, key = '', quoted, bare = ''] = found;
    record.set(key, quoted === undefined ? typed(bare) : quoted.replace(/\\(.)/gs, '$1'));
  }
  return record;
}

/** A word that is a number in decimal or hexadecimal is one. */
function typed(word: string): BpftraceValue {
  if (/^-?\d+\.\d+$/.test(word)) return Number(word);
  if (!/^(?:-?\d{1,20}|0x[0-9a-f]{1,16})$/i.test(word)) return word;
  const exact = word.startsWith('-') ? -BigInt(word.slice(1)) : BigInt(word);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

/** A record's value of a key as a whole number of 0 or more below 2^53; undefined where it is none. */
export function numberOf(record: ReadonlyMap<string, BpftraceValue>, key: string): number | undefined {
  const value = record.get(key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
