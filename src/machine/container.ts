import { ipv4At } from './address.ts';

/**
 * The numbers of container types in capture files, and the names sysdig shows for them. The last is ours, and in no file: for
 * sysdig such a process is on the host.
 */
export const containerTypes: readonly (readonly [number, string])[] = [
  [0, 'docker'],
  [1, 'lxc'],
  [2, 'libvirt-lxc'],
  [3, 'mesos'],
  [4, 'rkt'],
  [5, 'custom'],
  [6, 'cri'],
  [7, 'containerd'],
  [8, 'cri-o'],
  [9, 'bpm'],
  [10, 'static'],
  [11, 'podman'],
  [0x7fff, 'systemd-nspawn'],
];

/** A type number as stored in a container's record. */
export const ContainerType = {
  docker: 0,
  lxc: 1,
  libvirtLxc: 2,
  mesos: 3,
  rkt: 4,
  custom: 5,
  cri: 6,
  bpm: 9,
  podman: 11,
  nspawn: 0x7fff,
} as const;

export interface ContainerMount {
  readonly source: string;
  readonly destination: string;
  readonly mode: string;
  readonly writable: boolean;
  readonly propagation: string;
}

export interface ContainerPort {
  /** IPv4 address in host order. */
  readonly hostIp: number;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** A command the runtime runs in the container to see whether it is well. */
export interface HealthProbe {
  readonly kind: 'healthcheck' | 'livenessProbe' | 'readinessProbe';
  readonly exe: string;
  readonly args: readonly string[];
}

/** What is known of a container. Text is a binary string; unknown text is empty, unknown numbers are 0. */
export interface Container {
  /** The first 12 digits of the full id where the runtime has such ids. */
  readonly id: string;
  readonly fullId: string;
  /** One of {@link containerTypes}. */
  readonly type: number;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly imageRepo: string;
  readonly imageTag: string;
  readonly imageDigest: string;
  readonly privileged: boolean;
  readonly isPodSandbox: boolean;
  /** Whether it shares these with the host; undefined where the runtime did not say. */
  readonly hostPid: boolean | undefined;
  readonly hostNetwork: boolean | undefined;
  readonly hostIpc: boolean | undefined;
  /** Whether the runtime could be asked about it. */
  readonly known: boolean;
  /** Seconds since the epoch. */
  readonly createdTime: number;
  readonly mounts: readonly ContainerMount[];
  readonly user: string;
  readonly healthProbes: readonly HealthProbe[];
  /** IPv4 address in host order. */
  readonly ip: number;
  readonly cniJson: string;
  readonly ports: readonly ContainerPort[];
  readonly labels: ReadonlyMap<string, string>;
  readonly env: readonly string[];
  readonly memoryLimit: number;
  readonly swapLimit: number;
  readonly cpuShares: number;
  readonly cpuQuota: number;
  readonly cpuPeriod: number;
  readonly cpusetCpuCount: number;
  readonly mesosTaskId: string;
}

/** A container of which nothing but this is known. */
export function bareContainer(id: string, type: number, name = '', image = ''): Container {
  return {
    id,
    fullId: '',
    type,
    name,
    image,
    imageId: '',
    imageRepo: '',
    imageTag: '',
    imageDigest: '',
    privileged: false,
    isPodSandbox: false,
    hostPid: undefined,
    hostNetwork: undefined,
    hostIpc: undefined,
    known: true,
    createdTime: 0,
    mounts: [],
    user: '<NA>',
    healthProbes: [],
    ip: 0,
    cniJson: '',
    ports: [],
    labels: new Map(),
    env: [],
    memoryLimit: 0,
    swapLimit: 0,
    cpuShares: 1024,
    cpuQuota: 0,
    cpuPeriod: 100_000,
    cpusetCpuCount: 0,
    mesosTaskId: '',
  };
}

/** Stands for no type at all. */
const unknownType = 0xffff;

/**
 * Reads the JSON of a container event (`{"container":{"id":...}}`, UTF-8 bytes as a binary string). Fields that are
 * missing or of the wrong kind stay unknown. Undefined where it is no JSON or names no container.
 */
export function parseContainer(json: string): Container | undefined {
  let root: unknown;
  try {
    root = JSON.parse(Buffer.from(json, 'latin1').toString('utf8'));
  } catch {
    return undefined;
  }
  const container = member(root, 'container');
  const id = string(container, 'id');
  if (id === '') return undefined;
  return {
    ...bareContainer(id, number(container, 'type', unknownType)),
    fullId: string(container, 'full_id'),
    name: string(container, 'name'),
    image: string(container, 'image'),
    imageId: string(container, 'imageid'),
    imageRepo: string(container, 'imagerepo'),
    imageTag: string(container, 'imagetag'),
    imageDigest: string(container, 'imagedigest'),
    privileged: member(container, 'privileged') === true,
    isPodSandbox: member(container, 'is_pod_sandbox') === true,
    hostPid: truth(container, 'host_pid'),
    hostNetwork: truth(container, 'host_network'),
    hostIpc: truth(container, 'host_ipc'),
    known: wasFound(member(container, 'lookup_state')),
    createdTime: number(container, 'created_time'),
    mounts: list(container, 'Mounts').map(mount),
    user: string(container, 'User') || '<NA>',
    healthProbes: healthProbes(container),
    ip: address(string(container, 'ip')),
    cniJson: string(container, 'cni_json'),
    ports: list(container, 'port_mappings').map(port),
    labels: labels(member(container, 'labels')),
    env: list(container, 'env').filter(isString).map(binary),
    memoryLimit: number(container, 'memory_limit'),
    swapLimit: number(container, 'swap_limit'),
    cpuShares: number(container, 'cpu_shares', 1024),
    cpuQuota: number(container, 'cpu_quota'),
    cpuPeriod: number(container, 'cpu_period', 100_000),
    cpusetCpuCount: number(container, 'cpuset_cpu_count'),
    mesosTaskId: string(container, 'mesos_task_id'),
  };
}

/** 0 (asked, no answer yet) and 2 (failed) are of no use; 1 is an answer, and older writers do not say. */
function wasFound(state: unknown): boolean {
  return state !== 0 && state !== 2;
}

function mount(value: unknown): ContainerMount {
  return {
    source: string(value, 'Source'),
    destination: string(value, 'Destination'),
    mode: string(value, 'Mode'),
    writable: member(value, 'RW') !== false,
    propagation: string(value, 'Propagation'),
  };
}

function port(value: unknown): ContainerPort {
  return {
    hostIp: number(value, 'HostIp') >>> 0,
    hostPort: number(value, 'HostPort') & 0xffff,
    containerPort: number(value, 'ContainerPort') & 0xffff,
  };
}

/** The keys under which probes of each kind stand, as the writer names them. */
const probeKeys = [
  ['Healthcheck', 'healthcheck'],
  ['LivenessProbe', 'livenessProbe'],
  ['ReadinessProbe', 'readinessProbe'],
] as const;

function healthProbes(container: unknown): HealthProbe[] {
  const probes: HealthProbe[] = [];
  for (const [key, kind] of probeKeys) {
    const probe = member(container, key);
    const exe = string(probe, 'exe');
    if (exe !== '') probes.push({ kind, exe, args: list(probe, 'args').filter(isString).map(binary) });
  }
  return probes;
}

function labels(value: unknown): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, label] of Object.entries(value)) found.set(binary(key), binary(String(label)));
  return found;
}

function address(text: string): number {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return 0;
  return ipv4At(Uint8Array.from(parts), 0);
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function string(value: unknown, key: string): string {
  const found = member(value, key);
  return typeof found === 'string' ? binary(found) : '';
}

function number(value: unknown, key: string, missing = 0): number {
  const found = member(value, key);
  return typeof found === 'number' ? found : missing;
}

function truth(value: unknown, key: string): boolean | undefined {
  const found = member(value, key);
  return typeof found === 'boolean' ? found : undefined;
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = member(value, key);
  return Array.isArray(found) ? found : [];
}

/** Text of the JSON's own alphabet as the bytes it has in UTF-8. */
function binary(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
