/** The tracers that are held against each other. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Tracer {
  readonly name: string;
  readonly command: readonly string[];
  /** The slow-down the project wants at most. */
  readonly goal?: number;
  /** How many events it may lose. */
  readonly lossGoal?: number;
  /** Which part of the blocks it traces: the slow ones would take minutes. */
  readonly share?: number;
  /** The load is started by the tracer, as the end of its command. */
  readonly starts?: boolean;
  /** How long it takes until it traces, in ms. */
  readonly startMs?: number;
  /** A command that ends by itself, with 0 where the tracer can trace here. */
  readonly trial?: readonly string[];
  /** How many events it lost, from what it said; NaN where it does not say. */
  readonly lost?: (stderr: string) => number;
}

/**
 * @param tsdig the command that starts tsdig
 * @param folder for what they write
 */
export function tracersOf(tsdig: readonly string[], folder: string): readonly Tracer[] {
  const ours = (name: string, args: readonly string[], goal: number): Tracer => ({
    name,
    command: [...tsdig, '-v', ...args],
    goal,
    lossGoal: 0,
    lost: lostByTsdig,
  });
  const bpftraceOutput = join(folder, 'bpftrace.out');
  const bpftraceScript = 'tracepoint:raw_syscalls:sys_exit /comm == "dd"/ { printf("%d %d\\n", args->id, args->ret); }';
  return [
    ours('tsdig -q -w (enter + exit)', ['-q', '-w', join(folder, 'x.scap')], 4),
    ours('tsdig evt.type=openat', ['evt.type=openat'], 2),
    ours('tsdig evt.failed=true', ['evt.failed=true'], 2),
    ours('tsdig proc.pid=1', ['proc.pid=1'], 2),
    ours('tsdig -q evt.dir=< and proc.name=dd', ['-q', 'evt.dir=< and proc.name=dd'], 4),
    {
      name: 'bpftrace printf',
      command: ['bpftrace', '-o', bpftraceOutput, '-e', bpftraceScript],
      trial: ['bpftrace', '-e', 'tracepoint:raw_syscalls:sys_exit { exit(); }'],
      share: 0.05,
      startMs: 5000,
      lost: () => lostByBpftrace(bpftraceOutput),
    },
    {
      name: 'perf trace',
      command: ['perf', 'trace', '-o', '/dev/null'],
      trial: ['perf', 'trace', '-o', '/dev/null', 'true'],
      share: 0.02,
      starts: true,
    },
    {
      name: 'strace -f',
      command: ['strace', '-f', '-o', '/dev/null'],
      trial: ['strace', '-f', '-o', '/dev/null', 'true'],
      share: 0.005,
      starts: true,
    },
  ];
}

/** Why a tracer cannot be measured here; undefined where it can. */
export function whyNot({ trial: [file, ...args] = [] }: Tracer): string | undefined {
  if (file === undefined) return undefined;
  const { error, status, signal, stderr } = spawnSync(file, args, {
    encoding: 'latin1',
    timeout: 30_000,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error !== undefined) return 'code' in error && error.code === 'ENOENT' ? 'it is not installed' : error.message;
  if (status === 0) return undefined;
  return stderr.split('\n').find((line) => line.trim() !== '') ?? `it ended with ${signal ?? status}`;
}

/** What `tsdig -v` says it lost. */
export function lostByTsdig(stderr: string): number {
  return Number(/(\d+) dropped/.exec(stderr)?.[1] ?? Number.NaN);
}

/** What it lost stands among what it printed. */
function lostByBpftrace(file: string): number {
  const lost = [...readFileSync(file, 'latin1').matchAll(/^Lost (\d+) events/gm)];
  return lost.reduce((sum, [, count]) => sum + Number(count), 0);
}
