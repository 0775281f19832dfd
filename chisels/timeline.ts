import { bytesText, defineChisel, exactly, numberText, type Run, sparkline, toNumber } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c timeline
 *
 * 12:26:41  cpu  50.0% ▄         file      1000B █         net          0B           errors     2 █
 * 12:26:42  cpu 100.0% ▄█        file         0B █         net       100B  █         errors     0 █
 */

const names = ['cpu', 'file', 'net', 'errors'] as const;
type Name = (typeof names)[number];

/** Seconds that the bars show. */
const shown = 10;
const nsPerSecond = 1e9;

interface State {
  /** Of this second: bytes, calls that failed, and ns of processors at work. */
  file: number;
  net: number;
  errors: number;
  busy: number;
  /** Percent of one processor that reports of the driver add up to. */
  reported: number;
  /** By CPU, when the thread that runs there began to; ns since the first event. */
  readonly since: Map<number, number>;
  readonly cpus: Set<number>;
  readonly past: Readonly<Record<Name, number[]>>;
  seconds: number;
}

/** Says what there was since the last line, a time of so many ns. */
function tell(run: Run<Record<never, never>, State>, time: bigint, length: number): void {
  const { state } = run;
  const processors = run.machine?.cpus ?? Math.max(1, state.cpus.size);
  const switched = (100 * state.busy) / length;
  const cpu = Math.min(100, (state.since.size > 0 ? switched : state.reported) / processors);
  const values: Record<Name, number> = { cpu, file: state.file, net: state.net, errors: state.errors };
  state.seconds++;
  state.file = 0;
  state.net = 0;
  state.errors = 0;
  state.busy = 0;
  state.reported = 0;
  if (run.json) {
    run.printJson({ time, ...values });
    return;
  }
  const texts: Record<Name, string> = {
    cpu: `${cpu.toFixed(1)}%`.padStart(6),
    file: bytesText(values.file).padStart(10),
    net: bytesText(values.net).padStart(10),
    errors: numberText(values.errors).padStart(5),
  };
  const cells = names.map((name) => {
    const past = state.past[name];
    past.push(values[name]);
    if (past.length > shown) past.shift();
    const bars = name === 'cpu' ? sparkline(past, 100) : sparkline(past);
    return `${name} ${texts[name]} ${bars.padEnd(shown)}`;
  });
  run.print(`${exactly(run.clock(time), 8)}  ${cells.join(' ')}`.trimEnd());
}

export default defineChisel({
  category: 'CPU Usage',
  summary: 'A line a second: processors, files, network, errors',
  description:
    'Prints for each second how much of all processors was used, the bytes read from and written to files and the network, and how many calls failed, ' +
    'each with bars for the last seconds. Processor time comes from switches of threads, or where there are none from the reports of the driver.',
  fields: ['evt.type', 'evt.failed', 'evt.is_io', 'evt.rawarg.res', 'fd.type', 'thread.cpu'],
  filter: 'evt.type in (switch, procinfo) or evt.failed=true or (evt.is_io=true and fd.type in (file, ipv4, ipv6) and evt.rawres>0)',
  interval: { ms: 1000, exact: true },
  exactSpan: true,
  state: (): State => ({
    file: 0,
    net: 0,
    errors: 0,
    busy: 0,
    reported: 0,
    since: new Map(),
    cpus: new Set(),
    past: { cpu: [], file: [], net: [], errors: [] },
    seconds: 0,
  }),
  onEvent(event, { state }) {
    const { evt, fd, thread } = event;
    state.cpus.add(event.cpu);
    if (evt.type === 'switch') {
      // The thread that leaves the processor was there since the switch before; thread 0 is idleness.
      const begin = Math.max(state.since.get(event.cpu) ?? 0, state.seconds * nsPerSecond);
      if (event.tid !== 0) state.busy += Math.max(0, event.time - begin);
      state.since.set(event.cpu, event.time);
    } else if (evt.type === 'procinfo') state.reported += thread.cpu ?? 0;
    else if (evt.failed === true) state.errors++;
    else if (evt.is_io === true) {
      const bytes = toNumber(evt['rawarg.res'] ?? 0);
      if (fd.type === 'file') state.file += bytes;
      else state.net += bytes;
    }
  },
  onInterval: (run, { time }) => tell(run, time, nsPerSecond),
  onEnd(run, { time, delta }) {
    const rest = delta - run.state.seconds * nsPerSecond;
    if (rest > 0) tell(run, time, rest);
  },
});
