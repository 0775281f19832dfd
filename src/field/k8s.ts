import { addressText, type Container, type EventContext } from '../machine/index.ts';
import { containerOf } from './container.ts';
import { boundField, field } from './define.ts';
import { joinLabels } from './labels.ts';
import type { Extractor, FieldArgument, FieldClass, FieldDefinition } from './types.ts';

const labelName: FieldArgument = { required: true, what: 'the name of a label', dotted: true };

/** Length of the ids containers are found by. */
const SHORT_ID = 12;

/** A label the kubelet gives every container of a pod. */
function podLabel(name: string): Extractor {
  return (context) => containerOf(context)?.labels.get(`io.kubernetes.${name}`);
}

function sandboxId(context: EventContext): string | undefined {
  return containerOf(context)?.labels.get('io.kubernetes.sandbox.id');
}

/** The container that holds the pod together: it has the pod's own labels and address. */
function sandbox(context: EventContext): Container | undefined {
  const own = containerOf(context);
  if (own?.isPodSandbox) return own;
  const id = sandboxId(context);
  return id === undefined ? undefined : context.machine.containers.get(id.slice(0, SHORT_ID));
}

/** Labels the user gave the pod; those of Kubernetes itself and annotations are left out. */
function ownLabels({ labels }: Container): ReadonlyMap<string, string> {
  return new Map([...labels].filter(([name]) => !name.startsWith('annotation.') && !name.startsWith('io.kubernetes.')));
}

/** What only the Kubernetes API could tell, and no source here asks it. */
const unknown: Extractor = () => undefined;

/** The four fields of a kind of object that only the API server knows. */
function ofApiServer(prefix: string, display: string, what: string): FieldDefinition[] {
  return [
    field(
      `${prefix}.name`,
      'CHARBUF',
      'NA',
      `${display} Name`,
      `Name of the ${what}; only where the source knows more of Kubernetes than containers tell.`,
      unknown,
    ),
    field(`${prefix}.id`, 'CHARBUF', 'NA', `${display} ID`, `Id of the ${what}; from the same sources.`, unknown),
    boundField(
      `${prefix}.label`,
      'CHARBUF',
      'NA',
      `${display} Label`,
      `One label of the ${what}; from the same sources.`,
      labelName,
      () => unknown,
    ),
    field(`${prefix}.labels`, 'CHARBUF', 'NA', `${display} Labels`, `All labels of the ${what}; from the same sources.`, unknown),
  ];
}

/** Fields of the pod a thread is in. */
export const k8sFields: FieldClass = {
  name: 'k8s',
  doc: 'The Kubernetes pod the thread runs in, as far as the labels of its containers tell.',
  fields: [
    field('k8s.pod.name', 'CHARBUF', 'NA', 'Pod Name', 'What the pod is called.', podLabel('pod.name')),
    field('k8s.pod.id', 'CHARBUF', 'NA', 'Pod ID', 'Unique id of the pod.', podLabel('pod.uid')),
    field('k8s.pod.uid', 'CHARBUF', 'NA', 'Pod UID', 'Unique id of the pod, under its newer name.', podLabel('pod.uid')),
    field('k8s.pod.sandbox_id', 'CHARBUF', 'NA', 'Pod Sandbox ID', 'Short id of the container that holds the pod together.', (context) =>
      sandboxId(context)?.slice(0, SHORT_ID),
    ),
    field('k8s.pod.full_sandbox_id', 'CHARBUF', 'NA', 'Pod Full Sandbox ID', 'The same id in its full length.', sandboxId),
    boundField(
      'k8s.pod.label',
      'CHARBUF',
      'NA',
      'Pod Label',
      'The value of one label of the pod.',
      labelName,
      (argument = '') =>
        (context) =>
          sandbox(context)?.labels.get(argument),
    ),
    field(
      'k8s.pod.labels',
      'CHARBUF',
      'NA',
      'Pod Labels',
      'All labels of the pod, name:value with commas between.',
      (context) => {
        const pod = sandbox(context);
        return pod === undefined || pod.labels.size === 0 ? undefined : joinLabels(ownLabels(pod));
      },
      { costly: true },
    ),
    field('k8s.pod.ip', 'CHARBUF', 'NA', 'Pod IP', 'IPv4 address of the pod.', (context) => {
      const ip = sandbox(context)?.ip ?? 0;
      return ip === 0 ? undefined : addressText(ip);
    }),
    field(
      'k8s.pod.cni.json',
      'CHARBUF',
      'NA',
      'Pod CNI',
      'How the network of the pod was set up, as the network plugin put it in JSON.',
      (context) => sandbox(context)?.cniJson || undefined,
    ),
    ...ofApiServer('k8s.rc', 'Replication Controller', 'replication controller'),
    ...ofApiServer('k8s.svc', 'Service', 'service'),
    field('k8s.ns.name', 'CHARBUF', 'NA', 'Namespace Name', 'Namespace the pod is in.', podLabel('pod.namespace')),
    ...ofApiServer('k8s.ns', 'Namespace', 'namespace').slice(1),
    ...ofApiServer('k8s.rs', 'Replica Set', 'replica set'),
    ...ofApiServer('k8s.deployment', 'Deployment', 'deployment'),
  ],
};
