import type { EventLine, FieldOfEvent, PairedEvent, Transfer } from '../../chisel/view/index.ts';

/** Events of a selection, listed while they come. Only those on the screen are read. */
export interface ListedEvents<Item> {
  /** Events listed. */
  readonly length: number;
  /** Events that are not listed any more because there are so many. */
  readonly left: number;
  /** More is being looked for. */
  readonly reading: boolean;
  readonly paused: boolean;
  /** undefined where it is not known any more. */
  at(index: number): Item | undefined;
  /** Some at once, for searching: they are not kept. */
  page(from: number, to: number): readonly (Item | undefined)[];
  /** Paused, nothing is listed until it goes on; what came meanwhile is listed then. */
  setPaused(paused: boolean): void;
  clear(): void;
  /** Called when there are more events, or none are looked for any more. Gives what ends it. */
  subscribe(listener: () => void): () => void;
  /** Nothing more is looked for. */
  close(): void;
}

/** Everything that is known of an event. */
export interface EventDetails {
  readonly line: EventLine;
  readonly fields: readonly FieldOfEvent[];
  readonly pair: PairedEvent | undefined;
}

export interface DigEvents extends ListedEvents<EventLine> {
  details(index: number): EventDetails | undefined;
}

/** The events behind a row, or behind all that is shown where no row is given. */
export interface EventsPort {
  echo(rowKey: string | undefined): ListedEvents<Transfer>;
  dig(rowKey: string | undefined): DigEvents;
  /** The wall clock at a time, with all its digits. */
  clock(time_ns: number): string;
}
