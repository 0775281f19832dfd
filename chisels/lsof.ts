import { cell, defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'System State',
  summary: 'List (and optionally filter) the open file descriptors.',
  description: 'Lists the open fds of all threads as lsof does, at the time of the first event that passes the filter of the command line.',
  args: {
    filter: { type: 'filter', optional: true, description: "Only fds that it matches: 'proc.name=foo and fd.name contains /etc'" },
  },
  state: () => ({ found: false }),
  onEvent(_event, run) {
    run.state.found = true;
    run.stop();
  },
  onEnd(run) {
    if (!run.state.found) {
      run.print('empty capture or no event matching the filter');
      return;
    }
    const threads = [...run.threads({ filter: run.args.filter })].sort((a, b) => a.tid - b.tid);
    run.print(row('COMMAND', 'PID', 'TID', 'USER', 'FD', 'TYPE', 'NAME'));
    for (const { comm, pid, tid, user, fds } of threads) {
      for (const { num, type, name } of fds) run.print(row(comm, String(pid), String(tid), user, String(num), type ?? '<NA>', name));
    }
  },
});

function row(command: string, pid: string, tid: string, user: string, fd: string, type: string, name: string): string {
  return cell(command, 20) + cell(pid, 8) + cell(tid, 8) + cell(user, 8) + cell(fd, 8) + cell(type, 12) + name;
}
