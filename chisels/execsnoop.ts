import { defineChisel, exactly, type FieldValue } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c execsnoop
 *
 * TIME                   PID    PPID USER         COMMAND
 * 12:26:40.010000000     300       1 root         make all
 * 12:26:40.020000000     301     300 root         └─ cc -c main.c
 * 12:26:40.030000000     302     301 root            └─ as main.s
 */

/** Ancestors that are looked for: shells fork before their children start something. */
const generations = 6;
const indent = 3;

const ancestors = Array.from({ length: generations }, (_, i) => `proc.apid[${i + 1}]`);
const fields = ['proc.pid', 'proc.ppid', 'proc.cmdline', 'proc.exepath', 'proc.cwd', 'user.name', 'evt.time', 'evt.type', ...ancestors];

export default defineChisel({
  category: 'Security',
  summary: 'Programs as they start, below the one that started them',
  description:
    'Shows each program that is started, indented below the program that started it, where that was started since the capture began.',
  fields: () => fields,
  filter: '(evt.type in (execve, execveat) and evt.dir=< and evt.rawres=0) or evt.type=procexit',
  /** How deep programs stand in the tree, by process id. */
  state: () => new Map<FieldValue, number>(),
  onStart(run) {
    if (!run.json) run.print(line('TIME', 'PID', 'PPID', 'USER', 'COMMAND'));
  },
  onEvent(event, run) {
    const [pid, ppid, command, exe, cwd, user, time, type] = fields.map((_, i) => event.at(i));
    const { state } = run;
    if (pid === undefined) return;
    if (type === 'procexit') {
      // A thread that ends is no process that ends.
      if (event.tid === pid) state.delete(pid);
      return;
    }
    const known = ancestors.map((_, i) => state.get(event.at(fields.length - generations + i) ?? -1)).find((depth) => depth !== undefined);
    // A program that starts another in its place stays where it is.
    const depth = state.get(pid) ?? (known === undefined ? 0 : known + 1);
    state.set(pid, depth);
    if (run.json) {
      run.printJson({ time, pid, ppid, user, depth, command, exe, cwd });
      return;
    }
    const branch = depth === 0 ? '' : `${' '.repeat((depth - 1) * indent)}└─ `;
    run.print(line(String(time ?? ''), String(pid), String(ppid ?? ''), String(user ?? '<NA>'), branch + String(command ?? '<NA>')));
  },
});

function line(time: string, pid: string, ppid: string, user: string, command: string): string {
  return `${exactly(time, 18)} ${pid.padStart(7)} ${ppid.padStart(7)} ${exactly(user, 12)} ${command}`;
}
