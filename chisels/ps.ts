import { bytesText, cell, defineChisel } from '../src/chisel/index.ts';

const kib = 1024;

export default defineChisel({
  category: 'System State',
  summary: 'List (and optionally filter) the machine processes.',
  description: 'Lists the threads as ps does, at the time of the first event that passes the filter of the command line.',
  args: {
    filter: {
      type: 'filter',
      optional: true,
      description:
        "Only threads of which it matches an fd, or the thread itself: 'fd.name contains /etc' for those with files under /etc open",
    },
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
    const threads = [...run.threads({ filter: run.args.filter, withoutFds: true })].sort((a, b) => a.tid - b.tid);
    run.print(row('TID', 'PID', 'USER', 'VIRT', 'RES', 'FDLIMIT', cell('CMD', 20)));
    for (const { tid, pid, user, vmSize, vmRss, fdLimit, comm } of threads) {
      // In a file sysdig shows -1, which is no limit or an unknown one, as the largest number of 32 bits.
      const limit = run.live && fdLimit < 0 ? '-' : String(fdLimit >>> 0);
      run.print(row(String(tid), String(pid), user, bytesText(vmSize * kib), bytesText(vmRss * kib), limit, comm));
    }
  },
});

function row(tid: string, pid: string, user: string, virtual: string, resident: string, fdLimit: string, command: string): string {
  return cell(tid, 8) + cell(pid, 8) + cell(user, 12) + cell(virtual, 11) + cell(resident, 11) + cell(fdLimit, 10) + command;
}
