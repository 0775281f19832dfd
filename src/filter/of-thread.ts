import type { BoundField } from '../field/index.ts';

const names = (prefix: string, list: string): string[] => list.split(' ').map((name) => `${prefix}.${name}`);

/**
 * Fields whose value follows from what is known of the event's thread alone: not from the event, nor from the clock, nor from other
 * threads, which may change while this one does nothing.
 */
const ofThread: ReadonlySet<string> = new Set([
  ...names('proc', 'pid vpid sid vpgid pgid name exe exepath args cmdline exeline cmdnargs cmdlenargs tty'),
  ...names('proc', 'is_exe_writable is_exe_upper_layer is_exe_lower_layer is_exe_from_memfd exe_ino exe_ino.ctime exe_ino.mtime'),
  ...names('thread', 'tid vtid ismain cap_permitted cap_inheritable cap_effective cgroups cgroup'),
  ...names('user', 'uid name homedir shell loginuid loginname'),
  ...names('group', 'gid name'),
]);

/** Of these classes all fields are such, once somebody has described the container. */
const ofContainer = /^(?:container|k8s)\./;
/** Users and groups have names of their own in a container; its id is known before anybody describes it. */
const ofAccounts = /^(?:user|group)\.(?:\w*name|homedir|shell)$/;

/** Whether a field's value follows from the thread alone. */
export function isOfThread({ definition: { name, stateful } }: BoundField): boolean {
  return stateful !== true && (ofThread.has(name) || ofContainer.test(name));
}

/** Whether it may change when somebody finds out more about the container the thread is in. */
export function dependsOnContainer({ definition: { name } }: BoundField): boolean {
  return name !== 'container.id' && (ofContainer.test(name) || ofAccounts.test(name));
}
