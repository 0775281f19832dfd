import type { ArgumentTable, ChiselDefinition, FieldName } from './types.ts';

/**
 * Defines a chisel. It changes nothing; it is there for the compiler, which takes from it what events and arguments
 * look like.
 */
export function defineChisel<
  const Arguments extends ArgumentTable = Record<never, never>,
  const Names extends FieldName = never,
  State = undefined,
>(definition: ChiselDefinition<Arguments, Names, State>): ChiselDefinition<Arguments, Names, State> {
  return definition;
}
