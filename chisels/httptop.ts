import {
  defineChisel,
  HttpExchanges,
  httpFields,
  httpFilter,
  httpSnaplen,
  type Moment,
  type Run,
  showTable,
  type TableRow,
  urlOf,
} from '../src/chisel/index.ts';

const units = { ncalls: 'none', bytes: 'bytes', time: 'time' } as const;
type By = keyof typeof units;

interface Totals {
  readonly keys: readonly string[];
  calls: number;
  bytes: number;
  /** Of all calls together, ns. */
  latency: number;
}

interface State {
  readonly exchanges: HttpExchanges;
  totals: Map<string, Totals>;
}

function show(run: Run<typeof args, State>, moment: Moment): void {
  const by = (run.args.by ?? 'ncalls') as By;
  const value = ({ calls, bytes, latency }: Totals): number => (by === 'ncalls' ? calls : by === 'bytes' ? bytes : latency / calls);
  const rows = [...run.state.totals.values()].map((totals): TableRow => ({ keys: totals.keys, value: value(totals) }));
  const columns = [...(run.containers ? ['container'] : []), 'method', 'url'].map((field) => ({ field, title: field }));
  showTable(run, { title: by, field: by, units: units[by], top: 30, columns, rows }, moment);
}

const args = {
  by: { type: 'string', optional: true, description: 'What the most of goes first: ncalls (where not given), time or bytes' },
} as const;

export default defineChisel({
  category: 'Application',
  summary: 'Top HTTP requests',
  description: 'Shows the HTTP requests that were made most often, that took longest on average, or that brought most bytes.',
  args,
  fields: httpFields,
  filter: httpFilter,
  buffers: 'dotted',
  snaplen: httpSnaplen,
  interval: ({ live }) => (live ? 1000 : undefined),
  state: (): State => ({ exchanges: new HttpExchanges(), totals: new Map() }),
  onStart(run) {
    const { by } = run.args;
    if (by !== undefined && !Object.hasOwn(units, by)) {
      run.print('Invalid argument! Valid options: ncalls, bytes, time');
      run.fail(`there is no order by ${by}`, 'ncalls, bytes or time');
    }
    if (!run.live || run.json) return;
    run.screen.clear();
    run.screen.hideCursor();
  },
  onEvent(event, run) {
    const exchange = run.state.exchanges.take(event);
    if (exchange === undefined) return;
    const { request, length, roughLatency } = exchange;
    const keys = [...(run.containers ? [request.container] : []), request.method, urlOf(request)];
    const key = keys.join('\n');
    const totals = run.state.totals.get(key) ?? { keys, calls: 0, bytes: 0, latency: 0 };
    totals.calls++;
    totals.bytes += length;
    totals.latency += roughLatency;
    run.state.totals.set(key, totals);
  },
  onInterval(run, moment) {
    run.screen.clear();
    run.screen.home();
    show(run, moment);
    run.state.totals = new Map();
  },
  onEnd(run, moment) {
    if (run.live && !run.json && run.terminal.isTerminal) {
      run.screen.clear();
      run.screen.home();
    } else show(run, moment);
  },
});
