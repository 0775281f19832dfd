import type { BoundField } from '../field/index.ts';

/** Classes whose fields read what is known of a thread, and nothing of the event. */
const ofThreads: ReadonlySet<string> = new Set(['proc', 'thread', 'user', 'group', 'container', 'k8s', 'mesos', 'util']);

/** Fields of an event that an exit answers by itself. Those that are not here may take something from the enter. */
const ofExits: ReadonlySet<string> = new Set(
  [
    'num time time.s time.ns time.iso8601 datetime datetime.s rawtime rawtime.s rawtime.ns reltime reltime.s reltime.ns outputtime',
    'dir type type.is cpu args info arg rawarg res rawres failed count count.error count.exit',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => `evt.${name}`),
);

/**
 * Whether a field may give another value for the exit of a call when its enter was never seen: which fd a call was
 * about stands in the enter alone, and so does when it began.
 */
export function readsEnter({ definition: { name } }: BoundField): boolean {
  return !ofThreads.has(name.slice(0, name.indexOf('.'))) && !ofExits.has(name);
}
