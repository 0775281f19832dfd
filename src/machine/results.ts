import { eventTable } from '../event/index.ts';

/** By type number of an exit: 1 where its first parameter is the call's result, negative where it failed. */
export const hasResult: Uint8Array = Uint8Array.from(eventTable, ({ enter, params }) =>
  !enter && (params[0]?.name === 'res' || params[0]?.name === 'fd') ? 1 : 0,
);
