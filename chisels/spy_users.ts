import { defineChisel, type EventBase, paint, refusesColours } from '../src/chisel/index.ts';

/** Ancestors that are looked at for a shell. */
const mostAncestors = 16;

const fields = [
  'evt.type',
  'proc.exe',
  'proc.args',
  'evt.arg.path',
  'user.name',
  'evt.time.s',
  'proc.pid',
  'proc.ppid',
  'container.name',
] as const;
const generations = Array.from({ length: mostAncestors + 1 }, (_, generation) => generation);

/** What is known of a process: its depth below the login shell and the id of that; undefined where there is none. */
type Place = { readonly depth: number; readonly shell: number } | undefined;

export default defineChisel({
  category: 'Security',
  summary: 'Display interactive user activity',
  description:
    'Shows every command users start in a shell, below the commands it was started by, and every directory they change to. With -pc the container too: blue, green for the host.',
  args: {
    max_depth: { type: 'int', optional: true, description: 'Commands deeper below the login shell are not shown' },
    disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" },
  },
  fields: [
    ...fields,
    ...generations.map((generation) => `proc.aname[${generation}]` as const),
    ...generations.map((generation) => `proc.apid[${generation}]` as const),
  ],
  filter:
    '((evt.type=execve and evt.dir=<) or (evt.type=chdir and evt.dir=< and proc.name contains sh and not proc.name contains sshd)) and evt.failed=false',
  state: () => new Map<number, Place>(),
  onEvent(event, run) {
    const { state, containers, args } = run;
    const { evt, proc, user, container } = event;
    const changesDirectory = evt.type === 'chdir';
    const pid = proc.pid;
    // The directory belongs to the shell itself, a command to the shell it was started in.
    const parent = changesDirectory ? pid : proc.ppid;
    if (pid === undefined || parent === undefined) return;
    if (!state.has(parent)) state.set(parent, placeOf(event, changesDirectory ? 0 : 1, state));
    const above = state.get(parent);
    if (above === undefined) return;
    let place = state.get(pid);
    if (place === undefined) {
      place = { depth: above.depth + 1, shell: above.shell };
      state.set(pid, place);
    }
    const depth = changesDirectory ? place.depth : place.depth - 1;
    const { max_depth: most = -1 } = args;
    if (most !== -1 && depth > most) return;
    const indent = ' '.repeat(Math.max(0, (containers || changesDirectory ? 4 : 3) * depth));
    const who = containers ? `${user.name ?? '<NA>'}@${container.name ?? ''}` : (user.name ?? '<NA>');
    const what = changesDirectory ? `cd ${evt['arg.path'] ?? ''}` : `${proc.exe ?? ''} ${proc.args ?? ''}`;
    const line = `${indent}${place.shell} ${evt['time.s'] ?? ''} ${who}) ${what}`;
    const colour = container.name === 'host' ? 'green' : 'blue';
    run.print(containers && !refusesColours(args.disable_color) ? paint(colour, line) : line);
  },
  onEnd: (run) => run.print(),
});

/** Looks for the uppermost shell among a process's ancestors, beginning `from` generations above it. */
function placeOf(event: EventBase, from: number, known: ReadonlyMap<number, Place>): Place {
  let place: Place;
  for (let generation = from; generation < from + mostAncestors && generation <= mostAncestors; generation++) {
    const name = event.at(fields.length + generation);
    const pid = event.at(fields.length + generations.length + generation);
    if (name === undefined && pid === undefined) break;
    if (typeof name !== 'string' || typeof pid !== 'number' || !name.endsWith('sh')) continue;
    place = { depth: known.has(pid) ? generation - from : 0, shell: pid };
  }
  return place;
}
