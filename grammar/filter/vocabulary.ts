import type { ListOperator, ModifierName, OperatorName, SymbolOperator, TextOperator, TransformerName } from './ast.ts';

/** Operators written with signs, as typed; `==` is another way to write `=`. */
export const symbolOperators = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
} as const satisfies Record<string, SymbolOperator>;

/** Operators written as words that take one value, or a list behind a modifier. */
export const textOperators = [
  'contains',
  'icontains',
  'bcontains',
  'startswith',
  'bstartswith',
  'endswith',
  'glob',
  'iglob',
  'regex',
] as const satisfies readonly TextOperator[];

/** Operators that take a list. */
export const listOperators = ['in', 'intersects', 'pmatch'] as const satisfies readonly ListOperator[];

/** Every operator once, in the order they are offered. */
export const operatorNames: readonly OperatorName[] = ['=', '!=', '<', '<=', '>', '>=', ...textOperators, ...listOperators, 'exists'];

/** Words between a text operator and a list of values. */
export const modifierNames = ['oneof', 'anyof', 'allof'] as const satisfies readonly ModifierName[];

/** How many arguments a transformer takes, and where it may stand. */
export interface TransformerShape {
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  /** A bracket argument may follow the closing parenthesis. */
  readonly takesIndex: boolean;
  /** Stands only right of an operator, never inside another transformer, and holds exactly one field. */
  readonly onlyOnTheRight: boolean;
  /** How it is written, for messages. */
  readonly usage: string;
}

/** No transformer needs more; a limit on everything that hostile text could make grow. */
const ARGUMENTS_MAX = 64;

const ofOneValue = (name: string): TransformerShape => ({
  argumentsMin: 1,
  argumentsMax: 1,
  takesIndex: false,
  onlyOnTheRight: false,
  usage: `${name}(field)`,
});

/** Every transformer by its name. */
export const transformers: Readonly<Record<TransformerName, TransformerShape>> = {
  tolower: ofOneValue('tolower'),
  toupper: ofOneValue('toupper'),
  b64: ofOneValue('b64'),
  basename: ofOneValue('basename'),
  len: ofOneValue('len'),
  join: { argumentsMin: 2, argumentsMax: ARGUMENTS_MAX, takesIndex: false, onlyOnTheRight: false, usage: 'join(", ", (field, field))' },
  concat: { argumentsMin: 2, argumentsMax: ARGUMENTS_MAX, takesIndex: false, onlyOnTheRight: false, usage: 'concat(field, ":", field)' },
  getopt: { argumentsMin: 2, argumentsMax: 2, takesIndex: true, onlyOnTheRight: false, usage: 'getopt(proc.args, "ab:")[b]' },
  val: { argumentsMin: 1, argumentsMax: 1, takesIndex: false, onlyOnTheRight: true, usage: 'val(field)' },
};

/** Every transformer, `val` last. */
export const transformerNames = Object.keys(transformers) as readonly TransformerName[];

/** The transformers that may stand anywhere. */
export const freeTransformerNames = transformerNames.filter((name) => !transformers[name].onlyOnTheRight);

/** Words that join or negate conditions. They are words of the language only where one of them may stand. */
export const keywords = ['and', 'or', 'not'] as const;

const textOperatorSet: ReadonlySet<string> = new Set(textOperators);
const listOperatorSet: ReadonlySet<string> = new Set(listOperators);
const modifierSet: ReadonlySet<string> = new Set(modifierNames);

export const isTextOperator = (word: string): word is TextOperator => textOperatorSet.has(word);
export const isListOperator = (word: string): word is ListOperator => listOperatorSet.has(word);
export const isModifier = (word: string): word is ModifierName => modifierSet.has(word);
export const isTransformer = (word: string): word is TransformerName => Object.hasOwn(transformers, word);
