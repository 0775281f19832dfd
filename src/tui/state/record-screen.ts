import type { EditedLine } from '../edit/index.ts';

/** What is chosen before a recording begins. */
export interface RecordState {
  readonly path: EditedLine;
  readonly filtered: boolean;
  /** Which of the sizes at which a new file begins. */
  readonly size: number;
  /** Which of the lengths of payloads; the first is what is captured now. */
  readonly snaplen: number;
  /** How much of what was before is taken, by its place in a list. */
  readonly past: number;
  /** It is being begun. */
  readonly begins: boolean;
}
