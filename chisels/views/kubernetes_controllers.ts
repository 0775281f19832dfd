import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'kubernetes_controllers',
  name: 'K8s Controllers',
  description: 'Kubernetes replication controllers with the resources of the processes they keep running.',
  type: 'table',
  filter: "k8s.rc.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'k8s.pod.id', 'k8s.svc.id', 'k8s.ns.id'],
  drilldown: 'kubernetes_pods',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'k8s.rc.id', groupKey: true },
    { field: 'k8s.rc.id', name: 'ID', description: 'Id of the replication controller.', size: 38 },
    { field: 'k8s.rc.name', name: 'NAME', description: 'Name of the replication controller.', size: 25 },
    { field: 'k8s.ns.name', name: 'NAMESPACE', description: 'Name of the namespace.', size: 20 },
    { field: 'k8s.rc.labels', name: 'LABELS', description: 'Labels of the replication controller.', size: 0 },
  ],
  actions: [
    { key: 'd', description: 'describe', argv: ['kubectl', '--namespace=%k8s.ns.name', 'describe', 'rc', '--', '%k8s.rc.name'] },
    {
      key: 'x',
      description: 'delete',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'delete', 'rc', '--', '%k8s.rc.name'],
      destructive: true,
    },
  ],
});
