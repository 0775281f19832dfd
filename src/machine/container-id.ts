import { type CgroupFindings, type ContainerMatch, cgroupPath, splitCgroups } from './cgroups.ts';
import { ContainerType } from './container.ts';
import type { Thread } from './thread.ts';

/** What container detection may ask beside the thread itself. */
export interface ContainerSurroundings {
  /** The thread's parent, its parent, and so on. */
  ancestors(thread: Thread): Iterable<Thread>;
  isKnownContainer(id: string): boolean;
}

/** Runtimes on runc name the group by 64 hexadecimal digits; shown are the first of them. */
const fullIdLength = 64;
const idLength = 12;

interface Layout {
  readonly prefix: string;
  readonly suffix: string;
}

const podmanLayouts: readonly Layout[] = [
  { prefix: '/libpod-', suffix: '.scope' },
  { prefix: '/libpod-', suffix: '.scope/container' },
];
const dockerLayouts: readonly Layout[] = [
  { prefix: '/', suffix: '' },
  { prefix: '/docker-', suffix: '.scope' },
];
const criLayouts: readonly Layout[] = [
  { prefix: '/crio-', suffix: '' },
  { prefix: '/cri-containerd-', suffix: '.scope' },
  { prefix: '/crio-', suffix: '.scope' },
  { prefix: ':cri-containerd:', suffix: '' },
];

/** Takes apart the control groups of a thread. */
export function examineCgroups(list: string): CgroupFindings {
  const entries = splitCgroups(list);
  // Most subsystems have the same path.
  const paths = [...new Set(entries.map(cgroupPath))];
  return {
    entries,
    container:
      byLayout(paths, podmanLayouts, ContainerType.podman) ??
      rootlessPodman(paths) ??
      byLayout(paths, dockerLayouts, ContainerType.docker) ??
      byLayout(paths, criLayouts, ContainerType.cri) ??
      lxc(paths) ??
      libvirtLxc(paths),
    mesosId: first(paths, '/mesos/', /\/mesos\/([0-9a-fA-F-]{36})$/),
    service: first(paths, '.service', /([^/]*)\.service$/),
    bpm: bpm(paths),
    newer: nested(paths) ?? lxcOfUnified(paths) ?? nspawn(paths),
  };
}

/**
 * Tells from a thread's control groups, root directory and surroundings which container it is in; undefined on the
 * host. What each runtime names things is its own convention; the order is sysdig's.
 */
export function findContainer(thread: Thread, groups: CgroupFindings, around: ContainerSurroundings): ContainerMatch | undefined {
  return groups.container ?? mesos(thread, groups, around) ?? rktService(thread, groups, around) ?? rktRoot(thread, around) ?? groups.bpm;
}

/**
 * What a pattern finds in the first path that it fits.
 *
 * @param sign stands in every path the pattern fits. Most paths have none of these signs, and a pattern that is not asked is not compiled
 */
function first(paths: readonly string[], sign: string, pattern: RegExp): string | undefined {
  for (const path of paths) {
    const found = path.includes(sign) ? pattern.exec(path)?.[1] : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function byLayout(paths: readonly string[], layouts: readonly Layout[], type: number): ContainerMatch | undefined {
  for (const path of paths) {
    // No room for an id behind a prefix: most paths.
    if (path.length <= fullIdLength) continue;
    for (const { prefix, suffix } of layouts) {
      const id = idBetween(path, prefix, suffix);
      if (id !== undefined) return { id, type, name: '' };
    }
  }
  return undefined;
}

function idBetween(path: string, prefix: string, suffix: string): string | undefined {
  const at = path.lastIndexOf(prefix);
  if (at < 0 || !path.endsWith(suffix)) return undefined;
  const start = at + prefix.length;
  const full = path.slice(start, path.length - suffix.length);
  return full.length === fullIdLength && /^[0-9a-fA-F]+$/.test(full) ? full.slice(0, idLength) : undefined;
}

/** `.../podman-1234.scope/ID`, in the group that systemd keeps. */
function rootlessPodman(paths: readonly string[]): ContainerMatch | undefined {
  for (const path of paths) {
    if (!path.includes('podman-') || !/podman-\d+\.scope\/./.test(path)) continue;
    const id = idBetween(path, '.scope/', '');
    if (id !== undefined) return { id, type: ContainerType.podman, name: '' };
  }
  return undefined;
}

function lxc(paths: readonly string[]): ContainerMatch | undefined {
  const id = first(paths, '/lxc', /\/lxc(?:\.payload)?\/([^/]*)/);
  return id === undefined ? undefined : { id, type: ContainerType.lxc, name: id };
}

function libvirtLxc(paths: readonly string[]): ContainerMatch | undefined {
  for (const path of paths) {
    if (!path.includes('lxc')) continue;
    const id =
      /\/([^/]*)\.libvirt-lxc$/.exec(path)?.[1] ?? /-lxc\\x2.(.*)\.scope$/.exec(path)?.[1] ?? /\/libvirt\/lxc\/(.*)$/.exec(path)?.[1];
    if (id !== undefined) return { id, type: ContainerType.libvirtLxc, name: id };
  }
  return undefined;
}

function mesos(thread: Thread, { mesosId }: CgroupFindings, around: ContainerSurroundings): ContainerMatch | undefined {
  if (mesosId === undefined) return undefined;
  const task = mesosTask(thread, around);
  return task.length >= 3 && /[._]/.test(task) ? { id: mesosId, type: ContainerType.mesos, name: mesosId } : undefined;
}

function mesosTask(thread: Thread, around: ContainerSurroundings): string {
  const own = environmentTask(thread);
  if (own !== '') return own;
  for (const ancestor of around.ancestors(thread)) {
    const task = environmentTask(ancestor);
    if (task !== '') return task;
  }
  return '';
}

function environmentTask(thread: Thread): string {
  for (const name of ['MESOS_TASK_ID', 'mesos_task_id', 'MESOS_EXECUTOR_ID']) {
    const value = environmentValue(thread, name);
    if (value !== '') return value;
  }
  return '';
}

/** The value of an environment variable, without spaces around it; empty where there is none. */
export function environmentValue(thread: Thread, name: string): string {
  const start = `${name}=`;
  const variable = thread.env.find((entry) => entry.startsWith(start));
  return variable === undefined ? '' : variable.slice(start.length).replace(/^ +| +$/g, '');
}

/** A service inside a rkt pod: the pod's id stands in the environment or the arguments of a process above it. */
function rktService(thread: Thread, { service }: CgroupFindings, around: ContainerSurroundings): ContainerMatch | undefined {
  if (service === undefined) return undefined;
  for (const ancestor of around.ancestors(thread)) {
    const pod = podOf(ancestor) ?? podArgument(ancestor);
    if (pod === undefined) continue;
    const id = `${pod}:${service}`;
    return around.isKnownContainer(id) ? { id, type: ContainerType.rkt, name: service } : undefined;
  }
  return undefined;
}

function podOf(thread: Thread): string | undefined {
  return thread.env.find((entry) => entry.startsWith('container_uuid='))?.slice('container_uuid='.length);
}

function podArgument(thread: Thread): string | undefined {
  return thread.args.find((arg) => arg.startsWith('--uuid='))?.slice('--uuid='.length);
}

/** A process whose root directory lies in a rkt pod. */
function rktRoot(thread: Thread, around: ContainerSurroundings): ContainerMatch | undefined {
  const { root } = thread;
  if (root === '' || root === '/') return undefined;
  const fly = /^\/var\/lib\/rkt\/pods\/run\/(.*?)\/stage1\/rootfs\/opt\/stage2\/(.*?)\/rootfs/.exec(root);
  if (fly !== null) return { id: `${fly[1]}:${fly[2]}`, type: ContainerType.rkt, name: fly[2]! };
  const app = /^\/opt\/stage2\/(.*?)\/rootfs/.exec(root)?.[1];
  if (app === undefined) return undefined;
  for (const candidate of [thread, ...around.ancestors(thread)]) {
    const pod = podOf(candidate);
    if (pod !== undefined) return { id: `${pod}:${app}`, type: ContainerType.rkt, name: app };
  }
  return undefined;
}

const nestedTypes: readonly (readonly [sign: string, RegExp, number])[] = [
  ['/libpod-', /\/libpod-([0-9a-f]{64})(?:\.scope)?\//, ContainerType.podman],
  ['/docker', /\/docker[/-]([0-9a-f]{64})(?:\.scope)?\//, ContainerType.docker],
  ['/cri', /\/(?:crio|cri-containerd)-([0-9a-f]{64})(?:\.scope)?\//, ContainerType.cri],
  ['/kubepods', /\/kubepods[^:]*\/([0-9a-f]{64})\//, ContainerType.cri],
];

/** A group within that of a container: what runs there has made groups of its own, as systemd does. */
function nested(paths: readonly string[]): ContainerMatch | undefined {
  for (const [sign, pattern, type] of nestedTypes) {
    const id = first(paths, sign, pattern);
    if (id !== undefined) return { id: id.slice(0, idLength), type, name: '' };
  }
  return undefined;
}

function lxcOfUnified(paths: readonly string[]): ContainerMatch | undefined {
  const id = first(paths, '/lxc.payload.', /\/lxc\.payload\.([^/]+)/);
  return id === undefined ? undefined : { id, type: ContainerType.lxc, name: id };
}

/** systemd-nspawn: as a service of its own, or registered with systemd-machined, as virtual machines are too. */
function nspawn(paths: readonly string[]): ContainerMatch | undefined {
  const unit =
    first(paths, '/systemd-nspawn@', /\/systemd-nspawn@([^/]+)\.service(?!\/supervisor)/) ??
    first(paths, '/machine-', /\/machine-(?!qemu|libvirt)([^/]+)\.scope(?!\/supervisor)/);
  if (unit === undefined) return undefined;
  const id = unit.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { id, type: ContainerType.nspawn, name: id };
}

function bpm(paths: readonly string[]): ContainerMatch | undefined {
  const id = first(paths, 'bpm-', /bpm-([A-Za-z0-9._-]+?)(?:\.scope|$)/);
  return id === undefined ? undefined : { id, type: ContainerType.bpm, name: id };
}
