import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'kubernetes_pods',
  name: 'K8s Pods',
  description: 'Kubernetes pods with the resources of the processes in them.',
  type: 'table',
  filter: "k8s.pod.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'k8s.rc.id', 'k8s.rs.id', 'k8s.svc.id', 'k8s.ns.id'],
  drilldown: 'containers',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'k8s.pod.id', groupKey: true },
    { field: 'k8s.pod.id', name: 'ID', description: 'Id of the pod.', size: 38 },
    { field: 'k8s.pod.name', name: 'NAME', description: 'Name of the pod.', size: 25 },
    { field: 'k8s.ns.name', name: 'NAMESPACE', description: 'Name of the namespace.', size: 20 },
    { field: 'k8s.pod.labels', name: 'LABELS', description: 'Labels of the pod.', size: 0 },
  ],
  actions: [
    { key: 'd', description: 'describe', argv: ['kubectl', '--namespace=%k8s.ns.name', 'describe', 'pods', '--', '%k8s.pod.name'] },
    {
      key: 'x',
      description: 'delete',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'delete', 'pods', '--', '%k8s.pod.name'],
      destructive: true,
    },
    {
      key: 'b',
      description: 'shell inside',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'exec', '-i', '-t', '%k8s.pod.name', '--', '/bin/bash'],
      interactive: true,
    },
    { key: 'l', description: 'the log', argv: ['kubectl', '--namespace=%k8s.ns.name', 'logs', '--', '%k8s.pod.name'] },
    {
      key: 'f',
      description: 'follow the log',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'logs', '-f', '--', '%k8s.pod.name'],
      interactive: true,
    },
    {
      key: 'o',
      description: 'the log before the restart',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'logs', '-p', '--', '%k8s.pod.name'],
    },
  ],
});
