import type { FieldSettings } from '../../field/index.ts';
import type { Output } from '../../format/index.ts';

/** What the front end tells chisels of the run they are part of. */
export interface Surroundings {
  readonly out: Output;
  readonly isTerminal: boolean;
  readonly colours: boolean;
  /** Asked again and again: a terminal's size changes. */
  readonly size: () => { readonly width: number; readonly height: number };
  /** How fields look in `format`. */
  readonly look: FieldSettings;
  /** The user chose how buffers look: chisels do not. */
  readonly buffersChosen: boolean;
  readonly containers: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly live: boolean;
  readonly filter: string;
  /** Says a line beside the output. */
  readonly warn: (line: string) => void;
  /** An error in a chisel ends everything, instead of that chisel alone. */
  readonly stopOnError: boolean;
}

/** The source that is read at the moment. */
export interface SourceInfo {
  readonly name: string;
  /** The absolute time that relative times count from. */
  readonly base: { readonly high: number; readonly low: number };
  progress(): { readonly done: number; readonly total: number } | undefined;
}
