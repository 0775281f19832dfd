import { EventCursor, eventNumber, layoutV2, type TimeBase } from '../../event/index.ts';
import type { EventContext, Machine, Thread } from '../../machine/index.ts';

/** The event that stands for a thread in a table: of a type no capture holds, so that no field takes it for another. */
const tableEntry = eventNumber('PPME_SYSDIGEVENT_X');
const headerBytes = 26;
const second = 1_000_000_000n;

/**
 * Shows every live thread as an event, so that those that did nothing have a row too. The events bear the last
 * nanosecond of the second before `now`, as csysdig's do.
 *
 * @param now ns since the epoch
 */
export function visitThreads(machine: Machine, now: bigint, base: TimeBase, visit: (context: EventContext) => void): void {
  const bytes = Buffer.alloc(headerBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const time = now - (now % second) - 1n;
  bytes.writeBigUInt64LE(time < 0n ? 0n : time, 0);
  bytes.writeUInt32LE(headerBytes, 16);
  bytes.writeUInt16LE(tableEntry, 20);
  const evt = new EventCursor();
  const entry = (thread: Thread): EventCursor => {
    bytes.writeBigInt64LE(BigInt(thread.tid), 8);
    evt.set(bytes, view, 0, headerBytes, layoutV2, base);
    return evt;
  };
  const last = outgrown(machine);
  machine.forEachThread(entry, (context) => {
    if (!last.has(context.thread!)) visit(context);
  });
  if (last.size === 0) return;
  machine.forEachThread(entry, (context) => {
    if (last.has(context.thread!)) visit(context);
  });
}

/**
 * First threads of processes that have others from before they ran another program. They come last: the last command
 * line of a process is the one that tables show.
 */
function outgrown(machine: Machine): Set<Thread> {
  const mains = new Set<Thread>();
  for (const thread of machine.threads.values()) if (thread.main !== thread && thread.exe !== thread.main.exe) mains.add(thread.main);
  return mains;
}
