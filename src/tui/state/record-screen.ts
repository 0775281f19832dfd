import type { EditedLine } from '../edit/index.ts';

/** What is chosen before a recording begins. */
export interface RecordState {
  readonly path: EditedLine;
  readonly filtered: boolean;
  /** Which of the sizes at which a new file begins. */
  readonly size: number;
  /** It is being begun. */
  readonly begins: boolean;
}
