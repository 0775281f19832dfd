import { eventTable } from '../../../event/index.ts';
import type { ViewDefinition } from '../define.ts';
import type { EventStore } from '../store/event-store.ts';

/** Whether a view can be shown now, and why not. */
export interface Applicable {
  readonly view: ViewDefinition;
  readonly group: string;
  /** undefined: it can. */
  readonly unavailable: string | undefined;
}

/** Views that csysdig keeps out of its list; they can be named all the same. */
const unlisted = 'nocsysdig';

/** Under which heading a view stands. */
export function groupOf({ id }: ViewDefinition): string {
  if (id.includes('/')) return 'Mine';
  if (/^(kubernetes|marathon|mesos)_/.test(id)) return 'Kubernetes';
  if (/^spectro|^spans|^traces|slow/.test(id)) return 'Latency';
  if (/errors$/.test(id)) return 'Errors';
  if (/^spy/.test(id)) return 'Security';
  if (/container|docker/.test(id)) return 'Containers';
  if (/connection|ports|port_|backlog/.test(id)) return 'Network';
  if (/file|director|io_/.test(id)) return 'Files';
  return 'Processes';
}

/**
 * The views for a selection, with the reason for those that cannot be shown.
 *
 * @param field what the selection was made by; '' is the whole machine
 */
export function applicableViews(views: readonly ViewDefinition[], field: string, store: EventStore): Applicable[] {
  const held = contents(store);
  return views
    .filter(({ tags }) => tags?.includes(unlisted) !== true)
    .map((view) => ({ view, group: groupOf(view), unavailable: reason(view, field, held) }));
}

interface Contents {
  readonly containers: boolean;
  readonly pods: boolean;
  readonly mesos: boolean;
  readonly tracers: boolean;
}

function contents({ machine, countByType }: EventStore): Contents {
  const containers = [...machine.containers.values()];
  const orchestrated = (name: string): boolean => machine.orchestration.some(({ type }) => eventTable[type]!.name === name);
  return {
    containers: containers.length > 0,
    pods: orchestrated('k8s') || containers.some(({ labels }) => labels.has('io.kubernetes.pod.name')),
    mesos: orchestrated('mesos'),
    tracers: eventTable.some(({ name, number }) => name === 'tracer' && countByType[number]! > 0),
  };
}

function reason(view: ViewDefinition, field: string, held: Contents): string | undefined {
  if (!view.appliesTo.includes(field)) {
    return field === '' ? 'only for a selection: drill down first' : `does not go with a selection by ${field}`;
  }
  if (/^containers/.test(view.id) && !held.containers) return 'no containers were seen';
  if (/^kubernetes_/.test(view.id) && !held.pods) return 'no Kubernetes metadata was seen';
  if (/^(marathon|mesos)_/.test(view.id) && !held.mesos) return 'no Mesos metadata was seen';
  if (/^(spans|traces)_|^spectro_traces/.test(view.id) && !held.tracers) return 'no traces were seen';
  return undefined;
}
