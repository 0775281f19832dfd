import { defineChisel, exactly, type Run, refreshed, sparkline, timeText, toNumber } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c latency
 *
 * SYSCALL              CALLS      TOTAL        P50        P90        P99        MAX  1ns       1us       1ms       1s
 * read                     4    11.10ms     1.06us      10ms       10ms       10ms               █ ▂         ▂
 *
 * tsdig -r trace.scap -c latency read
 *
 * read: 3 calls, 1.02ms in all, p50 10us, p90 1.00ms, p99 1.00ms, max 1.00ms
 *      8.19us  ->     16us           2  ████████████████████████████████████████
 *       524us  ->   1.04ms           1  ████████████████████
 */

/** Parts of each power of two: percentiles are at most a sixteenth too high. */
const parts = 16;
/** Columns of the spread: three a decade, from 1 ns to 1000 s. */
const columns = 36;
const perDecade = 3;
const shown = 30;
const barWidth = 40;

/** How often calls took how long, in little memory however many there are. */
class Histogram {
  readonly counts = new Map<number, number>();
  calls = 0;
  total = 0;
  max = 0;

  add(ns: number): void {
    const power = Math.floor(Math.log2(ns));
    const bucket = power * parts + Math.floor((ns / 2 ** power - 1) * parts);
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1);
    this.calls++;
    this.total += ns;
    this.max = Math.max(this.max, ns);
  }

  /** The latency so many percent of the calls do not exceed, ns. */
  percentile(percent: number): number {
    let left = Math.ceil((this.calls * percent) / 100);
    for (const [bucket, count] of [...this.counts].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return Math.min(this.max, upperEnd(bucket));
    }
    return this.max;
  }

  /** Calls by some coarser measure of their latency. */
  by(measure: (ns: number) => number): Map<number, number> {
    const sums = new Map<number, number>();
    for (const [bucket, count] of this.counts) {
      const place = measure(lowerEnd(bucket));
      sums.set(place, (sums.get(place) ?? 0) + count);
    }
    return sums;
  }
}

function lowerEnd(bucket: number): number {
  return 2 ** Math.floor(bucket / parts) * (1 + (bucket % parts) / parts);
}

function upperEnd(bucket: number): number {
  return lowerEnd(bucket + 1);
}

type State = Map<string, Histogram>;

function show(run: Run<typeof args, State>): void {
  const all = [...run.state].sort(([a, x], [b, y]) => y.total - x.total || (a < b ? -1 : 1));
  if (run.json) {
    const rows = all.map(([syscall, histogram]) => {
      const { calls, total, max } = histogram;
      const [p50, p90, p99] = [50, 90, 99].map((percent) => Math.round(histogram.percentile(percent)));
      const buckets = [...histogram.by(powerOf)].sort(([a], [b]) => a - b).map(([power, count]) => ({ from: 2 ** power, count }));
      return { syscall, calls, total, p50, p90, p99, max, histogram: buckets };
    });
    run.printJson({ unit: 'ns', latency: rows });
    return;
  }
  if (run.args.syscall !== undefined) {
    for (const [name, histogram] of all) showHistogram(run, name, histogram);
    return;
  }
  const scale = ['1ns', '1us', '1ms', '1s'].map((mark) => mark.padEnd(3 * perDecade)).join('');
  run.print(line('SYSCALL', ['CALLS', 'TOTAL', 'P50', 'P90', 'P99', 'MAX'], scale.trimEnd()));
  for (const [name, histogram] of all.slice(0, shown)) {
    const times = [histogram.total, ...[50, 90, 99].map((percent) => histogram.percentile(percent)), histogram.max].map(timeText);
    const spread = histogram.by((ns) => Math.min(columns - 1, Math.floor(Math.log10(ns) * perDecade)));
    const bars = sparkline(Array.from({ length: columns }, (_, column) => spread.get(column) ?? 0)).trimEnd();
    run.print(line(name, [String(histogram.calls), ...times], bars));
  }
}

function line(name: string, cells: readonly string[], end: string): string {
  return `${exactly(name, 15)} ${cells.map((text) => text.padStart(10)).join(' ')}  ${end}`;
}

function powerOf(ns: number): number {
  return Math.floor(Math.log2(ns));
}

function showHistogram(run: Run<typeof args, State>, name: string, histogram: Histogram): void {
  const { calls, total, max } = histogram;
  const percentiles = [50, 90, 99].map((percent) => `p${percent} ${timeText(histogram.percentile(percent))}`);
  run.print(`${name}: ${calls} call${calls === 1 ? '' : 's'}, ${timeText(total)} in all, ${percentiles.join(', ')}, max ${timeText(max)}`);
  const powers = histogram.by(powerOf);
  const most = Math.max(...powers.values());
  for (let power = Math.min(...powers.keys()); power <= Math.max(...powers.keys()); power++) {
    const count = powers.get(power) ?? 0;
    const range = `${timeText(2 ** power).padStart(10)} -> ${timeText(2 ** (power + 1)).padStart(10)}`;
    run.print(`${range} ${String(count).padStart(11)}  ${'█'.repeat(Math.ceil((count / most) * barWidth))}`.trimEnd());
  }
}

const args = { syscall: { type: 'string', optional: true, description: 'Only this system call, with its whole histogram' } } as const;

export default defineChisel({
  category: 'Performance',
  summary: 'Latency of system calls: percentiles and histograms',
  description:
    'Shows for each system call how long it took: in all, the percentiles 50, 90 and 99, the longest, and how latencies are spread over a logarithmic scale.',
  args,
  fields: ['evt.type', 'evt.latency'],
  filter: ({ args: { syscall } }) => (syscall === undefined ? 'evt.dir=<' : `evt.dir=< and evt.type='${syscall.replaceAll("'", '')}'`),
  onlyComplete: true,
  state: (): State => new Map(),
  ...refreshed(show),
  onEvent({ evt }, { state }) {
    const ns = toNumber(evt.latency ?? 0);
    if (ns <= 0 || evt.type === undefined) return;
    let histogram = state.get(evt.type);
    if (histogram === undefined) {
      histogram = new Histogram();
      state.set(evt.type, histogram);
    }
    histogram.add(ns);
  },
});
