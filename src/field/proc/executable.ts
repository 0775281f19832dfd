import type { EventContext } from '../../machine/index.ts';
import { parentOf } from '../ancestry.ts';
import { capabilityNames } from '../capabilities.ts';
import { field } from '../define.ts';
import { absolute, exact } from '../exact.ts';
import type { FieldDefinition } from '../types.ts';

function number(value: bigint | undefined): number | bigint | undefined {
  return value === undefined ? undefined : exact(value);
}

/** ns from the file's last status change to what came after; undefined where one is not known, or the order is odd. */
function sinceChange(changed: bigint | undefined, after: bigint | undefined): number | bigint | undefined {
  return changed === undefined || after === undefined || changed === 0n || after < changed ? undefined : exact(after - changed);
}

function birth(context: EventContext): bigint | undefined {
  const time = context.thread?.cloneTime;
  return time === undefined ? undefined : absolute(context.evt, time);
}

/** The file that runs, what it may do, and since when. */
export const executableFields: readonly FieldDefinition[] = [
  field(
    'proc.is_exe_writable',
    'BOOL',
    'NA',
    'Process Executable Is Writable',
    'Whether the user of the process may write the file it runs.',
    ({ thread }) => thread?.exeWritable,
  ),
  field(
    'proc.is_exe_upper_layer',
    'BOOL',
    'NA',
    'Process Executable Is In Upper Layer',
    'Whether the file lies in the writable layer of a container’s file system.',
    ({ thread }) => thread?.exeUpperLayer,
  ),
  field(
    'proc.is_exe_lower_layer',
    'BOOL',
    'NA',
    'Process Executable Is In Lower Layer',
    'Whether the file came with the container’s image.',
    ({ thread }) => thread?.exeLowerLayer,
  ),
  field(
    'proc.is_exe_from_memfd',
    'BOOL',
    'NA',
    'Process Executable Is Stored In Memfd',
    'Whether the program runs from memory alone, without a file.',
    ({ thread }) => thread?.exeFromMemfd,
  ),
  field('proc.exe_ino', 'INT64', 'DEC', 'Inode number of executable file on disk', 'Inode of the file that runs.', ({ thread }) =>
    number(thread?.exeInode),
  ),
  field(
    'proc.exe_ino.ctime',
    'ABSTIME',
    'DEC',
    'Last status change time (ctime) of executable file',
    'When the status of the file that runs last changed.',
    ({ thread }) => number(thread?.exeInodeCtime),
  ),
  field(
    'proc.exe_ino.mtime',
    'ABSTIME',
    'DEC',
    'Last modification time (mtime) of executable file',
    'When the file that runs was last written.',
    ({ thread }) => number(thread?.exeInodeMtime),
  ),
  field(
    'proc.exe_ino.ctime_duration_proc_start',
    'ABSTIME',
    'DEC',
    'Number of nanoseconds between ctime exe file and proc clone ts',
    'How long before the start of the process the status of its file changed.',
    (context) => sinceChange(context.thread?.exeInodeCtime, birth(context)),
  ),
  field(
    'proc.exe_ino.ctime_duration_pidns_start',
    'ABSTIME',
    'DEC',
    'Number of nanoseconds between pidns start ts and ctime exe file',
    'How long after the start of the pid namespace the status of the file changed.',
    ({ thread }) => sinceChange(thread?.pidnsInitStart, thread?.exeInodeCtime),
  ),
  field(
    'proc.pidns_init_start_ts',
    'UINT64',
    'DEC',
    'Start ts of pid namespace',
    'When the pid namespace of the process began.',
    ({ thread }) => number(thread?.pidnsInitStart),
  ),
  field(
    'proc.duration',
    'RELTIME',
    'DEC',
    'Duration',
    'How long the process has been running; known only of processes whose start was seen.',
    ({ thread, evt }) => (thread?.cloneTime === undefined ? undefined : evt.time - thread.cloneTime),
  ),
  field('proc.ppid.duration', 'RELTIME', 'DEC', 'Parent Process Duration', 'How long the parent has been running.', (context) => {
    const time = parentOf(context, context.thread)?.cloneTime;
    return time === undefined ? undefined : context.evt.time - time;
  }),
  field('proc.pid.ts', 'RELTIME', 'DEC', 'Process start ts', 'When the process started, in nanoseconds since 1970.', (context) =>
    number(birth(context)),
  ),
  field('proc.ppid.ts', 'RELTIME', 'DEC', 'Parent Process start ts', 'When the parent started, in nanoseconds since 1970.', (context) => {
    const time = parentOf(context, context.thread)?.cloneTime;
    return time === undefined ? undefined : exact(absolute(context.evt, time));
  }),
  field(
    'thread.cap_permitted',
    'CHARBUF',
    'NA',
    'Permitted capabilities',
    'Capabilities the thread may take.',
    ({ thread }) => capabilityNames(thread?.capPermitted),
    { costly: true },
  ),
  field(
    'thread.cap_inheritable',
    'CHARBUF',
    'NA',
    'Inheritable capabilities',
    'Capabilities the thread may hand to a program it starts.',
    ({ thread }) => capabilityNames(thread?.capInheritable),
    { costly: true },
  ),
  field(
    'thread.cap_effective',
    'CHARBUF',
    'NA',
    'Effective capabilities',
    'Capabilities in force.',
    ({ thread }) => capabilityNames(thread?.capEffective),
    { costly: true },
  ),
];
