import { splitNul } from './params.ts';

/** Which container a thread is in. */
export interface ContainerMatch {
  readonly id: string;
  readonly type: number;
  /** What the container is called where the place itself says so. */
  readonly name: string;
}

/** What the control groups alone tell: the same for all threads that have the same ones. */
export interface CgroupFindings {
  /** `subsystem=path` each. */
  readonly entries: readonly string[];
  /** The container, where its runtime writes it into the path. */
  readonly container: ContainerMatch | undefined;
  /** Id of a Mesos container, which counts only where a process also carries a task id. */
  readonly mesosId: string | undefined;
  /** Name of a systemd service: an application where it runs in a rkt pod. */
  readonly service: string | undefined;
  /** A BOSH job: asked last. */
  readonly bpm: ContainerMatch | undefined;
  /** A container of today's layouts, which sysdig 0.29.3 does not see. */
  readonly newer: ContainerMatch | undefined;
}

/** Of a thread without control groups. */
export const noCgroups: CgroupFindings = {
  entries: [],
  container: undefined,
  mesosId: undefined,
  service: undefined,
  bpm: undefined,
  newer: undefined,
};

/**
 * The control groups of a thread as the driver gives them, `subsystem=path` each ended by NUL, with the subsystems
 * named as `/proc/PID/cgroup` names them. Everything after an entry without `=` is left out.
 */
export function splitCgroups(list: string): readonly string[] {
  const groups: string[] = [];
  for (const entry of splitNul(list)) {
    const equals = entry.lastIndexOf('=');
    if (equals < 0) break;
    groups.push(`${usualName(entry.slice(0, equals))}=${entry.slice(equals + 1)}`);
  }
  return groups;
}

function usualName(subsystem: string): string {
  const name = subsystem.replace('_cgroup', '');
  if (name === 'perf') return 'perf_event';
  if (name === 'mem') return 'memory';
  return name === 'io' ? 'blkio' : name;
}

/** The path in one entry of a thread's control groups. */
export function cgroupPath(entry: string): string {
  return entry.slice(entry.lastIndexOf('=') + 1);
}

/** The subsystem in one entry of a thread's control groups. */
export function cgroupSubsystem(entry: string): string {
  return entry.slice(0, entry.lastIndexOf('='));
}
