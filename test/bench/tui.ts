/**
 * Measures the terminal view on a capture of a million events against its budgets: the built ctsdig in a terminal, key
 * by key, from the bytes sent to the last byte of the frame.
 *
 *   npm run bench:tui [-- --events N] [--rounds N] [--capture FILE] [--program dist/ctsdig.js]
 *
 * Needs a capture to loop (TSDIG_CAPTURES, see test/support/captures.ts, or --capture). Printed are the median and the
 * 95th of a hundred, in ms, beside the budget; the exit code is 1 where one is not kept.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { capture } from '../support/captures.ts';
import { TestTerminal } from '../tui/support/terminal.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '20' },
    capture: { type: 'string' },
    program: { type: 'string', default: join(root, 'dist/ctsdig.js') },
  },
});
const rounds = Number(values.rounds);
const source = values.capture ?? capture('nginx_nginx');
if (source === undefined || !existsSync(source)) {
  process.stderr.write('bench: no capture to loop: set TSDIG_CAPTURES or give --capture\n');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'tsdig-bench-'));
const file = join(folder, 'large.scap');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const made = spawnSync(process.execPath, [join(root, 'fixtures/loop-capture.ts'), source, file, values.events], { stdio: 'inherit' });
if (made.status !== 0) process.exit(2);

let failed = false;

function line(name: string, times: readonly number[], budget_ms: number | undefined): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  const over = budget_ms !== undefined && at(0.95) > budget_ms;
  failed ||= over;
  const budget = budget_ms === undefined ? '' : `budget ${budget_ms}${over ? '  OVER' : ''}`;
  process.stdout.write(`${name.padEnd(34)} median ${at(0.5).toFixed(0).padStart(6)}  p95 ${at(0.95).toFixed(0).padStart(6)}  ${budget}\n`);
}

const screen = { columns: 120, rows: 30, env: { TERM: 'xterm-256color', XDG_CACHE_HOME: join(folder, 'cache') } };

/** Opens the file, and waits for its first rows and for all of it. */
async function open(): Promise<{ terminal: TestTerminal; first_ms: number; whole_ms: number }> {
  const start = Date.now();
  const terminal = new TestTerminal(process.execPath, [values.program, '-r', file], screen);
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
    return Date.now() - start;
  };
  const first_ms = await until(() => /^▌/.test(terminal.lines()[3] ?? ''));
  const whole_ms = await until(() => (terminal.lines()[0] ?? '').includes('OFFLINE'));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return { terminal, first_ms, whole_ms };
}

/** ms from a key to the first change of the screen for which `shown` holds. */
async function timed(terminal: TestTerminal, key: string, shown: (lines: readonly string[]) => boolean = () => true): Promise<number> {
  const before = terminal.lines().join('\n');
  const start = process.hrtime.bigint();
  terminal.send(key);
  for (;;) {
    const lines = terminal.lines();
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    if (lines.join('\n') !== before && shown(lines)) return ms;
    if (ms > 20_000) return ms;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function times(count: number, one: (round: number) => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < count; i++) all.push(await one(i));
  return all;
}

/** CPU time of a process in ms, as `/proc/PID/stat` gives it in ticks of 10 ms (proc(5)). */
function cpu_ms(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memory_MB(pid: number, name: string): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))![1]) / 1024;
}

process.stdout.write(`${values.events} events, ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB, ${screen.columns}x${screen.rows}\n`);
const cold = await open();
line('open: first rows', [cold.first_ms], 500);
line('open: complete', [cold.whole_ms], 3000);
cold.terminal.send('q');
await cold.terminal.ended;
const { terminal, first_ms, whole_ms } = await open();
line('open again: first rows', [first_ms], 500);
line('open again: complete', [whole_ms], 3000);

const down = '\x1b[B';
const name = (lines: readonly string[]) => /Viewing: (.*?) {2}For/.exec(lines[0] ?? '')?.[1];
const window = (lines: readonly string[]) => /\d\d:\d\d:\d\d\.\d-[\d:.]+/.exec(lines[0] ?? '')?.[0];

line('key to frame: row down', await times(rounds, () => timed(terminal, down)), 50);
line('sort by another column', await times(rounds, () => timed(terminal, '.')), 100);
line(
  'window step',
  await times(rounds, () => {
    const before = window(terminal.lines());
    return timed(terminal, ']', (lines) => window(lines) !== before);
  }),
  100,
);
await timed(terminal, '0', (lines) => window(lines) === undefined);
line(
  'drill down',
  await times(Math.min(rounds, 8), async () => {
    const ms = await timed(terminal, '\r', (lines) => (lines[0] ?? '').includes('[') && !(lines[0] ?? '').includes('BUSY'));
    await timed(terminal, '\x7f', (lines) => !(lines[0] ?? '').includes('['));
    return ms;
  }),
  250,
);
line(
  'view change (:view)',
  await times(Math.min(rounds, 8), async (round) => {
    const [id, shown] = [
      ['threads', 'Threads'],
      ['files', 'Files'],
      ['syscalls', 'System Calls'],
      ['procs', 'Processes'],
    ][round % 4]!;
    terminal.send(`:view ${id}`);
    await terminal.settled();
    return timed(terminal, '\r', (lines) => name(lines) === shown);
  }),
  250,
);
const idle_ms = 10_000;
const [cpuBefore, bytesBefore] = [cpu_ms(terminal.pid), terminal.raw.length];
await new Promise((resolve) => setTimeout(resolve, idle_ms));
const idle = (100 * (cpu_ms(terminal.pid) - cpuBefore)) / idle_ms;
process.stdout.write(`idle for ${idle_ms / 1000} s: ${idle.toFixed(1)}% of a core, ${terminal.raw.length - bytesBefore} bytes written\n`);
process.stdout.write(
  `memory: ${memory_MB(terminal.pid, 'VmRSS').toFixed(0)} MiB resident, at most ${memory_MB(terminal.pid, 'VmHWM').toFixed(0)} MiB\n`,
);
terminal.send('q');
await terminal.ended;
process.exit(failed ? 1 : 0);
