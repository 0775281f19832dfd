/**
 * What tracing costs: how much a program that does nothing but system calls slows down under tsdig and other tracers, how many
 * lines a second are printed without loss, and what an event costs from the ring to being readable.
 *
 *   npm run bench:live [-- --rounds N] [--blocks N] [--rate EVENTS_PER_SECOND] [--only TEXT]
 *
 * Needs root and a kernel with BTF. The load is `dd bs=1`, two system calls a block. Each round runs every tracer once, with a
 * bare run before it: figures are medians of the ratios pair by pair. bpftrace, strace and perf are left out where they cannot
 * trace; they trace a fraction of the blocks, and the time of a start is taken off before blocks are compared.
 *
 * Lines are printed under two loads: dd, which makes as many events as it can, and a program that makes a given number a second
 * (`live/paced.c`, left out where there is no gcc). Only of the second can be asked that nothing is lost.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EventCursor } from '../../src/event/index.ts';
import { EbpfSource } from '../../src/source/ebpf/index.ts';
import type { Batch } from '../../src/source/index.ts';
import { median, printed, sleep, start, timed } from './live/run.ts';
import { lostByTsdig, type Tracer, tracersOf, whyNot } from './live/tracers.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    blocks: { type: 'string', default: '2000000' },
    rate: { type: 'string', default: '1500000' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const blocks = Number(values.blocks);
const rate = Number(values.rate);

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { tsdig: string } };
const program = process.env.TSDIG_PROGRAM ?? join(root, manifest.bin.tsdig);
if (!existsSync(program)) throw new Error('not built: npm run build');
if (process.getuid?.() !== 0) throw new Error('needs root');
const tsdig = [process.execPath, program];

/** How long the paced load lasts, in seconds. */
const pacedSeconds = 4;
/** What part of its pace it must have kept for its rounds to count. */
const pacePart = 0.98;
/** How long tsdig takes until it traces, in ms. */
const startMs = 1500;
/** CPU time an event may take until it can be read. */
const readableGoalNs = 100;

/** What is printed, and how it is asked for. */
const lineForms: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['short lines', ['-p', '%evt.num %proc.name %evt.dir %evt.type']],
  ['default lines', []],
];

/** Reads events, and adds up what it read. In an asynchronous function each sum would be an object, which is not what is measured. */
class Reader {
  events = 0;
  sum = 0;
  readonly #cursor = new EventCursor();

  read(batch: Batch): void {
    const cursor = this.#cursor;
    let { events, sum } = this;
    for (; batch.next(cursor); events++) sum += cursor.type + (cursor.has(0, 8) ? cursor.i64(0) : 0);
    this.events = events;
    this.sum = sum;
  }
}

const work = mkdtempSync('/dev/shm/tsdig-bench-');

try {
  console.log(`${rounds} rounds; ${otherwiseBusy()}`);
  await compareTracers();
  if ('lines'.includes(values.only)) await linesUnderDd();
  if ('paced'.includes(values.only)) await linesAtAPace();
  if ('readable'.includes(values.only)) await readable();
  console.log(`at the end ${otherwiseBusy()}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** What else the machine does: figures of a busy one are not those of this program. */
function otherwiseBusy(): string {
  return `load of the machine ${loadavg()[0]!.toFixed(1)}`;
}

async function compareTracers(): Promise<void> {
  const named = tracersOf(tsdig, work).filter(({ name }) => name.includes(values.only));
  const chosen: Tracer[] = [];
  for (const tracer of named) {
    const why = whyNot(tracer);
    if (why === undefined) chosen.push(tracer);
    else console.log(`${tracer.name} is left out: ${why}`);
  }
  if (chosen.length === 0) return;
  const results = new Map<Tracer, { ratio: number; lost: number }[]>(chosen.map((tracer) => [tracer, []]));
  for (let round = 0; round < rounds; round++) {
    for (const tracer of chosen) {
      const run = await slowDown(tracer);
      if (typeof run !== 'string') results.get(tracer)!.push(run);
      else console.log(`${tracer.name}, round ${round + 1}, is left out: ${run}`);
    }
  }
  console.log(`dd if=/dev/zero of=/dev/null bs=1 count=${blocks}`);
  console.log('tracer                                slows by (goal)       lost (goal)');
  for (const [{ name, goal, lossGoal }, runs] of results) {
    const ratio = median(runs.map((run) => run.ratio));
    const slow = `${`${ratio.toFixed(2)}x`.padStart(8)} ${verdict(ratio, goal, goal?.toFixed(1)).padEnd(12)}`;
    console.log(`${name.padEnd(38)}${slow} ${losses(runs, lossGoal)}`);
  }
}

/** Losses of all rounds, `-` where the tracer does not count them, and whether the worst was good enough. */
function losses(runs: readonly { lost: number }[], goal?: number): string {
  const lost = runs.map((run) => run.lost);
  const said = lost.map((count) => (Number.isNaN(count) ? '-' : count)).join(' ');
  return `${said} ${verdict(Math.max(...lost), goal)}`.trimEnd();
}

/** A goal, and whether a figure meets it; '' where there is none. */
function verdict(figure: number, goal: number | undefined, shown: string | undefined = goal?.toString()): string {
  return goal === undefined ? '' : `(${shown}) ${figure <= goal ? 'ok' : 'ABOVE'}`;
}

function load(count: number): string[] {
  return ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=1', `count=${count}`, 'status=none'];
}

/** How much a tracer slows dd, and what it lost; or why that cannot be said. */
async function slowDown(tracer: Tracer): Promise<{ ratio: number; lost: number } | string> {
  const count = Math.max(1000, Math.round(blocks * (tracer.share ?? 1)));
  const bare = await perBlock([], blocks);
  if (tracer.starts === true) return { ratio: (await perBlock(tracer.command, count)) / bare, lost: Number.NaN };
  const { child, ended } = start(tracer.command);
  await sleep(tracer.startMs ?? startMs);
  const traced = await perBlock([], count);
  await sleep(100);
  if (child.exitCode !== null || child.pid === undefined) return `it ended by itself: ${(await ended).trim().split('\n', 1)[0]}`;
  child.kill('SIGINT');
  return { ratio: traced / bare, lost: tracer.lost?.(await ended) ?? Number.NaN };
}

/** Seconds for one block, without what starting takes. */
async function perBlock(command: readonly string[], count: number): Promise<number> {
  const started = await timed([...command, ...load(1)]);
  return ((await timed([...command, ...load(count)])) - started) / count;
}

/** Lines printed a second while dd runs, which makes more events than can be printed. */
async function linesUnderDd(): Promise<void> {
  for (const [what, args] of lineForms) {
    const rates: number[] = [];
    const runs: { lost: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const { child, ended } = start([...tsdig, '-v', ...args]);
      await sleep(startMs);
      const seconds = await timed(load(blocks));
      child.kill('SIGINT');
      const stderr = await ended;
      rates.push(deliveredBy(stderr) / seconds / 1e6);
      runs.push({ lost: lostByTsdig(stderr) });
    }
    console.log(`${what}: ${median(rates).toFixed(2)} M lines/s while dd runs, lost ${losses(runs)}`);
  }
}

function deliveredBy(stderr: string): number {
  return Number(/(\d+) delivered/.exec(stderr)?.[1] ?? Number.NaN);
}

/** Default lines of a load that makes a given number of events a second: none may be lost. */
async function linesAtAPace(): Promise<void> {
  const paced = join(work, 'paced');
  const { error, status } = spawnSync('gcc', ['-O2', '-o', paced, join(here, 'live/paced.c')], { stdio: 'ignore' });
  if (error !== undefined || status !== 0) {
    console.log('lines at a given pace are left out: gcc is not installed');
    return;
  }
  const runs: { lost: number }[] = [];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { child, ended } = start([...tsdig, '-v']);
    await sleep(startMs);
    // Two events a call.
    const seconds = Number(await printed([paced, String(Math.round(rate / 2)), String(pacedSeconds)]));
    await sleep(100);
    child.kill('SIGINT');
    const lost = lostByTsdig(await ended);
    runs.push({ lost });
    rates.push((rate * pacedSeconds) / seconds / 1e6);
  }
  const wanted = rate / 1e6;
  const pace = median(rates);
  const each = rates.map((made) => made.toFixed(2)).join(' ');
  const kept = pace >= wanted * pacePart ? '' : '; the load did not keep its pace, so that this says nothing';
  console.log(`default lines at ${wanted.toFixed(2)} M events/s: ${pace.toFixed(2)} M/s made (${each}), lost ${losses(runs, 0)}${kept}`);
}

/** CPU time of this process for each event it took from the ring, with its header read and its first parameter found. */
async function readable(): Promise<void> {
  const costs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const source = new EbpfSource({ snaplen: 80 });
    await source.open();
    const before = process.cpuUsage();
    let ended = false;
    void timed(load(blocks)).then(() => {
      ended = true;
      source.stop();
    });
    const reader = new Reader();
    for (;;) {
      const step = source.nextBatch();
      const batch = step instanceof Promise ? await step : step;
      if (batch === undefined) break;
      reader.read(batch);
      // The end of the load must be heard though the ring never is empty.
      if (!ended) await new Promise(setImmediate);
    }
    const { user, system } = process.cpuUsage(before);
    await source.close();
    if (Number.isNaN(reader.sum)) throw new Error('an event without a value');
    costs.push(((user + system) * 1000) / reader.events);
  }
  const cost = median(costs);
  const each = costs.map((ns) => ns.toFixed(0)).join(' ');
  console.log(`from ring to readable event: ${cost.toFixed(0)} ns CPU ${verdict(cost, readableGoalNs)} (${each})`);
}
