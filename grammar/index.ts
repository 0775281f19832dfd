/**
 * The two languages of tsdig: filters and output formats. Texts in, trees with source ranges out; nothing here
 * knows what a field is.
 */

export { type CaretLines, renderCaret } from './caret.ts';
export { cellsOf } from './cells.ts';
export { toEngineText } from './engine-text.ts';
export { GrammarError } from './error.ts';
export type * from './filter/ast.ts';
export { type Completion, type CompletionKind, completeAt } from './filter/complete.ts';
export { type FilterErrorKind, FilterSyntaxError } from './filter/error.ts';
export { parseFilter } from './filter/parse.ts';
export { printFilter } from './filter/print.ts';
export { childrenOf, type FilterVisitor, visitFilter } from './filter/visit.ts';
export { keywords, modifierNames, operatorNames, type TransformerShape, transformerNames, transformers } from './filter/vocabulary.ts';
export type * from './format/ast.ts';
export { type FormatErrorKind, FormatSyntaxError } from './format/error.ts';
export type { FieldNames } from './format/fields.ts';
export { parseFormat } from './format/parse.ts';
export { FIELD_WIDTH_MAX, NESTING_MAX } from './limits.ts';
export { nearest } from './near.ts';
export type { SourceRange } from './range.ts';
export { quoted, visible } from './show.ts';
