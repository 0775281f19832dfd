import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'kubernetes_deployments',
  name: 'K8s Deployments',
  description: 'Kubernetes deployments with the resources of the processes they keep running.',
  type: 'table',
  filter: "k8s.deployment.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'k8s.pod.id', 'k8s.svc.id', 'k8s.ns.id'],
  drilldown: 'kubernetes_pods',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'k8s.deployment.id', groupKey: true },
    { field: 'k8s.deployment.id', name: 'ID', description: 'Id of the deployment.', size: 38 },
    { field: 'k8s.deployment.name', name: 'NAME', description: 'Name of the deployment.', size: 25 },
    { field: 'k8s.ns.name', name: 'NAMESPACE', description: 'Name of the namespace.', size: 20 },
    { field: 'k8s.deployment.labels', name: 'LABELS', description: 'Labels of the deployment.', size: 0 },
  ],
  actions: [
    {
      key: 'd',
      description: 'describe',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'describe', 'deployment', '--', '%k8s.deployment.name'],
    },
    {
      key: 'x',
      description: 'delete',
      argv: ['kubectl', '--namespace=%k8s.ns.name', 'delete', 'deployment', '--', '%k8s.deployment.name'],
      destructive: true,
    },
  ],
});
