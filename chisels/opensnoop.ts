import { defineChisel, exactly } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c opensnoop
 *
 * TIME                   PID PROCESS           FD ERROR        PATH
 * 12:26:40.010000000     300 cat                3              /etc/hosts O_RDONLY
 * 12:26:40.020000000     300 cat                  ENOENT       /etc/nothing O_RDONLY
 */

export default defineChisel({
  category: 'I/O',
  summary: 'Files as they are opened, and what could not be opened',
  description: 'Shows each open of a file with the fd it gave or the error it failed with, the path and how it was opened.',
  args: { failed: { type: 'string', optional: true, description: "'failed': only what could not be opened" } },
  fields: [
    'evt.time',
    'evt.dir',
    'evt.res',
    'evt.failed',
    'fd.num',
    'fd.name',
    'fs.path.name',
    'evt.arg.name',
    'evt.arg.flags',
    'proc.name',
    'proc.pid',
  ],
  filter: 'evt.type in (open, openat, openat2, creat, open_by_handle_at)',
  /** By thread, the path of the call it is in: older captures have it there only. */
  state: () => new Map<number, string>(),
  onStart(run) {
    const { failed } = run.args;
    if (failed !== undefined && failed !== 'failed') run.fail(`opensnoop does not know ${failed}`, "the only word it takes is 'failed'");
    if (!run.json) run.print(line('TIME', 'PID', 'PROCESS', 'FD', 'ERROR', 'PATH'));
  },
  onEvent(event, run) {
    const { evt, fd, fs, proc } = event;
    const named = fs['path.name'] ?? evt['arg.name'];
    if (evt.dir === '>') {
      if (named !== undefined) run.state.set(event.tid, named);
      return;
    }
    const entered = run.state.get(event.tid);
    run.state.delete(event.tid);
    const hasFailed = evt.failed === true;
    if (run.args.failed !== undefined && !hasFailed) return;
    const path = (hasFailed ? undefined : fd.name) ?? named ?? entered ?? '<NA>';
    const number = hasFailed ? undefined : fd.num;
    const error = hasFailed ? evt.res : undefined;
    const flags = evt['arg.flags'];
    if (run.json) {
      run.printJson({
        time: evt.time,
        pid: proc.pid,
        process: proc.name,
        fd: number ?? null,
        error: error ?? null,
        path,
        flags: flags ?? null,
      });
      return;
    }
    const end = `${path} ${flags?.replace(/^\d+\((.*)\)$/, '$1') ?? ''}`.trimEnd();
    run.print(line(evt.time ?? '', String(proc.pid ?? ''), proc.name ?? '<NA>', String(number ?? ''), error ?? '', end));
  },
});

function line(time: string, pid: string, name: string, fd: string, error: string, path: string): string {
  return `${exactly(time, 18)} ${pid.padStart(7)} ${exactly(name, 14)} ${fd.padStart(5)} ${exactly(error, 12)} ${path}`;
}
