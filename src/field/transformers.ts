import { readOptions } from './getopt.ts';
import { type BoundField, type Extractor, FieldArgumentError, type FieldType, type FieldValue, type ListExtractor } from './types.ts';
import { valueText } from './value-text.ts';

/** Something that has a value per event: a field, or a transformer round fields. */
export type Readable = Omit<BoundField, 'definition'> & {
  /** All fields that are read for it. */
  readonly fields: readonly BoundField[];
};

/** What stands in a transformer's parentheses: a field, a constant, or a list of these. */
export type TransformerInput = Readable | string | readonly (Readable | string)[];

/** Texts of one input in an event; undefined where one is missing. */
type TextReader = (context: Parameters<Extractor>[0]) => readonly string[] | undefined;

/**
 * Wraps fields in a transformer: `tolower toupper b64 basename len join concat getopt`.
 *
 * @param index what stands in brackets behind the parentheses (`getopt` only)
 * @throws FieldArgumentError where the inputs are not what the transformer takes
 */
export function transform(name: string, inputs: readonly TransformerInput[], index?: string): Readable {
  switch (name) {
    case 'tolower':
      return ofText(name, inputs, (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
    case 'toupper':
      return ofText(name, inputs, (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()));
    case 'basename':
      return ofText(name, inputs, (path) => path.slice(path.lastIndexOf('/') + 1));
    case 'b64':
      return ofText(name, inputs, decodeBase64, true);
    case 'len':
      return length(inputs);
    case 'join':
      return join(inputs);
    case 'concat':
      return concat(inputs);
    case 'getopt':
      return getopt(inputs, index);
    default:
      throw new FieldArgumentError(`unknown transformer ${name}`);
  }
}

/** A transformer of one text; `undefined` from `change` makes the value missing. */
function ofText(
  name: string,
  inputs: readonly TransformerInput[],
  change: (text: string) => string | undefined,
  bytesToo = false,
): Readable {
  const input = oneField(name, inputs);
  if (input.type !== 'CHARBUF' && !(bytesToo && input.type === 'BYTEBUF'))
    throw wrongType(name, input, bytesToo ? 'text or bytes' : 'text');
  const { extract, extractAll } = input;
  const read: Extractor = (context) => {
    const value = extract(context);
    return value === undefined ? undefined : change(value as string);
  };
  const plain = readable(`${name}(${input.label})`, input.type, [input], read);
  if (extractAll === undefined) return plain;
  const readAll: ListExtractor = (context) => extractAll(context).flatMap((value) => change(value as string) ?? []);
  return { ...plain, extractAll: readAll, several: input.several ?? 'any' };
}

function decodeBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) return undefined;
  return Buffer.from(text, 'base64').toString('latin1');
}

/** Bytes of a text, or items of a list. */
function length(inputs: readonly TransformerInput[]): Readable {
  const input = oneField('len', inputs);
  const label = `len(${input.label})`;
  const { extract, extractAll } = input;
  if (input.several === 'list' && extractAll !== undefined) {
    return readable(label, 'UINT64', [input], (context) => extractAll(context).length);
  }
  if (input.type !== 'CHARBUF' && input.type !== 'BYTEBUF') throw wrongType('len', input, 'text, bytes or a list');
  return readable(label, 'UINT64', [input], (context) => (extract(context) as string | undefined)?.length);
}

function join(inputs: readonly TransformerInput[]): Readable {
  const [separator, ...items] = inputs;
  if (typeof separator !== 'string')
    throw new FieldArgumentError("the first argument of 'join' is the text to put between", 'write join(", ", (fd.name, fd.num))');
  const readers = items.map(textsOf);
  const label = `join("${separator}", ${items.map(labelOf).join(', ')})`;
  return readable(label, 'CHARBUF', fieldsOf(items), (context) => collect(readers, context)?.join(separator));
}

function concat(inputs: readonly TransformerInput[]): Readable {
  const readers = inputs.map(textsOf);
  return readable(`concat(${inputs.map(labelOf).join(', ')})`, 'CHARBUF', fieldsOf(inputs), (context) =>
    collect(readers, context)?.join(''),
  );
}

/** `getopt(proc.args, "ab:")[b]`: the value of option b; without brackets the letters of all options found. */
function getopt(inputs: readonly TransformerInput[], index: string | undefined): Readable {
  const [list, options] = inputs;
  if (typeof options !== 'string' || !/^:?(?:[A-Za-z0-9]:{0,2})+$/.test(options)) {
    throw new FieldArgumentError(
      "the second argument of 'getopt' says which options there are",
      'letters, each with a colon behind it if it takes a value: "ab:"',
    );
  }
  const input = oneField('getopt', [list ?? '']);
  if (input.type !== 'CHARBUF') throw wrongType('getopt', input, 'text');
  const { extract, extractAll } = input;
  const read = (context: Parameters<Extractor>[0]) => {
    const words = extractAll?.(context) ?? (extract(context) as string | undefined)?.split(' ') ?? [];
    return readOptions(words as readonly string[], options);
  };
  const label = `getopt(${input.label}, "${options}")`;
  if (index === undefined) {
    const extractLetters: ListExtractor = (context) => [...read(context).keys()];
    const letters: Extractor = (context) => [...read(context).keys()].join(' ') || undefined;
    return { ...readable(label, 'CHARBUF', [input], letters), extractAll: extractLetters, several: 'list' };
  }
  if (!options.replaceAll(':', '').includes(index) || index.length !== 1) {
    throw new FieldArgumentError(`'${index}' is none of the options in "${options}"`);
  }
  return readable(`${label}[${index}]`, 'CHARBUF', [input], (context) => read(context).get(index));
}

function readable(label: string, type: FieldType, inputs: readonly (Readable | BoundField)[], extract: Extractor): Readable {
  const fields = inputs.flatMap((input) => ('fields' in input ? input.fields : [input]));
  return { label, type, format: type === 'UINT64' ? 'DEC' : 'NA', extract, fields };
}

function oneField(name: string, inputs: readonly TransformerInput[]): Readable {
  const [input] = inputs;
  if (inputs.length === 1 && input !== undefined && isReadable(input)) return input;
  throw new FieldArgumentError(`'${name}' takes one field`, `write ${name}(proc.name)`);
}

function isReadable(input: TransformerInput): input is Readable {
  return typeof input === 'object' && 'extract' in input;
}

function wrongType(name: string, input: Readable, takes: string): FieldArgumentError {
  return new FieldArgumentError(
    `'${name}' takes ${takes}, and ${input.label} is neither`.replace(/neither$/, takes.includes(' or ') ? 'none of these' : 'not'),
  );
}

function labelOf(input: TransformerInput): string {
  if (typeof input === 'string') return `"${input}"`;
  return isReadable(input) ? input.label : `(${input.map(labelOf).join(', ')})`;
}

function fieldsOf(inputs: readonly TransformerInput[]): Readable[] {
  return inputs.flatMap((input) => (typeof input === 'string' ? [] : isReadable(input) ? [input] : fieldsOf(input)));
}

function textsOf(input: TransformerInput): TextReader {
  if (typeof input === 'string') {
    const constant = [input];
    return () => constant;
  }
  if (!isReadable(input)) {
    const readers = input.map(textsOf);
    return (context) => collect(readers, context);
  }
  const { type, extract, extractAll } = input;
  const text = (value: FieldValue) => valueText(value, type);
  if (extractAll !== undefined && input.several === 'list') return (context) => extractAll(context).map(text);
  return (context) => {
    const value = extract(context);
    return value === undefined ? undefined : [text(value)];
  };
}

/** All texts in a row; undefined as soon as one is missing: a text with a hole in it would say something untrue. */
function collect(readers: readonly TextReader[], context: Parameters<Extractor>[0]): string[] | undefined {
  const all: string[] = [];
  for (const read of readers) {
    const texts = read(context);
    if (texts === undefined) return undefined;
    all.push(...texts);
  }
  return all;
}
