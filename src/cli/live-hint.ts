import { eventTable, FIRST_NEWER_EVENT, isGenericType } from '../event/index.ts';

/**
 * Syscalls that today's C libraries (glibc since 2.26 to 2.36, musl since 1.2) do not make any more on x86-64, and what they
 * call instead. A statically linked or very old program still may.
 */
const calledInstead: Readonly<Record<string, string>> = {
  open: 'openat',
  creat: 'openat',
  stat: 'newfstatat',
  lstat: 'newfstatat',
  fork: 'clone',
  send: 'sendto',
  recv: 'recvfrom',
  select: 'pselect6',
  eventfd: 'eventfd2',
  signalfd: 'signalfd4',
};

/**
 * One line of advice where a live filter asks only for syscalls that programs here do not make; undefined where it can
 * match something.
 *
 * @param keys by event key: 1 where the filter can match
 */
export function liveHint(keys: Uint8Array): string | undefined {
  const asked = new Set<string>();
  for (const type of eventTable.slice(0, FIRST_NEWER_EVENT)) {
    // Only what can happen live: old versions of an event and the tracer's own notes do not. The generic event can have
    // any name a filter asks for, so it says nothing about what was meant.
    if (keys[type.number] === 1 && type.syscalls.length > 0 && !isGenericType(type.number)) asked.add(type.name);
  }
  const instead = [...asked].map((name) => calledInstead[name]);
  if (asked.size === 0 || instead.includes(undefined)) return undefined;
  const names = [...new Set([...asked, ...instead])].join(', ');
  return `programs here call ${[...new Set(instead)].join(' and ')}, not ${[...asked].join(' and ')}: ask for evt.type in (${names})`;
}
