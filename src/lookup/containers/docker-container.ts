import { bareContainer, type Container, type ContainerMount, type ContainerPort, type HealthProbe } from '../../machine/index.ts';
import { imageName, isImageId } from './image-name.ts';
import { cpuCount, ipv4, list, member, number, parsed, text, textMap, texts } from './json.ts';
import { shortIdLength } from './runtime.ts';

/** Nanoseconds of processor time in a second of a whole processor, as `NanoCpus` counts. */
const nanoCpu = 1e9;
/** The kernel's period of a processor quota, where the runtime does not say. µs */
const defaultPeriod = 100_000;
/** Values longer than this are no labels but documents. Bytes */
export const labelMax = 1024;
/** Where Kubernetes keeps what the user wrote of a pod. */
const podSpecLabel = 'annotation.kubectl.kubernetes.io/last-applied-configuration';

/**
 * What Docker's or Podman's `GET /containers/ID/json` says of a container; see Docker's Engine API, ContainerInspect.
 *
 * @param image what `GET /images/ID/json` says of its image, where that was asked
 */
export function dockerContainer(inspected: unknown, type: number, image?: unknown): Container | undefined {
  const fullId = text(inspected, 'Id');
  if (!/^[0-9a-f]{64}$/.test(fullId)) return undefined;
  const config = member(inspected, 'Config');
  const host = member(inspected, 'HostConfig');
  const id = fullId.slice(0, shortIdLength);
  const period = number(host, 'CpuPeriod') || defaultPeriod;
  const nanoCpus = number(host, 'NanoCpus');
  return {
    ...bareContainer(id, type),
    fullId,
    name: text(inspected, 'Name').replace(/^\//, ''),
    ...imageOf(inspected, image),
    privileged: member(host, 'Privileged') === true,
    hostPid: text(host, 'PidMode') === 'host',
    hostNetwork: text(host, 'NetworkMode') === 'host',
    hostIpc: text(host, 'IpcMode') === 'host',
    createdTime: seconds(text(inspected, 'Created')),
    mounts: list(inspected, 'Mounts').map(mount),
    user: text(config, 'User') || '<NA>',
    healthProbes: [...healthCheck(texts(config, 'Healthcheck', 'Test')), ...podProbes(inspected)],
    ip: address(inspected),
    ports: ports(member(inspected, 'NetworkSettings', 'Ports')),
    labels: new Map([...textMap(config, 'Labels')].filter(([, value]) => value.length <= labelMax)),
    env: texts(config, 'Env'),
    memoryLimit: number(host, 'Memory'),
    swapLimit: number(host, 'MemorySwap'),
    cpuShares: number(host, 'CpuShares') || 1024,
    cpuQuota: nanoCpus > 0 ? Math.round((nanoCpus / nanoCpu) * period) : Math.max(0, number(host, 'CpuQuota')),
    cpuPeriod: period,
    cpusetCpuCount: cpuCount(text(host, 'CpusetCpus')),
  };
}

/**
 * What the event says in which Docker tells that it has made a container: its name, image and labels. Docker answers no
 * question about a container while it starts it, so that more comes only after the first program runs.
 */
export function announcedContainer(event: unknown, fullId: string, type: number): Container | undefined {
  if (text(event, 'Action') !== 'create' || !/^[0-9a-f]{64}$/.test(fullId)) return undefined;
  const labels = textMap(event, 'Actor', 'Attributes');
  const name = labels.get('name') ?? '';
  const image = labels.get('image') ?? '';
  if (name === '') return undefined;
  for (const own of ['name', 'image']) labels.delete(own);
  const isId = /^(?:sha256:)?[0-9a-f]{64}$/.test(image);
  const { repo, tag, digest } = imageName(isId ? '' : image);
  return {
    ...bareContainer(fullId.slice(0, shortIdLength), type),
    fullId,
    name,
    image,
    imageId: isId ? image.replace(/^sha256:/, '') : '',
    imageRepo: repo,
    imageTag: tag || (isId ? '' : 'latest'),
    imageDigest: digest,
    createdTime: number(event, 'time'),
    labels: new Map([...labels].filter(([, value]) => value.length <= labelMax)),
  };
}

/** A container that was announced, with what its entry in `GET /containers/json` adds; see Docker's Engine API, ContainerList. */
export function listedContainer(listed: unknown, announced: Container): Container {
  return {
    ...announced,
    imageId: text(listed, 'ImageID').replace(/^sha256:/, '') || announced.imageId,
    hostNetwork: text(listed, 'HostConfig', 'NetworkMode') === 'host',
    createdTime: number(listed, 'Created') || announced.createdTime,
    mounts: list(listed, 'Mounts').map(mount),
  };
}

/** Id of the image of a container, to ask about; undefined where the container itself says everything of it. */
export function imageToAsk(inspected: unknown): string | undefined {
  const id = text(inspected, 'Image').replace(/^sha256:/, '');
  if (!/^[0-9a-f]{64}$/.test(id)) return undefined;
  const { digest, tag } = imageName(text(inspected, 'Config', 'Image'));
  return digest === '' || tag === '' ? id : undefined;
}

type ImageFacts = Pick<Container, 'image' | 'imageId' | 'imageRepo' | 'imageTag' | 'imageDigest'>;

/** A container's image as it was asked for; where that was by id, its names are those its runtime knows. */
function imageOf(inspected: unknown, described: unknown): ImageFacts {
  const image = text(inspected, 'Config', 'Image') || text(inspected, 'ImageName');
  const imageId = text(inspected, 'Image').replace(/^sha256:/, '');
  const byId = isImageId(image, imageId);
  let { repo, tag, digest } = byId ? { repo: '', tag: '', digest: '' } : imageName(image);
  for (const name of texts(described, 'RepoTags')) {
    const known = imageName(name);
    if (repo !== '' && known.repo !== repo) continue;
    if (repo === '') repo = known.repo;
    if (tag === '' && digest === '') tag = known.tag;
  }
  for (const name of texts(described, 'RepoDigests')) {
    const known = imageName(name);
    if (repo === '') repo = known.repo;
    if (digest === '' && known.repo === repo) digest = known.digest;
  }
  return { image, imageId, imageRepo: repo, imageTag: tag || 'latest', imageDigest: digest };
}

/** RFC 3339 as whole seconds since the epoch; 0 where it is none. */
function seconds(time: string): number {
  const ms = Date.parse(time);
  return Number.isFinite(ms) && ms > 0 ? Math.floor(ms / 1000) : 0;
}

function mount(value: unknown): ContainerMount {
  return {
    source: text(value, 'Source'),
    destination: text(value, 'Destination'),
    mode: text(value, 'Mode'),
    writable: member(value, 'RW') !== false,
    propagation: text(value, 'Propagation'),
  };
}

/** The address in the default network, else in the first that has one. */
function address(inspected: unknown): number {
  const own = ipv4(text(inspected, 'NetworkSettings', 'IPAddress'));
  if (own !== 0) return own;
  const networks = member(inspected, 'NetworkSettings', 'Networks');
  if (typeof networks !== 'object' || networks === null) return 0;
  return Object.values(networks).reduce<number>((found, network) => found || ipv4(text(network, 'IPAddress')), 0);
}

/** `{"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}`: only TCP ports can be stored. */
function ports(value: unknown): ContainerPort[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, hosts]) => {
    const containerPort = Number(/^(\d{1,5})\/tcp$/.exec(key)?.[1] ?? 0);
    if (containerPort === 0 || !Array.isArray(hosts)) return [];
    return hosts.flatMap((host: unknown) => {
      const hostPort = Number(text(host, 'HostPort'));
      return Number.isInteger(hostPort) && hostPort > 0 && hostPort < 65_536 && !text(host, 'HostIp').includes(':')
        ? [{ hostIp: ipv4(text(host, 'HostIp')), hostPort, containerPort }]
        : [];
    });
  });
}

/** `["CMD", exe, ...]`, `["CMD-SHELL", command]` or `["NONE"]`. */
function healthCheck([how, ...command]: readonly string[]): HealthProbe[] {
  const [exe, ...args] = how === 'CMD-SHELL' ? ['/bin/sh', '-c', ...command] : command;
  return (how === 'CMD' || how === 'CMD-SHELL') && exe !== undefined ? [{ kind: 'healthcheck', exe, args }] : [];
}

function podProbes(inspected: unknown): HealthProbe[] {
  const labels = member(inspected, 'Config', 'Labels');
  const spec = member(labels, podSpecLabel);
  return typeof spec === 'string' ? probesOfPodSpec(spec, text(labels, 'io.kubernetes.container.name')) : [];
}

/** The probes of a container in what the user wrote of its pod (JSON). */
export function probesOfPodSpec(spec: string, containerName: string): HealthProbe[] {
  const containers = list(parsed(spec), 'spec', 'containers');
  const container = containers.find((candidate) => text(candidate, 'name') === containerName);
  return (['livenessProbe', 'readinessProbe'] as const).flatMap((kind) => {
    const [exe, ...args] = texts(container, kind, 'exec', 'command');
    return exe === undefined ? [] : [{ kind, exe, args }];
  });
}
