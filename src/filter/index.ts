export { type CompiledFilter, type Conjunct, compileExpression, compileFilter } from './compile.ts';
export type { Predicate } from './condition.ts';
export { type EarlyParts, earlyParts } from './early.ts';
export { readsEnter } from './enterless.ts';
export { FilterError } from './error.ts';
export { type FilterTerm, type KernelPart, kernelPart, type ThreadPart, type WhoConstraints } from './kernel.ts';
export { type WrittenField, writtenField } from './legal.ts';
