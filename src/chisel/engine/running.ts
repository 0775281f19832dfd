import type { BoundField } from '../../field/index.ts';
import type { EventContext, Machine } from '../../machine/index.ts';
import type { Moment } from '../api/index.ts';
import type { SourceInfo } from './surroundings.ts';

/** One chisel of a run, wherever it runs. */
export interface RunningChisel {
  readonly name: string;
  /** By event key: 1 where it can want the event. */
  readonly keys: Uint8Array;
  /** Every field that is read for it. */
  readonly fields: readonly BoundField[];
  /** It must be told of the time of every event. */
  readonly watchesTime: boolean;
  readonly snaplen: number;
  /** It ended the capture. */
  readonly stopped: boolean;
  /** Command lines to run after the end. */
  readonly again: readonly (readonly string[])[];
  /** A capture begins. */
  begin(machine: Machine, source: SourceInfo): void;
  /** An event that passed the filter of the command line. */
  event(context: EventContext): void;
  /** The time of an event, whether it passed or not; ns on the cursor's base. */
  tick(time: number): void;
  /** Between two batches: events it was not told of yet. */
  pause?(): void;
  /** The capture ends. */
  end(moment: Moment): void;
  /** Everything ends. */
  close(): Promise<void> | undefined;
  /** A time on the cursor's base as ns since 1970. */
  absolute(time: number): bigint;
  /** After an error: why it ended, where only its worker knows. */
  cause?(): Promise<string | undefined>;
}
