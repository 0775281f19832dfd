import {
  bytesText,
  defineChisel,
  exactly,
  HttpExchanges,
  httpFields,
  httpFilter,
  httpSnaplen,
  type Run,
  refreshed,
  timeText,
} from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c httphosts
 *
 * REQUESTS    ERRORS     BYTES   AVERAGE   SLOWEST  DIR  HOST
 *        2         1     1.95KB     15ms      20ms  >    example.com
 */

interface Totals {
  readonly host: string;
  readonly direction: string;
  requests: number;
  errors: number;
  bytes: number;
  /** ns, all together and the longest. */
  time: number;
  slowest: number;
}

interface State {
  readonly exchanges: HttpExchanges;
  readonly hosts: Map<string, Totals>;
}

/** The first status code that means an error. */
const firstError = 400;

function show(run: Run<Record<never, never>, State>): void {
  const rows = [...run.state.hosts.values()].sort((a, b) => b.requests - a.requests || (a.host < b.host ? -1 : 1));
  if (run.json) {
    run.printJson({ hosts: rows.map(({ time, ...row }) => ({ ...row, average: Math.round(time / row.requests) })) });
    return;
  }
  run.print(line(['REQUESTS', 'ERRORS', 'BYTES', 'AVERAGE', 'SLOWEST'], 'DIR', 'HOST'));
  for (const { host, direction, requests, errors, bytes, time, slowest } of rows) {
    run.print(line([String(requests), String(errors), bytesText(bytes), timeText(time / requests), timeText(slowest)], direction, host));
  }
}

function line(cells: readonly string[], direction: string, host: string): string {
  return `${cells.map((text) => text.padStart(9)).join(' ')}  ${exactly(direction, 4)} ${host}`;
}

export default defineChisel({
  category: 'Application',
  summary: 'Plain HTTP: requests, errors, bytes and latency by host',
  description:
    'Adds up HTTP requests by the host they are for: how many, how many failed (status 400 and above), bytes promised by Content-Length, ' +
    'latency on average and at worst. `>`: requests of programs here, `<`: requests to servers here.',
  fields: httpFields,
  filter: httpFilter,
  buffers: 'dotted',
  snaplen: httpSnaplen,
  state: (): State => ({ exchanges: new HttpExchanges(), hosts: new Map() }),
  ...refreshed(show),
  onEvent(event, { state }) {
    const exchange = state.exchanges.take(event);
    if (exchange === undefined) return;
    const { request, code, length, latency } = exchange;
    const host = request.host ?? '<NA>';
    const key = request.direction + host;
    let totals = state.hosts.get(key);
    if (totals === undefined) {
      totals = { host, direction: request.direction, requests: 0, errors: 0, bytes: 0, time: 0, slowest: 0 };
      state.hosts.set(key, totals);
    }
    totals.requests++;
    if (code >= firstError) totals.errors++;
    totals.bytes += length;
    totals.time += latency;
    totals.slowest = Math.max(totals.slowest, latency);
  },
});
