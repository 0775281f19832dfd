import { cell, defineChisel } from '../src/chisel/index.ts';

/** A function in the value of an environment variable, as bash took them before it was mended in 2014. */
const functionText = /\(\) ?\{./s;

export default defineChisel({
  category: 'Security',
  summary: 'print shellshock attacks',
  description:
    'Reports every start of a shell with a function in its environment, which is how the hole CVE-2014-6271 was used: the time, the process that started it, its id and the function.',
  fields: ['proc.pname', 'proc.ppid', 'evt.arg.env', 'evt.time'],
  filter: '(proc.name=bash or proc.name=sh) and evt.type=execve and evt.dir=<',
  onStart: (run) => run.print(row('TIME', 'PROCNAME', 'PID', 'FUNCTION')),
  onEvent(event, run) {
    const { evt, proc } = event;
    if (evt['arg.env'] === undefined || !functionText.test(evt['arg.env'])) return;
    const shell = run.threads({ withoutFds: true }).find(({ tid }) => tid === event.tid);
    const variable = shell?.env.find((text) => functionText.test(text));
    if (variable === undefined) return;
    run.print(row(evt.time ?? '', proc.pname ?? '', String(proc.ppid ?? ''), variable.slice(variable.search(/\(\)./))));
  },
});

function row(time: string, process: string, pid: string, code: string): string {
  return cell(time, 22) + cell(process, 22) + cell(pid, 8) + code;
}
