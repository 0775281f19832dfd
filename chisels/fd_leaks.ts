import { defineChisel, exactly, type Run, type ThreadInfo } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c fd_leaks
 *
 *     PID PROCESS           BEGIN     NOW  GROWTH    PER S    LIMIT  MOST OF THE NEW ONES
 *     300 leaky                 9      50     +41     10.3     1024  41 file /data/
 */

/** The fds of a process over time. */
interface Watched {
  readonly pid: number;
  name: string;
  readonly first: number;
  /** ns since 1970. */
  readonly since: bigint;
  /** Fds and what they are, when it was first seen. */
  readonly before: ReadonlySet<string>;
  last: number;
  /** It had fewer fds at one look than at the look before. */
  shrank: boolean;
  limit: number;
  until: bigint;
  /** Fds that are new, by kind and place. */
  kinds: ReadonlyMap<string, number>;
}

const nsPerSecond = 1e9;

/** Looks at all processes as they are now. */
function look(run: Run<typeof args, Map<string, Watched>>, time: bigint): void {
  const { state } = run;
  for (const thread of run.threads()) {
    if (!thread.isMain) continue;
    const fds = thread.fds.length;
    const key = `${thread.pid} ${thread.cloneTime}`;
    const known = state.get(key);
    if (known === undefined) {
      const before = new Set(thread.fds.map(({ num, name }) => `${num} ${name}`));
      const { pid, comm: name, fdLimit: limit } = thread;
      state.set(key, { pid, name, limit, first: fds, last: fds, since: time, until: time, before, shrank: false, kinds: new Map() });
      continue;
    }
    if (fds < known.last) known.shrank = true;
    known.last = fds;
    known.name = thread.comm;
    known.limit = thread.fdLimit;
    known.until = time;
    known.kinds = kindsOf(thread, known.before);
  }
}

/** What new fds lead to, by kind and, for files, by folder. */
function kindsOf({ fds }: ThreadInfo, before: ReadonlySet<string>): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const { num, name, type = 'other', socket } of fds) {
    if (before.has(`${num} ${name}`)) continue;
    const place = socket === undefined ? name.slice(0, name.lastIndexOf('/') + 1) : `${socket.server}:${socket.serverPort}`;
    const kind = `${type} ${place}`.trimEnd();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}

const args = {
  least: { type: 'int', optional: true, description: 'Processes that gained fewer are not shown, 1 where not given' },
} as const;

export default defineChisel({
  category: 'Errors',
  summary: 'Processes whose fds only grow in number',
  description:
    'Looks at the fds of all processes every second. At the end it shows those that had more and more and never fewer, fastest first, ' +
    'with how fast, their limit, and what most of the new fds lead to.',
  args,
  interval: { ms: 1000, exact: true },
  exactSpan: true,
  state: () => new Map<string, Watched>(),
  onStart: (run) => look(run, run.firstTime),
  onInterval: (run, { time }) => look(run, time),
  onEnd(run, { time, delta }) {
    look(run, time);
    const begin = time - BigInt(Math.trunc(delta));
    const leaks = [...run.state.values()]
      .filter(({ shrank, first, last, until }) => !shrank && until === time && last - first >= Math.max(1, run.args.least ?? 1))
      .map((watched) => {
        const { first, last, kinds } = watched;
        const since = watched.since > begin ? watched.since : begin;
        const seconds = Number(time - since) / nsPerSecond;
        const kind = [...kinds].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0];
        return { ...watched, growth: last - first, perSecond: seconds > 0 ? (last - first) / seconds : 0, kind };
      })
      .sort((a, b) => b.growth - a.growth || a.pid - b.pid);
    if (run.json) {
      const rows = leaks.map(({ pid, name, first, last, growth, perSecond, limit, kinds }) => {
        return { pid, name, first, last, growth, perSecond, limit, kinds: Object.fromEntries(kinds) };
      });
      run.printJson({ leaks: rows });
      return;
    }
    run.print(row(['PID', 'PROCESS', 'BEGIN', 'NOW', 'GROWTH', 'PER S', 'LIMIT', 'MOST OF THE NEW ONES']));
    for (const { pid, name, first, last, growth, perSecond, limit, kind } of leaks) {
      const most = kind === undefined ? '' : `${kind[1]} ${kind[0]}`;
      run.print(
        row([String(pid), name, String(first), String(last), `+${growth}`, perSecond.toFixed(1), limit < 0 ? '?' : String(limit), most]),
      );
    }
  },
});

function row([pid = '', name = '', first = '', last = '', growth = '', rate = '', limit = '', most = '']: readonly string[]): string {
  const numbers = [first, last, growth].map((text) => text.padStart(7)).join(' ');
  return `${pid.padStart(7)} ${exactly(name, 15)} ${numbers} ${rate.padStart(8)} ${limit.padStart(8)}  ${most}`.trimEnd();
}
