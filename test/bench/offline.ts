/**
 * Times the built tsdig against sysdig on a capture of about three million events, whole processes in alternation.
 *
 *   npm run bench [-- --events N] [--rounds N] [--only TEXT] [--capture FILE]
 *
 * Needs sysdig on the PATH and a capture to loop (TSDIG_CAPTURES, see test/support/captures.ts, or --capture). Both
 * run with TZ=UTC and their output into /dev/null. Printed are medians and the median of the ratios pair by pair.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { capture } from '../support/captures.ts';

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  /** The ratio the project wants at least. */
  readonly goal: number;
  /** The case writes a file, given as its last argument. */
  readonly writes?: boolean;
}

const cases: readonly Case[] = [
  { name: 'default print', args: [], goal: 5 },
  { name: '-p', args: ['-p', '%evt.num %evt.time %proc.name %proc.pid %evt.type %fd.name'], goal: 5 },
  { name: '-j', args: ['-j'], goal: 6 },
  { name: 'evt.type=open', args: ['evt.type=open'], goal: 3 },
  { name: 'three-part filter', args: ['proc.name=httpd and evt.type in (open, openat) and fd.name contains /var'], goal: 2.5 },
  { name: '-w', args: ['-w'], goal: 2.5, writes: true },
];

/** Time between two looks at a process, ms. The most memory it had only grows; looking often would take time from what is measured. */
const lookMs = 20;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '3000000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    capture: { type: 'string' },
  },
});

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { tsdig: string } };
const tsdig = [process.execPath, join(root, manifest.bin.tsdig)];
if (!existsSync(tsdig[1] ?? '')) throw new Error('not built: npm run build');
if (spawnSync('sysdig', ['--version']).error !== undefined) throw new Error('no sysdig on the PATH: apt-get install sysdig');

const work = mkdtempSync(join(tmpdir(), 'tsdig-bench-'));
try {
  const source = values.capture ?? capture('mpm-worker_full');
  const big = join(work, 'big.scap');
  const small = join(work, 'small.scap');
  loop(source, big, Number(values.events));
  loop(source, small, Number(values.events) / 10);
  console.log(`${Number(values.events).toLocaleString('en')} events, ${(statSync(big).size / 1e6).toFixed(0)} MB, ${values.rounds} rounds`);
  console.log('case                 sysdig s  tsdig s   times faster (goal)   peak MB (a tenth of the events)');
  for (const test of cases.filter(({ name }) => name.includes(values.only))) await measure(test, big, small);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Makes a capture of `events` events by repeating a real one. */
function loop(from: string, to: string, events: number): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'fixtures/loop-capture.ts'), from, to, String(events)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`loop-capture failed: ${stderr}`);
}

async function measure({ name, args, goal, writes }: Case, big: string, small: string): Promise<void> {
  const command = (program: readonly string[], file: string) => [
    ...program,
    '-r',
    file,
    ...args,
    ...(writes === true ? [join(work, 'out.scap')] : []),
  ];
  const ours: Run[] = [];
  const theirs: Run[] = [];
  for (let round = 0; round <= Number(values.rounds); round++) {
    const [a, b] = [await time(command(['sysdig'], big)), await time(command(tsdig, big))];
    if (round === 0) continue; // Warms the caches.
    theirs.push(a);
    ours.push(b);
  }
  const fewer = await time(command(tsdig, small));
  const ratio = median(theirs.map((run, i) => run.seconds / ours[i]!.seconds));
  const cells = [
    name.padEnd(20),
    median(theirs.map((run) => run.seconds))
      .toFixed(2)
      .padStart(8),
    median(ours.map((run) => run.seconds))
      .toFixed(2)
      .padStart(8),
    `${ratio.toFixed(1)} (${goal}) ${ratio >= goal ? 'ok' : 'BELOW'}`.padStart(20),
    `${median(ours.map((run) => run.peakMb)).toFixed(0)} (${fewer.peakMb.toFixed(0)})`.padStart(14),
  ];
  console.log(cells.join('  '));
}

interface Run {
  readonly seconds: number;
  readonly peakMb: number;
}

/** One whole process, with the most memory it had, as far as that was seen. */
function time([program, ...args]: readonly string[]): Promise<Run> {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn(program ?? '', args, { stdio: 'ignore', env: { ...process.env, TZ: 'UTC' } });
    let peakKb = 0;
    const poll = setInterval(() => {
      try {
        peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
      } catch {
        // Gone between two looks.
      }
    }, lookMs);
    child.on('error', fail);
    child.on('exit', (code) => {
      clearInterval(poll);
      if (code !== 0) fail(new Error(`${program} ${args.join(' ')} ended with ${code}`));
      else done({ seconds: (performance.now() - started) / 1000, peakMb: peakKb / 1024 });
    });
  });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
