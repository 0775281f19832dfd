import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { i64 } from '../params.ts';

/** The thread is gone after the event was shown. */
const died: StateHandler = ({ evt, machine }, thread) => {
  machine.removeAfterEvent(thread, i64(evt, 4, -1));
};

export const exitHandlers: readonly (readonly [number, StateHandler])[] = [
  [eventNumber('PPME_PROCEXIT_E'), died],
  [eventNumber('PPME_PROCEXIT_1_E'), died],
];
