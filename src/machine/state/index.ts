import { eventNumber, eventTypeCount, renamingKey } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { carriedHandlers } from './carried.ts';
import { cloneExits } from './clone.ts';
import { closeHandlers } from './close.ts';
import { credentialHandlers } from './credentials.ts';
import { datagramHandlers } from './datagram.ts';
import { directoryHandlers } from './directory.ts';
import { dupHandlers } from './dup.ts';
import { execHandlers } from './exec.ts';
import { exitHandlers } from './exit.ts';
import { limitHandlers } from './limits.ts';
import { memoryHandlers } from './memory.ts';
import { accountHandlers, inventoryHandlers, type MetadataHandler, noteHandlers, orchestrationHandlers } from './metadata.ts';
import { namelessHandlers } from './nameless.ts';
import { openHandlers } from './open.ts';
import { socketHandlers } from './socket.ts';

export { TRACER, tracerWrites } from './carried.ts';
export { cloned, cloneExits } from './clone.ts';
export { renamed } from './credentials.ts';
export { fcntlMakesFd } from './dup.ts';
export type { MetadataHandler } from './metadata.ts';
export { openLayouts } from './open.ts';

const changing = [
  ...openHandlers,
  ...closeHandlers,
  ...dupHandlers,
  ...namelessHandlers,
  ...directoryHandlers,
  ...socketHandlers,
  ...datagramHandlers,
  ...execHandlers,
  ...exitHandlers,
  ...credentialHandlers,
  ...limitHandlers,
  ...memoryHandlers,
];

function byType<Handler>(entries: readonly (readonly [number, Handler])[]): readonly (Handler | undefined)[] {
  const handlers = new Array<Handler | undefined>(eventTypeCount).fill(undefined);
  for (const [type, handler] of entries) handlers[type] = handler;
  return handlers;
}

/** What to do with a thread's event, by type number. */
export const stateHandlers: readonly (StateHandler | undefined)[] = byType([...changing, ...carriedHandlers]);

/** What to do with an event of no thread, by type number. */
export const metadataHandlers: readonly (MetadataHandler | undefined)[] = byType([
  ...inventoryHandlers,
  ...orchestrationHandlers,
  ...accountHandlers,
  ...noteHandlers,
]);

/** Type numbers of events whose handlers cannot be left out. */
export const changingTypes: readonly number[] = [...changing, ...inventoryHandlers, ...orchestrationHandlers, ...accountHandlers].map(
  ([type]) => type,
);

/** Type numbers of exits whose handlers need the enter: for the fd it names, or for what it asks. */
export const pairedTypes: readonly number[] = [
  ...openHandlers,
  ...closeHandlers,
  ...dupHandlers,
  ...socketHandlers,
  ...datagramHandlers,
  ...execHandlers,
  ...credentialHandlers,
  ...limitHandlers,
  ...directoryHandlers,
].map(([type]) => type);

/** Keys of events after which a thread may be another: its name, program, ids, users, groups, rights or container. */
export const identityKeys: readonly number[] = [
  ...cloneExits,
  ...[...execHandlers, ...exitHandlers, ...credentialHandlers].map(([type]) => type),
  eventNumber('PPME_SYSCALL_CHROOT_X'),
  renamingKey,
];

/** Type numbers of events that tell nothing but memory and page faults. */
export const memoryTypes: readonly number[] = memoryHandlers.map(([type]) => type);

/** Type numbers that are part of the initial state where they come first. */
export const inventoryTypes: ReadonlySet<number> = new Set([...inventoryHandlers, ...accountHandlers].map(([type]) => type));
