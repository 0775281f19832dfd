/**
 * What tracing costs: how much a program that does nothing but system calls slows down under tsdig and other tracers, how many
 * lines a second are printed without loss, and what an event costs from the ring to being readable.
 *
 *   npm run bench:live [-- --rounds N] [--blocks N] [--only TEXT]
 *
 * Needs root and a kernel with BTF. The load is `dd bs=1`, two system calls a block. Each round runs every tracer once, with a
 * bare run before it: figures are medians of the ratios pair by pair. bpftrace, strace and perf are left out where they are not
 * installed; they trace a fraction of the blocks, and the time of a start is taken off before blocks are compared.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EventCursor } from '../../src/event/index.ts';
import { EbpfSource } from '../../src/source/ebpf/index.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    blocks: { type: 'string', default: '2000000' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const blocks = Number(values.blocks);

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { tsdig: string } };
const program = process.env.TSDIG_PROGRAM ?? join(root, manifest.bin.tsdig);
if (!existsSync(program)) throw new Error('not built: npm run build');
if (process.getuid?.() !== 0) throw new Error('needs root');

const work = mkdtempSync('/dev/shm/tsdig-bench-');

interface Tracer {
  readonly name: string;
  readonly command: readonly string[];
  /** The slow-down the project wants at most. */
  readonly goal?: number;
  /** Which part of the blocks it traces: the slow ones would take minutes. */
  readonly share?: number;
  /** The load is started by the tracer, as the end of its command. */
  readonly starts?: boolean;
  /** How long it takes until it traces, in ms. */
  readonly startMs?: number;
  /** How many events it lost, from what it said. */
  readonly lost?: (stderr: string) => string;
}

const ours = (name: string, args: readonly string[], goal: number): Tracer => ({
  name,
  command: [process.execPath, program, '-v', ...args],
  goal,
  lost: (stderr) => /(\d+) dropped/.exec(stderr)?.[1] ?? '?',
});

const bpftraceScript = 'tracepoint:raw_syscalls:sys_exit /comm == "dd"/ { printf("%d %d\\n", args->id, args->ret); }';

const tracers: readonly Tracer[] = [
  ours('tsdig -q -w (enter + exit)', ['-q', '-w', join(work, 'x.scap')], 4),
  ours('tsdig evt.type=openat', ['evt.type=openat'], 2),
  ours('tsdig evt.failed=true', ['evt.failed=true'], 2),
  ours('tsdig proc.pid=1', ['proc.pid=1'], 2),
  ours('tsdig -q evt.dir=< and proc.name=dd', ['-q', 'evt.dir=< and proc.name=dd'], 4),
  {
    name: 'bpftrace printf',
    command: ['bpftrace', '-o', join(work, 'bpftrace.out'), '-e', bpftraceScript],
    share: 0.05,
    startMs: 5000,
    lost: () => lostByBpftrace(join(work, 'bpftrace.out')),
  },
  { name: 'perf trace', command: ['perf', 'trace', '-o', '/dev/null'], share: 0.02, starts: true },
  { name: 'strace -f', command: ['strace', '-f', '-o', '/dev/null'], share: 0.005, starts: true },
];

try {
  console.log(`dd if=/dev/zero of=/dev/null bs=1 count=${blocks}, ${rounds} rounds`);
  const chosen = tracers.filter(({ name }) => name.includes(values.only)).filter(({ command }) => isInstalled(command[0]!));
  const results = new Map<Tracer, { ratio: number; lost: string }[]>(chosen.map((tracer) => [tracer, []]));
  for (let round = 0; round < rounds; round++) for (const tracer of chosen) results.get(tracer)!.push(await slowDown(tracer));
  console.log('tracer                                slows by (goal)       lost');
  for (const [{ name, goal }, runs] of results) {
    const ratio = median(runs.map((run) => run.ratio));
    const verdict = goal === undefined ? '' : `(${goal.toFixed(1)}) ${ratio <= goal ? 'ok' : 'ABOVE'}`;
    const lost = runs.map((run) => run.lost).join(' ');
    console.log(`${name.padEnd(38)}${`${ratio.toFixed(2)}x`.padStart(8)} ${verdict.padEnd(12)} ${lost}`);
  }
  if ('lines'.includes(values.only) || values.only === '') await lines();
  if ('readable'.includes(values.only) || values.only === '') await readable();
} finally {
  rmSync(work, { recursive: true, force: true });
}

function isInstalled(command: string): boolean {
  return command.startsWith('/') || spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function load(count: number): string[] {
  return ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=1', `count=${count}`, 'status=none'];
}

/** Seconds a command takes. */
function timed(command: readonly string[]): Promise<number> {
  return new Promise((done, fail) => {
    const [file = '', ...args] = command;
    const started = performance.now();
    spawn(file, args, { stdio: 'ignore' })
      .on('error', fail)
      .on('exit', () => done((performance.now() - started) / 1000));
  });
}

async function slowDown(tracer: Tracer): Promise<{ ratio: number; lost: string }> {
  const count = Math.max(1000, Math.round(blocks * (tracer.share ?? 1)));
  const bare = await perBlock([], blocks);
  if (tracer.starts === true) return { ratio: (await perBlock(tracer.command, count)) / bare, lost: '' };
  const { child, ended } = start(tracer.command);
  await sleep(tracer.startMs ?? 1500);
  const traced = await perBlock([], count);
  await sleep(100);
  if (child.exitCode !== null) throw new Error(`${tracer.name} ended by itself: ${await ended}`);
  child.kill('SIGINT');
  return { ratio: traced / bare, lost: tracer.lost?.(await ended) ?? '' };
}

/** What it lost stands among what it printed. */
function lostByBpftrace(file: string): string {
  const lost = [...readFileSync(file, 'latin1').matchAll(/^Lost (\d+) events/gm)];
  return String(lost.reduce((sum, [, count]) => sum + Number(count), 0));
}

/** Seconds for one block, without what starting takes. */
async function perBlock(command: readonly string[], count: number): Promise<number> {
  const started = await timed([...command, ...load(1)]);
  return ((await timed([...command, ...load(count)])) - started) / count;
}

interface Running {
  readonly child: ChildProcess;
  /** Resolves with stderr. */
  readonly ended: Promise<string>;
}

function start([file = '', ...args]: readonly string[]): Running {
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  return { child, ended: new Promise((done) => child.on('close', () => done(stderr))) };
}

/** Lines printed a second while the load runs, and what was lost. */
async function lines(): Promise<void> {
  for (const args of [['-p', '%evt.num %proc.name %evt.dir %evt.type'], []]) {
    const rates: number[] = [];
    const lost: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const { child, ended } = start([process.execPath, program, '-v', ...args]);
      await sleep(1500);
      const seconds = await timed(load(blocks));
      child.kill('SIGINT');
      const stderr = await ended;
      const printed = Number(/(\d+) delivered/.exec(stderr)?.[1] ?? Number.NaN);
      rates.push(printed / seconds / 1e6);
      lost.push(/(\d+) dropped/.exec(stderr)?.[1] ?? '?');
    }
    const what = args.length === 0 ? 'default lines' : 'short lines';
    console.log(`${what}: ${median(rates).toFixed(2)} M lines/s while dd runs, lost ${lost.join(' ')}`);
  }
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
    const cursor = new EventCursor();
    let events = 0;
    let sum = 0;
    for (;;) {
      const step = source.nextBatch();
      const batch = step instanceof Promise ? await step : step;
      if (batch === undefined) break;
      for (; batch.next(cursor); events++) sum += cursor.type + (cursor.has(0, 8) ? cursor.i64(0) : 0);
      // The end of the load must be heard though the ring never is empty.
      if (!ended) await new Promise(setImmediate);
    }
    const { user, system } = process.cpuUsage(before);
    await source.close();
    if (Number.isNaN(sum)) throw new Error('an event without a value');
    costs.push(((user + system) * 1000) / events);
  }
  console.log(`from ring to readable event: ${median(costs).toFixed(0)} ns CPU (${costs.map((cost) => cost.toFixed(0)).join(' ')})`);
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
