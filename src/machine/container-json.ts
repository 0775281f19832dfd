import { ipv4Text } from './address.ts';
import type { Container, HealthProbe } from './container.ts';

/** The JSON of a container event must fit a length of 16 bits, with the NUL behind it. */
export const containerJsonMax = 65_534;

/** The keys of the kinds of probes, as readers of captures know them. */
const probeKeys: Readonly<Record<HealthProbe['kind'], string>> = {
  healthcheck: 'Healthcheck',
  livenessProbe: 'LivenessProbe',
  readinessProbe: 'ReadinessProbe',
};

/** What is left out, one after the other, of a container with too much to say. */
const sheddings: readonly ((container: Container) => Container)[] = [
  (container) => ({ ...container, env: [] }),
  (container) => ({ ...container, cniJson: '' }),
  (container) => ({ ...container, labels: new Map([...container.labels].filter(([, value]) => value.length <= longLabel)) }),
  (container) => ({ ...container, mounts: container.mounts.slice(0, fewMounts) }),
  (container) => ({ ...container, mounts: [], labels: new Map(), ports: [], healthProbes: [] }),
];
const longLabel = 64;
const fewMounts = 32;

/**
 * The JSON of a container event that says all that is known of a container, as a binary string (UTF-8). Of one with too
 * much to say for an event, environment, network description, labels and mounts are left out, in this order; undefined
 * where even its names are too long.
 */
export function containerJson(container: Container): string | undefined {
  let described = container;
  for (let i = 0; ; i++) {
    const json = Buffer.from(JSON.stringify({ container: asJson(described) }), 'utf8').toString('latin1');
    if (json.length <= containerJsonMax) return json;
    const shed = sheddings[i];
    if (shed === undefined) return undefined;
    described = shed(described);
  }
}

function asJson(container: Container): Record<string, unknown> {
  const { hostPid, hostNetwork, hostIpc } = container;
  return {
    id: text(container.id),
    full_id: text(container.fullId),
    type: container.type,
    name: text(container.name),
    image: text(container.image),
    imageid: text(container.imageId),
    imagerepo: text(container.imageRepo),
    imagetag: text(container.imageTag),
    imagedigest: text(container.imageDigest),
    privileged: container.privileged,
    is_pod_sandbox: container.isPodSandbox,
    ...(hostPid !== undefined && { host_pid: hostPid }),
    ...(hostNetwork !== undefined && { host_network: hostNetwork }),
    ...(hostIpc !== undefined && { host_ipc: hostIpc }),
    lookup_state: container.known ? found : failed,
    created_time: container.createdTime,
    Mounts: container.mounts.map(({ source, destination, mode, writable, propagation }) => ({
      Source: text(source),
      Destination: text(destination),
      Mode: text(mode),
      RW: writable,
      Propagation: text(propagation),
    })),
    User: text(container.user),
    ...Object.fromEntries(container.healthProbes.map(({ kind, exe, args }) => [probeKeys[kind], { exe: text(exe), args: args.map(text) }])),
    ip: ipv4Text(container.ip),
    cni_json: text(container.cniJson),
    port_mappings: container.ports.map(({ hostIp, hostPort, containerPort }) => ({
      HostIp: hostIp,
      HostPort: hostPort,
      ContainerPort: containerPort,
    })),
    labels: Object.fromEntries([...container.labels].map(([name, value]) => [text(name), text(value)])),
    env: container.env.map(text),
    memory_limit: container.memoryLimit,
    swap_limit: container.swapLimit,
    cpu_shares: container.cpuShares,
    cpu_quota: container.cpuQuota,
    cpu_period: container.cpuPeriod,
    cpuset_cpu_count: container.cpusetCpuCount,
    mesos_task_id: text(container.mesosTaskId),
    metadata_deadline: 0,
  };
}

/** States of being looked up. */
const found = 1;
const failed = 2;

/** The text whose UTF-8 bytes a binary string holds. */
function text(binary: string): string {
  return Buffer.from(binary, 'latin1').toString('utf8');
}
