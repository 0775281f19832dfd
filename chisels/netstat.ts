import { cell, defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'System State',
  summary: 'List (and optionally filter) network connections.',
  description:
    'Lists the network connections of all threads as netstat does, at the time of the first event that passes the filter of the command line.',
  args: {
    filter: { type: 'filter', optional: true, description: "Only connections that it matches: 'proc.name=foo and fd.port=80'" },
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
    const { filter } = run.args;
    const sockets = '(fd.type=ipv4 or fd.type=ipv6)';
    const threads = run.threads({ filter: filter === undefined ? sockets : `${sockets} and (${filter})` });
    run.print(row('Proto', 'Server Address', 'Client Address', 'State', 'TID/PID/Program Name'));
    for (const { tid, pid, comm, fds } of threads) {
      for (const { socket } of fds) {
        if (socket === undefined) continue;
        const { protocol, server, serverPort, client, clientPort, listens } = socket;
        run.print(
          row(
            protocol ?? '',
            `${server}:${serverPort}`,
            listens ? '0.0.0.0:*' : `${client}:${clientPort}`,
            listens ? 'LISTEN' : 'ESTABLISHED',
            `${tid}/${pid}/${comm}`,
          ),
        );
      }
    }
  },
});

function row(protocol: string, server: string, client: string, state: string, program: string): string {
  return cell(protocol, 6) + cell(server, 25) + cell(client, 25) + cell(state, 15) + program;
}
