import { type EventCursor, eventNumber } from '../../event/index.ts';
import type { EventContext, Thread } from '../../machine/index.ts';
import { boundField, field } from '../define.ts';
import type { Extractor, FieldDefinition } from '../types.ts';

/** The tracer's regular report of the CPU time of every thread: percent in user and in system mode. */
const procinfo = eventNumber('PPME_PROCINFO_E');
const switches = [eventNumber('PPME_SCHEDSWITCH_1_E'), eventNumber('PPME_SCHEDSWITCH_6_E')];

/**
 * CPU use since the thread's last report, at most 100 percent. Reports hold totals, so each reader keeps the last one of
 * every thread.
 */
function cpuUse(total: (evt: EventCursor) => number): Extractor {
  const last = new WeakMap<Thread, { total: number }>();
  return ({ evt, thread }) => {
    if (evt.type !== procinfo || thread === undefined || !evt.has(1, 8)) return undefined;
    const now = total(evt);
    const known = last.get(thread);
    if (known === undefined) {
      last.set(thread, { total: now });
      return 0;
    }
    const before = known.total;
    known.total = now;
    // The kernel divides a thread's run time by what its ticks saw, anew each time: one of the two parts may lose what the other gains.
    return before === 0 ? 0 : Math.max(0, Math.min(100, now - before));
  };
}

/** ns since the last switch on the same CPU: how long the thread that leaves it now has run. */
function lastRun(): (evt: EventCursor) => number {
  const lastSwitch: number[] = [];
  return (evt) => {
    if (!switches.includes(evt.type)) return 0;
    const before = lastSwitch[evt.cpu];
    lastSwitch[evt.cpu] = evt.time;
    return before === undefined ? 0 : evt.time - before;
  };
}

function totalRun(): Extractor {
  const run = lastRun();
  const totals = new WeakMap<Thread, number>();
  return ({ evt, thread }) => {
    const ns = run(evt);
    if (thread === undefined) return undefined;
    const total = (totals.get(thread) ?? 0) + ns;
    totals.set(thread, total);
    return total;
  };
}

function cgroup({ thread }: EventContext, subsystem: string): string | undefined {
  return thread?.cgroups.find((entry) => entry.startsWith(`${subsystem}=`))?.slice(subsystem.length + 1);
}

const onReports = { stateful: true, eventTypes: [procinfo] };

/** What belongs to the thread alone. */
export const threadFields: readonly FieldDefinition[] = [
  field('thread.tid', 'INT64', 'ID', 'Thread ID', 'Id of the thread that made the event.', ({ evt }) => evt.tid, {
    ofThread: [],
  }),
  field(
    'thread.vtid',
    'INT64',
    'ID',
    'Virtual Thread ID',
    'Id of the thread inside its pid namespace.',
    ({ thread }) => (thread === undefined || thread.vtid === -1 ? undefined : thread.vtid),
    { ofThread: ['vtid'] },
  ),
  field(
    'thread.ismain',
    'BOOL',
    'NA',
    'Main Thread',
    'Whether the thread is the first one of its process.',
    ({ thread }) => thread?.isMain,
  ),
  field(
    'thread.nametid',
    'CHARBUF',
    'NA',
    'Thread Name + ID',
    'Program name and thread id in one word: a key for tables of threads.',
    ({ thread, evt }) => thread && `${thread.comm}${evt.tid}`,
    { hidden: true },
  ),
  boundField(
    'thread.exectime',
    'RELTIME',
    'DEC',
    'Scheduled Thread CPU Time',
    'How long the thread that a switch event takes off its CPU has run; 0 on all other events.',
    undefined,
    () => {
      const run = lastRun();
      return ({ evt }) => run(evt);
    },
    { stateful: true },
  ),
  boundField(
    'thread.totexectime',
    'RELTIME',
    'DEC',
    'Current Thread CPU Time',
    'Time the thread was seen running since the capture began, counted by switch events.',
    undefined,
    totalRun,
    { stateful: true },
  ),
  field(
    'thread.cgroups',
    'CHARBUF',
    'NA',
    'Thread Cgroups',
    'All control groups of the thread, subsystem=path each.',
    ({ thread }) => (thread === undefined || thread.cgroups.length === 0 ? undefined : thread.cgroups.join(' ')),
    { costly: true },
  ),
  boundField(
    'thread.cgroup',
    'CHARBUF',
    'NA',
    'Thread Cgroup',
    'Path of the control group of the thread in one subsystem.',
    { required: true, what: 'a subsystem: cpu, memory', dotted: true },
    (argument) => (context) => cgroup(context, argument ?? ''),
  ),
  boundField(
    'thread.cpu',
    'DOUBLE',
    'NA',
    'Thread CPU',
    'Percent of one CPU the thread used since its last report; on the tracer’s own report events only.',
    undefined,
    () => cpuUse((evt) => evt.u64(0) + evt.u64(1)),
    onReports,
  ),
  boundField(
    'thread.cpu.user',
    'DOUBLE',
    'NA',
    'Thread User CPU',
    'The part of thread.cpu spent in the program itself.',
    undefined,
    () => cpuUse((evt) => evt.u64(0)),
    onReports,
  ),
  boundField(
    'thread.cpu.system',
    'DOUBLE',
    'NA',
    'Thread System CPU',
    'The part of thread.cpu spent in the kernel.',
    undefined,
    () => cpuUse((evt) => evt.u64(1)),
    onReports,
  ),
];
