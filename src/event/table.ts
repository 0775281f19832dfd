import { fileEvents } from './families/file.ts';
import { ioEvents } from './families/io.ts';
import { ipcEvents } from './families/ipc.ts';
import { memoryEvents } from './families/memory.ts';
import { metaEvents } from './families/meta.ts';
import { netEvents } from './families/net.ts';
import { processEvents } from './families/process.ts';
import { signalEvents } from './families/signal.ts';
import { snapshotEvents } from './families/snapshot.ts';
import { systemEvents } from './families/system.ts';
import { timeEvents } from './families/time.ts';
import { userEvents } from './families/user.ts';
import { waitEvents } from './families/wait.ts';
import type { EventType } from './types.ts';

/** All event types; the index is the type number of capture files. */
export const eventTable: readonly EventType[] = [
  fileEvents,
  ioEvents,
  ipcEvents,
  memoryEvents,
  metaEvents,
  netEvents,
  processEvents,
  signalEvents,
  snapshotEvents,
  systemEvents,
  timeEvents,
  userEvents,
  waitEvents,
]
  .flat(2)
  .sort((a, b) => a.number - b.number);

/** How many event types there are; a type number of this or above is unknown. */
export const eventTypeCount = eventTable.length;

/** {@link EventType.flags} by type number, packed for the hot path. */
export const eventFlags: Uint16Array = Uint16Array.from(eventTable, (type) => type.flags);

/** How many parameters the newest schema gives each type, by type number. */
export const eventParamCount: Uint8Array = Uint8Array.from(eventTable, (type) => type.params.length);

/** How many of them sysdig 0.29.3 knows and live capture writes; all of a type that is newer. */
export const classicParamCount: Uint8Array = Uint8Array.from(eventTable, (type) => type.params.filter((param) => !param.added).length);

const byCode = new Map(eventTable.map((type) => [type.code, type.number]));

/** The type number of a name such as `PPME_SYSCALL_OPEN_E`. Throws on an unknown name: it is a mistake in the program. */
export function eventNumber(code: string): number {
  const number = byCode.get(code);
  if (number === undefined) throw new Error(`no event type ${code}`);
  return number;
}
