import type { EventContext, Thread } from '../../machine/index.ts';
import { leaderOf, parentOf } from '../ancestry.ts';
import { field } from '../define.ts';
import type { Extractor, FieldDefinition } from '../types.ts';

/** A number that is -1 where it is not known. */
function known(id: number | undefined): number | undefined {
  return id === undefined || id === -1 ? undefined : id;
}

const sessionLeader = (context: EventContext) => leaderOf(context, ({ sid }) => sid, true);
const groupLeader = (context: EventContext) => leaderOf(context, ({ pgid }) => pgid, true);
const innerGroupLeader = (context: EventContext) => leaderOf(context, ({ vpgid }) => vpgid, false);

/** Text that is missing where it is empty: of processes nobody told us about. */
function text(read: (thread: Thread) => string, find: (context: EventContext) => Thread | undefined): Extractor {
  return (context) => {
    const thread = find(context);
    return thread === undefined ? undefined : read(thread);
  };
}

const comm = (thread: Thread) => thread.comm;
const exe = (thread: Thread) => thread.exe;
const exepath = (thread: Thread) => thread.exepath;

/** Who the process is: its ids, on the host and in its pid namespace, its session and its groups. */
export const identityFields: readonly FieldDefinition[] = [
  field('proc.pid', 'INT64', 'ID', 'Process ID', 'Id of the process that made the event.', ({ thread }) => thread?.pid, {
    ofThread: ['pid'],
  }),
  field('proc.ppid', 'INT64', 'ID', 'Parent Process ID', 'Id of the parent process.', ({ thread }) => thread?.main.ptid),
  field(
    'proc.vpid',
    'INT64',
    'ID',
    'Virtual Process ID',
    'Id of the process inside its pid namespace.',
    ({ thread }) => known(thread?.vpid),
    { ofThread: ['vpid'] },
  ),
  field('proc.pvpid', 'INT64', 'ID', 'Parent Virtual Process ID', 'Id of the parent inside its own pid namespace.', (context) =>
    known(parentOf(context, context.thread)?.vpid),
  ),
  field('proc.sid', 'INT64', 'ID', 'Process Session ID', 'Id of the session the process is in.', ({ thread }) => thread?.sid),
  field(
    'proc.sname',
    'CHARBUF',
    'NA',
    'Process Session Name',
    'Name of the leader of the session, or of the oldest ancestor in it.',
    text(comm, sessionLeader),
    { costly: true },
  ),
  field(
    'proc.sid.exe',
    'CHARBUF',
    'NA',
    'Process Session First Argument',
    'First word of the command line of the session leader.',
    text(exe, sessionLeader),
    { costly: true },
  ),
  field(
    'proc.sid.exepath',
    'CHARBUF',
    'NA',
    'Process Session Executable Path',
    'Full path of the file the session leader runs.',
    text(exepath, sessionLeader),
    { costly: true },
  ),
  field(
    'proc.vpgid',
    'INT64',
    'ID',
    'Process Virtual Group ID',
    'Id of the process group inside the pid namespace.',
    ({ thread }) => thread?.vpgid,
  ),
  field(
    'proc.vpgid.name',
    'CHARBUF',
    'NA',
    'Process Group Name',
    'Name of the leader of the process group, found by the inner id.',
    text(comm, innerGroupLeader),
    { costly: true },
  ),
  field(
    'proc.vpgid.exe',
    'CHARBUF',
    'NA',
    'Process Group First Argument',
    'First word of the command line of that leader.',
    text(exe, innerGroupLeader),
    { costly: true },
  ),
  field(
    'proc.vpgid.exepath',
    'CHARBUF',
    'NA',
    'Process Group Executable Path',
    'Full path of the file that leader runs.',
    text(exepath, innerGroupLeader),
    { costly: true },
  ),
  field('proc.pgid', 'INT64', 'ID', 'Process Group ID', 'Id of the process group as the host counts.', ({ thread }) => thread?.pgid),
  field(
    'proc.pgid.name',
    'CHARBUF',
    'NA',
    'Process Group Name',
    'Name of the leader of the process group, found by the host’s id.',
    text(comm, groupLeader),
    { costly: true },
  ),
  field(
    'proc.pgid.exe',
    'CHARBUF',
    'NA',
    'Process Group First Argument',
    'First word of the command line of the group leader.',
    text(exe, groupLeader),
    { costly: true },
  ),
  field(
    'proc.pgid.exepath',
    'CHARBUF',
    'NA',
    'Process Group Executable Path',
    'Full path of the file the group leader runs.',
    text(exepath, groupLeader),
    { costly: true },
  ),
  field(
    'proc.is_sid_leader',
    'BOOL',
    'NA',
    'Process Is Process Session Leader',
    'Whether the process leads its session.',
    ({ thread }) => thread && thread.sid === thread.vpid,
  ),
  field(
    'proc.is_vpgid_leader',
    'BOOL',
    'NA',
    'Process Is Virtual Process Group Leader',
    'Whether the process leads its group, by the inner ids.',
    ({ thread }) => thread && thread.vpgid === thread.vpid,
  ),
  field(
    'proc.is_pgid_leader',
    'BOOL',
    'NA',
    'Process Is Process Group Leader',
    'Whether the process leads its group, by the host’s ids.',
    ({ thread }) => (thread?.pgid === undefined ? undefined : thread.pgid === thread.pid),
  ),
  field('proc.tty', 'INT32', 'ID', 'Process TTY', 'Device number of the controlling terminal, 0 for none.', ({ thread }) => thread?.tty),
  field(
    'proc.is_container_healthcheck',
    'BOOL',
    'NA',
    'Process Is Container Healthcheck',
    'Whether the process is the health check of its container.',
    ({ thread }) => thread && thread.category === 'healthcheck',
  ),
  field(
    'proc.is_container_liveness_probe',
    'BOOL',
    'NA',
    'Process Is Container Liveness',
    'Whether the process asks if its container still lives.',
    ({ thread }) => thread && thread.category === 'livenessProbe',
  ),
  field(
    'proc.is_container_readiness_probe',
    'BOOL',
    'NA',
    'Process Is Container Readiness',
    'Whether the process asks if its container is ready.',
    ({ thread }) => thread && thread.category === 'readinessProbe',
  ),
];
