import { bareContainer, type Container, type ContainerMount } from '../../machine/index.ts';
import { labelMax, probesOfPodSpec } from './docker-container.ts';
import { imageName } from './image-name.ts';
import { cpuCount, ipv4, list, member, number, parsed, text } from './json.ts';
import { type Message, mapOf, messageOf, messagesOf, numberOf, textOf } from './protobuf.ts';
import { shortIdLength } from './runtime.ts';

const nsPerSecond = 1e9;
/** How mounts spread, by the numbers of `MountPropagation`. */
const propagations = ['private', 'rslave', 'rshared'];
/** `NamespaceMode.NODE`: the host's own. */
const ofHost = 2;
/** Where the kubelet keeps what the user wrote of a pod. */
const podSpecAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';
/** The label by which fields find the sandbox of a container's pod. */
export const sandboxLabel = 'io.kubernetes.sandbox.id';

/**
 * A pod's sandbox as `PodSandboxStatusResponse` describes it; see `api.proto` of the container runtime interface, v1.
 */
export interface Sandbox {
  readonly container: Container;
  /** What the user wrote of the pod, as JSON; '' where it is not known. */
  readonly podSpec: string;
}

export function criSandbox(response: Message, type: number): Sandbox | undefined {
  const status = messageOf(response, 1);
  const fullId = textOf(status, 1);
  if (!/^[0-9a-f]{64}$/.test(fullId)) return undefined;
  const info = infoOf(response);
  const options = messageOf(messageOf(messageOf(status, 6), 2), 2);
  const { labels, long } = labelsOf(mapOf(status, 7));
  const podSpec = mapOf(status, 8).get(podSpecAnnotation) ?? '';
  const image = text(info, 'image') || text(info, 'config', 'image', 'image');
  const named = imageName(image);
  const cni = member(info, 'cniResult');
  return {
    container: {
      ...bareContainer(fullId.slice(0, shortIdLength), type),
      fullId,
      name: sandboxName(messageOf(status, 2)),
      image,
      imageRepo: named.repo,
      imageTag: named.tag,
      imageDigest: named.digest,
      isPodSandbox: true,
      privileged: isPrivileged(info),
      hostNetwork: numberOf(options, 1) === ofHost,
      hostPid: numberOf(options, 2) === ofHost,
      hostIpc: numberOf(options, 3) === ofHost,
      createdTime: Math.floor(numberOf(status, 4) / nsPerSecond),
      ip: ipv4(textOf(messageOf(status, 5), 1)),
      cniJson: cni === undefined ? '' : Buffer.from(JSON.stringify(cni), 'utf8').toString('latin1'),
      labels,
      ...limitsOf(info),
    },
    podSpec: podSpec || long.get(podSpecAnnotation) || '',
  };
}

/** As the kubelet names the containers of Docker: `POD_name_namespace_uid_attempt`. */
function sandboxName(metadata: Message): string {
  return ['POD', textOf(metadata, 1), textOf(metadata, 3), textOf(metadata, 2), String(numberOf(metadata, 4))].join('_');
}

/** Id of the sandbox a container is in, as its status tells; '' where it does not. */
export function sandboxOf(response: Message): string {
  return text(infoOf(response), 'sandboxID');
}

/**
 * A container as `ContainerStatusResponse` describes it, with what only its sandbox knows: address and namespaces.
 *
 * @param image what `ImageStatusResponse` says of its image
 */
export function criContainer(
  response: Message,
  type: number,
  sandbox: Sandbox | undefined,
  image: Message | undefined,
): Container | undefined {
  const status = messageOf(response, 1);
  const fullId = textOf(status, 1);
  if (!/^[0-9a-f]{64}$/.test(fullId)) return undefined;
  const info = infoOf(response);
  const { labels } = labelsOf(mapOf(status, 12));
  if (sandbox !== undefined) labels.set(sandboxLabel, sandbox.container.fullId);
  const pod = sandbox?.container;
  return {
    ...bareContainer(fullId.slice(0, shortIdLength), type),
    fullId,
    name: containerName(textOf(messageOf(status, 2), 1), numberOf(messageOf(status, 2), 2), labels),
    ...imageFacts(textOf(messageOf(status, 8), 1), textOf(status, 9), image),
    privileged: isPrivileged(info),
    hostPid: pod?.hostPid,
    hostNetwork: pod?.hostNetwork,
    hostIpc: pod?.hostIpc,
    createdTime: Math.floor(numberOf(status, 4) / nsPerSecond),
    mounts: messagesOf(status, 14).map(mount),
    user: userOf(info),
    healthProbes:
      sandbox === undefined
        ? []
        : probesOfPodSpec(Buffer.from(sandbox.podSpec, 'latin1').toString('utf8'), textOf(messageOf(status, 2), 1)),
    ip: pod?.hostNetwork ? 0 : (pod?.ip ?? 0),
    labels,
    env: environment(info),
    ...limitsOf(info),
  };
}

/** `k8s_name_pod_namespace_uid_attempt`, as the kubelet names containers of Docker; its bare name outside of pods. */
function containerName(name: string, attempt: number, labels: ReadonlyMap<string, string>): string {
  const pod = labels.get('io.kubernetes.pod.name');
  if (pod === undefined) return name;
  const namespace = labels.get('io.kubernetes.pod.namespace') ?? '';
  return ['k8s', name, pod, namespace, labels.get('io.kubernetes.pod.uid') ?? '', String(attempt)].join('_');
}

type ImageFacts = Pick<Container, 'image' | 'imageId' | 'imageRepo' | 'imageTag' | 'imageDigest'>;

function imageFacts(named: string, reference: string, response: Message | undefined): ImageFacts {
  const described = response === undefined ? undefined : messageOf(response, 1);
  const id = (described === undefined ? '' : textOf(described, 1)) || (reference.startsWith('sha256:') ? reference : '');
  const names = described === undefined ? [] : stringsOf(described, 2);
  const digests = described === undefined ? [] : stringsOf(described, 3);
  // Where a container was asked for by the id of its image, that is no name.
  const image = named !== '' && !/^(?:sha256:)?[0-9a-f]{64}$/.test(named) ? named : (names[0] ?? digests[0] ?? named);
  const { repo, tag, digest } = imageName(image);
  const known = digests.map(imageName).find((candidate) => candidate.repo === repo) ?? imageName(digests[0] ?? '');
  const ofReference = reference.includes('@') ? imageName(reference).digest : '';
  return {
    image,
    imageId: id.replace(/^sha256:/, ''),
    imageRepo: repo,
    imageTag: tag || names.map(imageName).find((candidate) => candidate.repo === repo)?.tag || '',
    imageDigest: digest || ofReference || known.digest,
  };
}

function stringsOf(message: Message, field: number): string[] {
  return (message.get(field) ?? []).filter((value) => Buffer.isBuffer(value)).map((value) => value.toString('latin1'));
}

function mount(message: Message): ContainerMount {
  return {
    source: textOf(message, 2),
    destination: textOf(message, 1),
    mode: '',
    writable: numberOf(message, 3) === 0,
    propagation: propagations[numberOf(message, 5)] ?? '',
  };
}

/** The runtime's own, verbose account: JSON under `info`. Its shape is not specified; that of containerd and CRI-O is read. */
function infoOf(response: Message): unknown {
  const json = mapOf(response, 2).get('info');
  return json === undefined ? undefined : parsed(Buffer.from(json, 'latin1').toString('utf8'));
}

function isPrivileged(info: unknown): boolean {
  return (
    member(info, 'config', 'linux', 'security_context', 'privileged') === true ||
    member(info, 'config', 'linux', 'securityContext', 'privileged') === true ||
    member(info, 'privileged') === true
  );
}

function userOf(info: unknown): string {
  const uid = member(info, 'runtimeSpec', 'process', 'user', 'uid');
  return typeof uid === 'number' ? String(uid) : '<NA>';
}

function environment(info: unknown): string[] {
  const configured = list(info, 'config', 'envs').map((entry) => `${text(entry, 'key')}=${text(entry, 'value')}`);
  if (configured.length > 0) return configured;
  return list(info, 'runtimeSpec', 'process', 'env')
    .filter((entry): entry is string => typeof entry === 'string')
    .map((entry) => Buffer.from(entry, 'utf8').toString('latin1'));
}

type Limits = Pick<Container, 'memoryLimit' | 'swapLimit' | 'cpuShares' | 'cpuQuota' | 'cpuPeriod' | 'cpusetCpuCount'>;

function limitsOf(info: unknown): Limits {
  const resources = member(info, 'runtimeSpec', 'linux', 'resources');
  return {
    memoryLimit: number(resources, 'memory', 'limit'),
    swapLimit: number(resources, 'memory', 'swap'),
    cpuShares: number(resources, 'cpu', 'shares') || 1024,
    cpuQuota: Math.max(0, number(resources, 'cpu', 'quota')),
    cpuPeriod: number(resources, 'cpu', 'period') || 100_000,
    cpusetCpuCount: cpuCount(text(resources, 'cpu', 'cpus')),
  };
}

function labelsOf(all: ReadonlyMap<string, string>): { labels: Map<string, string>; long: ReadonlyMap<string, string> } {
  return {
    labels: new Map([...all].filter(([, value]) => value.length <= labelMax)),
    long: new Map([...all].filter(([, value]) => value.length > labelMax)),
  };
}
