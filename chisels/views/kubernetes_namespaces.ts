import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'kubernetes_namespaces',
  name: 'K8s Namespaces',
  description: 'Kubernetes namespaces with the resources of the processes in them.',
  type: 'table',
  filter: "k8s.ns.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'k8s.pod.id', 'k8s.rc.id', 'k8s.rs.id', 'k8s.svc.id'],
  drilldown: 'kubernetes_pods',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'k8s.ns.id', groupKey: true },
    { field: 'k8s.ns.id', name: 'ID', description: 'Id of the namespace.', size: 38 },
    { field: 'k8s.ns.name', name: 'NAME', description: 'Name of the namespace.', size: 25 },
    { field: 'k8s.ns.labels', name: 'LABELS', description: 'Labels of the namespace.', size: 0 },
  ],
  actions: [
    { key: 'd', description: 'describe', argv: ['kubectl', '--namespace=%k8s.ns.name', 'describe', 'namespaces', '--', '%k8s.ns.name'] },
    {
      key: 'x',
      description: 'delete',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'delete', 'namespaces', '--', '%k8s.ns.name'],
      destructive: true,
    },
  ],
});
