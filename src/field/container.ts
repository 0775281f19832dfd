import { addressText, type Container, type ContainerMount, containerTypes, type EventContext, type HealthProbe } from '../machine/index.ts';
import { boundField, field, numberArgument } from './define.ts';
import { absolute, exact } from './exact.ts';
import { compileGlob } from './glob.ts';
import { joinLabels } from './labels.ts';
import type { Extractor, FieldArgument, FieldClass, FieldDefinition, FieldValue } from './types.ts';

const typeNames = new Map(containerTypes);

/** Runtimes whose answers tell whether a container is privileged. */
const tellsPrivileged: ReadonlySet<string> = new Set(['docker', 'podman', 'cri', 'containerd', 'cri-o']);

/** What is known of the container the thread is in; undefined on the host. */
export function containerOf({ machine, thread }: EventContext): Container | undefined {
  return thread === undefined || thread.containerId === '' ? undefined : machine.containers.get(thread.containerId);
}

/** A value that the host has too; undefined where there is no thread, or nothing is known of its container. */
function withHost(read: (container: Container) => string): Extractor {
  return (context) => {
    if (context.thread === undefined) return undefined;
    if (context.thread.containerId === '') return 'host';
    const container = containerOf(context);
    return container === undefined ? undefined : read(container) || undefined;
  };
}

/** Text of a container, missing where empty. */
function text(read: (container: Container) => string): Extractor {
  return (context) => {
    const container = containerOf(context);
    return container === undefined ? undefined : read(container) || undefined;
  };
}

function mountText(mount: ContainerMount): string {
  return [mount.source, mount.destination, mount.mode, String(mount.writable), mount.propagation].join(':');
}

const whichMount: FieldArgument = { required: true, what: 'the number of a mount, or a path or pattern', dotted: false };

/** A field of one mount: the one with that number, or the first whose path (of the named side) matches. */
function mountField(
  name: string,
  display: string,
  doc: string,
  side: 'source' | 'destination',
  read: (mount: ContainerMount) => string,
): FieldDefinition {
  return boundField(name, 'CHARBUF', 'NA', display, doc, whichMount, (argument = '') => {
    const index = numberArgument(argument);
    const matches = compileGlob(argument);
    return (context) => {
      const mounts = containerOf(context)?.mounts;
      const mount = index === undefined ? mounts?.find((candidate) => matches(candidate[side])) : mounts?.[index];
      return mount === undefined ? undefined : read(mount);
    };
  });
}

/** The command line of a probe; `NONE` where the container has no such probe. */
function probe(kind: HealthProbe['kind']): Extractor {
  return (context) => {
    const container = containerOf(context);
    if (container === undefined) return undefined;
    const found = container.healthProbes.find((candidate) => candidate.kind === kind);
    return found === undefined ? 'NONE' : [found.exe, ...found.args].join(' ');
  };
}

function fact(read: (container: Container) => FieldValue | undefined): Extractor {
  return (context) => {
    const container = containerOf(context);
    return container === undefined ? undefined : read(container);
  };
}

/** ns since the epoch; the runtime tells seconds, 0 where it does not know. */
function started(container: Container): bigint | undefined {
  return container.createdTime > 0 ? BigInt(container.createdTime) * 1_000_000_000n : undefined;
}

/** Fields of the container a thread is in. */
export const containerFields: FieldClass = {
  name: 'container',
  doc: 'The container the thread runs in, as its runtime describes it; the host itself counts as one called host.',
  fields: [
    field(
      'container.id',
      'CHARBUF',
      'NA',
      'Container ID',
      'Short id of the container, host outside of one.',
      ({ thread }) => thread && (thread.containerId || 'host'),
      { ofThread: ['containerId'] },
    ),
    field(
      'container.full_id',
      'CHARBUF',
      'NA',
      'Container Full ID',
      'The id in its full length.',
      text(({ fullId }) => fullId),
    ),
    field(
      'container.name',
      'CHARBUF',
      'NA',
      'Container Name',
      'What the container is called.',
      withHost(({ name }) => name),
    ),
    field(
      'container.image',
      'CHARBUF',
      'NA',
      'Image Name',
      'The image it was made from, as in nginx:latest.',
      text(({ image }) => image),
    ),
    field(
      'container.image.id',
      'CHARBUF',
      'NA',
      'Image ID',
      'Id of that image.',
      text(({ imageId }) => imageId),
    ),
    field(
      'container.type',
      'CHARBUF',
      'NA',
      'Type',
      'The runtime that keeps it: docker, podman, containerd, cri-o, lxc and others.',
      withHost(({ type }) => typeNames.get(type) ?? ''),
    ),
    field(
      'container.privileged',
      'BOOL',
      'NA',
      'Privileged',
      'Whether it may do on the host what root may.',
      fact(({ type, privileged }) => (tellsPrivileged.has(typeNames.get(type) ?? '') ? privileged : undefined)),
    ),
    field(
      'container.mounts',
      'CHARBUF',
      'NA',
      'Mounts',
      'All directories of the host it sees: source:destination:mode:writable:propagation, with commas between.',
      fact(({ mounts }) => mounts.map(mountText).join(',')),
      { costly: true },
    ),
    mountField(
      'container.mount',
      'Mount',
      'One of these, by number or by its path on the host, which may be a pattern.',
      'source',
      mountText,
    ),
    mountField(
      'container.mount.source',
      'Mount Source',
      'Path on the host of one mount, by number or by its path inside.',
      'destination',
      ({ source }) => source,
    ),
    mountField(
      'container.mount.dest',
      'Mount Destination',
      'Path inside of one mount, by number or by its path on the host.',
      'source',
      ({ destination }) => destination,
    ),
    mountField(
      'container.mount.mode',
      'Mount Mode',
      'Options of one mount, by number or by its path on the host.',
      'source',
      ({ mode }) => mode,
    ),
    mountField(
      'container.mount.rdwr',
      'Mount Read/Write',
      'Whether one mount may be written, by number or by its path on the host.',
      'source',
      ({ writable }) => String(writable),
    ),
    mountField(
      'container.mount.propagation',
      'Mount Propagation',
      'How mounts below one mount spread, by number or by its path on the host.',
      'source',
      ({ propagation }) => propagation,
    ),
    field(
      'container.image.repository',
      'CHARBUF',
      'NA',
      'Repository',
      'Where the image comes from, without its tag.',
      text(({ imageRepo }) => imageRepo),
    ),
    field(
      'container.image.tag',
      'CHARBUF',
      'NA',
      'Image Tag',
      'Which version of the image, as in latest.',
      text(({ imageTag }) => imageTag),
    ),
    field(
      'container.image.digest',
      'CHARBUF',
      'NA',
      'Registry Digest',
      'Hash the registry knows the image by.',
      text(({ imageDigest }) => imageDigest),
    ),
    field(
      'container.healthcheck',
      'CHARBUF',
      'NA',
      'Health Check',
      'Command that checks its health, NONE where there is none.',
      probe('healthcheck'),
    ),
    field(
      'container.liveness_probe',
      'CHARBUF',
      'NA',
      'Liveness',
      'Command that asks whether it still lives, NONE where there is none.',
      probe('livenessProbe'),
    ),
    field(
      'container.readiness_probe',
      'CHARBUF',
      'NA',
      'Readiness',
      'Command that asks whether it is ready, NONE where there is none.',
      probe('readinessProbe'),
    ),
    field(
      'container.ip',
      'CHARBUF',
      'NA',
      'Container IP',
      'Its IPv4 address.',
      fact(({ ip }) => (ip === 0 ? undefined : addressText(ip))),
    ),
    field(
      'container.cni.json',
      'CHARBUF',
      'NA',
      'Container CNI',
      'How its network was set up, as the network plugin put it in JSON.',
      text(({ cniJson }) => cniJson),
    ),
    field(
      'container.host_pid',
      'BOOL',
      'NA',
      'Host PID Namespace',
      'Whether it sees the processes of the host.',
      fact(({ hostPid }) => hostPid),
    ),
    field(
      'container.host_network',
      'BOOL',
      'NA',
      'Host Network Namespace',
      'Whether it uses the network of the host.',
      fact(({ hostNetwork }) => hostNetwork),
    ),
    field(
      'container.host_ipc',
      'BOOL',
      'NA',
      'Host IPC Namespace',
      'Whether it shares semaphores and shared memory with the host.',
      fact(({ hostIpc }) => hostIpc),
    ),
    boundField(
      'container.label',
      'CHARBUF',
      'NA',
      'Container Label',
      'The value of one label.',
      { required: true, what: 'the name of a label', dotted: true },
      (argument = '') => fact(({ labels }) => labels.get(argument)),
    ),
    field(
      'container.labels',
      'CHARBUF',
      'NA',
      'Container Labels',
      'All labels, name:value with commas between.',
      fact(({ labels }) => (labels.size === 0 ? undefined : joinLabels(labels))),
      { costly: true },
    ),
    field(
      'container.start_ts',
      'ABSTIME',
      'DEC',
      'Container Start',
      'When it was made, in nanoseconds since 1970.',
      fact((container) => {
        const time = started(container);
        return time === undefined ? undefined : exact(time);
      }),
    ),
    field('container.duration', 'RELTIME', 'DEC', 'Container Duration', 'How long it has been there.', (context) => {
      const container = containerOf(context);
      const time = container === undefined ? undefined : started(container);
      return time === undefined ? undefined : exact(absolute(context.evt, context.evt.time) - time);
    }),
  ],
};
