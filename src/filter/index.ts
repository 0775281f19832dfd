export { type CompiledFilter, compileExpression, compileFilter } from './compile.ts';
export { FilterError } from './error.ts';
export { bindOperand, type Operand } from './operand.ts';
