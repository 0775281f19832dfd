import type { Transfer } from '../../chisel/view/index.ts';
import type { EventSearch, PayloadFormat } from '../events/index.ts';
import type { DigEvents, EventDetails, ListedEvents } from '../ports/events.ts';
import type { Shell } from '../shell.ts';
import type { ListState } from './list.ts';

/** The data of a selection: the screen begins `skip` lines behind the beginning of transfer `index`. */
export interface EchoState {
  readonly list: ListedEvents<Transfer>;
  /** Whose data it is. */
  readonly of: string;
  readonly index: number;
  readonly skip: number;
  /** The end is shown, whatever comes. */
  readonly follows: boolean;
  readonly format: PayloadFormat;
  readonly search: EventSearch;
}

/** The events of a selection. */
export interface DigState extends ListState {
  readonly list: DigEvents;
  readonly of: string;
  readonly rowKey: string | undefined;
  /** Opens the same selection anew, under another filter. */
  readonly reopen: (shell: Shell, rowKey: string | undefined) => void;
  readonly follows: boolean;
  readonly search: EventSearch;
}

/** One event; a field of it is selected. */
export interface EventState extends ListState {
  readonly details: EventDetails;
}
