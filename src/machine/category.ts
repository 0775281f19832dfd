import type { Container, HealthProbe } from './container.ts';
import type { ProcessCategory, Thread } from './thread.ts';

/** What the category of a process may depend on beside itself. */
export interface CategorySurroundings {
  parentOf(thread: Thread): Thread | undefined;
  ancestors(thread: Thread): Iterable<Thread>;
  containerOf(thread: Thread): Container | undefined;
}

/**
 * What a process in a container is there for: the first one is the container's own, and so are its descendants, unless
 * the runtime started them from outside to see whether the container is well.
 */
export function categoryOf(thread: Thread, around: CategorySurroundings): ProcessCategory {
  if (thread.containerId === '') return thread.category;
  if (thread.vpid === 1) return 'container';
  const inherited = around.parentOf(thread)?.category ?? 'none';
  if (inherited !== 'none') return inherited;
  const container = around.containerOf(thread);
  const probe = container?.known === true ? container.healthProbes.find((candidate) => runs(thread, candidate)) : undefined;
  if (probe === undefined) return thread.category;
  for (const ancestor of around.ancestors(thread)) if (ancestor.vpid === 1 && ancestor.containerId !== '') return thread.category;
  return probe.kind;
}

function runs({ exe, args }: Thread, probe: HealthProbe): boolean {
  return probe.exe === exe && probe.args.length === args.length && probe.args.every((arg, i) => arg === args[i]);
}
