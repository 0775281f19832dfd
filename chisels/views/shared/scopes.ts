/** Selections that views can be shown for, by the key field of the view they were made in. */

/** What orchestrators name. */
export const orchestrated: readonly string[] = [
  'k8s.pod.id',
  'k8s.rc.id',
  'k8s.rs.id',
  'k8s.svc.id',
  'k8s.ns.id',
  'marathon.app.id',
  'marathon.group.name',
  'mesos.task.id',
  'mesos.framework.name',
];
/** Processes and what they are parts of, or consist of. */
export const processes: readonly string[] = ['container.id', 'proc.pid', 'thread.nametid', 'proc.name', 'thread.tid'];
/** One file or connection. */
export const files: readonly string[] = ['fd.name', 'fd.containername'];
/** A directory. */
export const folders: readonly string[] = ['fd.directory', 'fd.containerdirectory'];
/** A server's port. */
export const serverPorts: readonly string[] = ['fd.sport', 'fd.sproto'];
/** Spans of traces. */
export const spans: readonly string[] = ['span.tag', 'span.id', 'span.time', 'span.parenttime'];
