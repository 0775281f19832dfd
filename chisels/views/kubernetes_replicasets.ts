import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'kubernetes_replicasets',
  name: 'K8s ReplicaSets',
  description: 'Kubernetes replica sets with the resources of the processes they keep running.',
  type: 'table',
  filter: "k8s.rs.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'k8s.pod.id', 'k8s.svc.id', 'k8s.ns.id'],
  drilldown: 'kubernetes_pods',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'k8s.rs.id', groupKey: true },
    { field: 'k8s.rs.id', name: 'ID', description: 'Id of the replica set.', size: 38 },
    { field: 'k8s.rs.name', name: 'NAME', description: 'Name of the replica set.', size: 25 },
    { field: 'k8s.ns.name', name: 'NAMESPACE', description: 'Name of the namespace.', size: 20 },
    { field: 'k8s.rs.labels', name: 'LABELS', description: 'Labels of the replica set.', size: 0 },
  ],
  actions: [
    { key: 'd', description: 'describe', argv: ['kubectl', '--namespace=%k8s.ns.name', 'describe', 'rs', '--', '%k8s.rs.name'] },
    {
      key: 'x',
      description: 'delete',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'delete', 'rs', '--', '%k8s.rs.name'],
      destructive: true,
    },
  ],
});
