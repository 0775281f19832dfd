import { type DnsMessage, defineChisel, dnsMessage, exactly, type Run, timeText } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c dns
 *
 * TIME               PROCESS            LATENCY SERVER           TYPE  NAME -> ANSWERS
 * 12:26:40.030000000 curl (300)            20ms 8.8.8.8          A     example.com -> 93.184.216.34
 * 12:26:40.045000000 curl (300)          4.00ms 8.8.8.8          AAAA  nowhere.test -> NXDOMAIN
 * 12:26:40.050000000 curl (300)               ? 8.8.8.8          A     silent.test -> no answer
 */

/** A question nobody has answered yet. */
interface Question {
  readonly message: DnsMessage;
  readonly process: string;
  readonly pid: number;
  readonly server: string;
  /** ns since the first event. */
  readonly time: number;
  readonly clock: string;
}

const port = 53;

function tell(
  run: Run,
  { message, process, pid, server, clock }: Omit<Question, 'time'>,
  latency: number | undefined,
  answered: boolean,
): void {
  const { type, name, result, answers } = message;
  if (run.json) {
    run.printJson({ time: clock, process, pid, server, type, name, result: answered ? result : null, answers, latency: latency ?? null });
    return;
  }
  const outcome = !answered ? 'no answer' : result !== 'NOERROR' ? result : answers.length === 0 ? 'nothing' : answers.join(', ');
  const who = exactly(`${process} (${pid})`, 18);
  const took = (latency === undefined ? '?' : timeText(latency)).padStart(7);
  run.print(`${exactly(clock, 18)} ${who} ${took} ${server.padEnd(16)} ${exactly(type, 5)} ${name} -> ${outcome}`);
}

export default defineChisel({
  category: 'Net',
  summary: 'DNS queries, answers and latency',
  description:
    'Shows each name that programs ask for, with the answer and how long it took, as the answer comes; at the end those without one. ' +
    'Live enough of each message is captured; of a capture file, as far as it holds them.',
  fields: ['evt.rawarg.data', 'evt.time', 'fd.name', 'fd.sip', 'fd.sport', 'fd.cport', 'fd.l4proto', 'proc.name', 'proc.pid'],
  filter: `evt.is_io=true and evt.dir=< and evt.rawres>0 and fd.port=${port}`,
  snaplen: 1024,
  state: () => new Map<string, Question>(),
  onStart(run) {
    if (!run.json) run.print(`${'TIME'.padEnd(18)} ${'PROCESS'.padEnd(18)} LATENCY ${'SERVER'.padEnd(16)} TYPE  NAME -> ANSWERS`);
  },
  onEvent(event, run) {
    const { evt, fd, proc } = event;
    const data = evt['rawarg.data'];
    if (typeof data !== 'string') return;
    // Over TCP the length comes first.
    const message = dnsMessage(fd.l4proto === 'tcp' ? data.slice(2) : data);
    if (message === undefined) return;
    const { state } = run;
    const key = `${proc.pid} ${fd.name} ${message.id} ${message.type} ${message.name}`;
    const about = {
      message,
      process: proc.name ?? '<NA>',
      pid: proc.pid ?? -1,
      server: fd.sip ?? '<NA>',
      time: event.time,
      clock: evt.time ?? '',
    };
    if (!message.isAnswer) {
      state.set(key, about);
      return;
    }
    const question = state.get(key);
    state.delete(key);
    tell(run, about, question && about.time - question.time, true);
  },
  onEnd(run) {
    for (const question of run.state.values()) tell(run, question, undefined, false);
    run.state.clear();
  },
});
