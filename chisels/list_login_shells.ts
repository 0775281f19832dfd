import { defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'Security',
  summary: 'List the login shell IDs',
  description:
    'Lists the ids of the login shells programs were started in, each once; with -pc also their containers. The ids serve as filters for spy_users.',
  args: {
    command: { type: 'string', optional: true, description: 'Only shells in which a program was started with this in its name; * for any' },
    arguments: { type: 'string', optional: true, description: 'Only shells in which a program was started with this in its arguments' },
  },
  fields: ['proc.loginshellid', 'evt.arg.exe', 'evt.arg.args', 'container.name', 'container.id'],
  filter: 'evt.type=execve',
  state: () => new Map<number, string>(),
  onEvent({ proc, evt, container }, { state, args }) {
    const id = proc.loginshellid;
    const program = evt['arg.exe'];
    if (id === undefined || program === undefined) return;
    if (args.command !== undefined && args.command !== '*' && !program.includes(args.command)) return;
    if (args.arguments !== undefined && evt['arg.args']?.includes(args.arguments) === false) return;
    state.set(id, `${container.name ?? ''} ${container.id ?? ''}`);
  },
  onEnd(run) {
    const { command } = run.args;
    run.print(command === undefined || command === '*' ? 'All shells:' : `Shells containing ${command}:`);
    for (const [id, container] of run.state) run.print(run.containers ? `${id} ${container}` : String(id));
  },
});
