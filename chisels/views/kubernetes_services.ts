import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'kubernetes_services',
  name: 'K8s Services',
  description: 'Kubernetes services with the resources of the processes behind them.',
  type: 'table',
  filter: "k8s.svc.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'k8s.pod.id', 'k8s.rc.id', 'k8s.rs.id', 'k8s.ns.id'],
  drilldown: 'kubernetes_pods',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'k8s.svc.id', groupKey: true },
    { field: 'k8s.svc.id', name: 'ID', description: 'Id of the service.', size: 38 },
    { field: 'k8s.svc.name', name: 'NAME', description: 'Name of the service.', size: 25 },
    { field: 'k8s.ns.name', name: 'NAMESPACE', description: 'Name of the namespace.', size: 20 },
    { field: 'k8s.svc.labels', name: 'LABELS', description: 'Labels of the service.', size: 0 },
  ],
  actions: [
    { key: 'd', description: 'describe', argv: ['kubectl', '--namespace=%k8s.ns.name', 'describe', 'services/%k8s.svc.name'] },
    {
      key: 'x',
      description: 'delete',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'delete', 'services', '--', '%k8s.svc.name'],
      destructive: true,
    },
  ],
});
