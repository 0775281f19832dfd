import type { ViewDefinition } from '../../src/chisel/view/index.ts';
import backlog from './backlog.ts';
import connections from './connections.ts';
import containers from './containers.ts';
import containersErrors from './containers_errors.ts';
import directories from './directories.ts';
import dockerEvents from './docker_events.ts';
import errors from './errors.ts';
import fileOpens from './file_opens.ts';
import files from './files.ts';
import incomingConnections from './incoming_connections.ts';
import ioByType from './io_by_type.ts';
import kubernetesControllers from './kubernetes_controllers.ts';
import kubernetesDeployments from './kubernetes_deployments.ts';
import kubernetesNamespaces from './kubernetes_namespaces.ts';
import kubernetesPods from './kubernetes_pods.ts';
import kubernetesReplicasets from './kubernetes_replicasets.ts';
import kubernetesServices from './kubernetes_services.ts';
import marathonApps from './marathon_apps.ts';
import marathonGroups from './marathon_groups.ts';
import mesosFrameworks from './mesos_frameworks.ts';
import mesosTasks from './mesos_tasks.ts';
import notifications from './notifications.ts';
import pageFaults from './page_faults.ts';
import portBindings from './port_bindings.ts';
import procs from './procs.ts';
import procsCpu from './procs_cpu.ts';
import procsErrors from './procs_errors.ts';
import procsFdUsage from './procs_fd_usage.ts';
import slowIo from './slow_io.ts';
import spansList from './spans_list.ts';
import spansSummary from './spans_summary.ts';
import spectroAll from './spectro_all.ts';
import spectroFile from './spectro_file.ts';
import spectroTraces from './spectro_traces.ts';
import sports from './sports.ts';
import spySyslog from './spy_syslog.ts';
import spyUsers from './spy_users.ts';
import spyUsersWsysdig from './spy_users_wsysdig.ts';
import syscallProcs from './syscall_procs.ts';
import syscalls from './syscalls.ts';
import threads from './threads.ts';
import tracesList from './traces_list.ts';
import tracesSummary from './traces_summary.ts';

/** All views that come with ctsdig, by name. */
export const views: readonly ViewDefinition[] = [
  connections,
  containers,
  containersErrors,
  directories,
  dockerEvents,
  errors,
  fileOpens,
  files,
  ioByType,
  kubernetesControllers,
  kubernetesDeployments,
  kubernetesNamespaces,
  kubernetesPods,
  kubernetesReplicasets,
  kubernetesServices,
  marathonApps,
  marathonGroups,
  mesosFrameworks,
  mesosTasks,
  incomingConnections,
  notifications,
  pageFaults,
  portBindings,
  procs,
  procsCpu,
  procsErrors,
  procsFdUsage,
  sports,
  slowIo,
  backlog,
  spansList,
  spansSummary,
  spectroAll,
  spectroFile,
  spySyslog,
  spyUsers,
  spyUsersWsysdig,
  syscallProcs,
  syscalls,
  threads,
  tracesList,
  spectroTraces,
  tracesSummary,
];
