import type { BoundField, FieldSettings } from '../field/index.ts';
import type { EventContext } from '../machine/index.ts';

/** Decides on the current event. Pure but for stateful fields, and never throws. */
export type Predicate = (context: EventContext) => boolean;

/** A part of a filter, compiled. */
export interface Condition {
  readonly predicate: Predicate;
  /** By event key: 1 where such an event can make it true. */
  readonly canPass: Uint8Array;
  /** By event key: 1 where such an event can make it false. */
  readonly canFail: Uint8Array;
  /** What asking costs, in readings of a simple field; 0: only the event's header is looked at. */
  readonly cost: number;
  /** A stateful field is read in it. */
  readonly stateful: boolean;
  /** Every field that is read. */
  readonly fields: readonly BoundField[];
}

/** What every part of a filter is compiled with. */
export interface Source {
  /** The whole filter, for messages. */
  readonly text: string;
  readonly settings: FieldSettings;
}
