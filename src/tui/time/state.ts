import type { TimeLane } from '../port.ts';
import type { TimeSpan } from './axis.ts';

/** What the user did to the time axis; the window itself is the model's. */
export interface TimeState {
  readonly lane: TimeLane;
  /** The window last asked for; the snapshot's follows. undefined: the whole axis. */
  readonly window: TimeSpan | undefined;
  /** The one before it that lay elsewhere: what a comparison compares with. */
  readonly before: TimeSpan | undefined;
  readonly playing: boolean;
  /** Seconds of the capture that pass in one of ours. */
  readonly speed: number;
  /** By letter; a mark without window stands for the whole axis. */
  readonly marks: Readonly<Record<string, TimeSpan | undefined>>;
  /** Where the mouse was pressed on the axis, and where it is now. */
  readonly drag: { readonly from_ns: number; readonly to_ns: number } | undefined;
}

export const startOfTime: TimeState = {
  lane: 'events',
  window: undefined,
  before: undefined,
  playing: false,
  speed: 1,
  marks: {},
  drag: undefined,
};

/** What the axis can show, in the order it goes through them. */
export const timeLanes: readonly TimeLane[] = ['events', 'errors', 'bytes', 'cpu', 'matches'];

export const laneNames: Readonly<Record<TimeLane, string>> = {
  events: 'events',
  errors: 'errors',
  bytes: 'bytes',
  cpu: 'CPU',
  matches: 'filter matches',
};
