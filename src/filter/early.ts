import { allOf, type Conjunct } from './compile.ts';
import type { Predicate } from './condition.ts';
import { isOfThread } from './of-thread.ts';

/**
 * Parts of a filter that reject an event before it is looked into: where one of them fails, the filter does. Each asks for less than
 * an event; undefined where the filter has no such part.
 */
export interface EarlyParts {
  /** Asks for what is known of the thread alone. */
  readonly thread: Predicate | undefined;
  /** Asks for the file an event has opened, and gives the same answer for the same file. */
  readonly file: Predicate | undefined;
}

/** Fields that give the same value for the same file, whatever event opened it. */
const ofFile: ReadonlySet<string> = new Set(['fd.name', 'fd.directory', 'fd.filename', 'fd.type', 'fd.typechar']);

/** Finds the early parts among what a filter joins by `and`; undefined where there is none. */
export function earlyParts(conjuncts: readonly Conjunct[]): EarlyParts | undefined {
  const ofThreads = conjuncts.filter(({ fields }) => fields.length > 0 && fields.every(isOfThread));
  const ofFiles = conjuncts.filter(({ fields }) => fields.length > 0 && fields.every(({ definition }) => ofFile.has(definition.name)));
  if (ofThreads.length === 0 && ofFiles.length === 0) return undefined;
  return { thread: together(ofThreads), file: together(ofFiles) };
}

function together(parts: readonly Conjunct[]): Predicate | undefined {
  return parts.length < 2 ? parts[0]?.predicate : allOf(parts.map(({ predicate }) => predicate));
}
