export { type CompiledFilter, compileExpression, compileFilter } from './compile.ts';
export type { Predicate } from './condition.ts';
export { FilterError } from './error.ts';
