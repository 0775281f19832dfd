import { type ChildProcess, spawn } from 'node:child_process';
import { program } from './program.ts';

/** A live run whose end somebody waits for. */
export interface LiveRun {
  readonly child: ChildProcess;
  /** Resolves with what was printed when the run has ended. */
  readonly ended: Promise<{ stdout: string; stderr: string; code: number | null }>;
}

/** Begins a live run of the built program. */
export function live(args: readonly string[], env: NodeJS.ProcessEnv = {}): LiveRun {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  return { child, ended: new Promise((done) => child.on('close', (code) => done({ stdout, stderr, code }))) };
}

/** Does something again and again until the run has ended. */
export async function during(run: LiveRun, action: () => void): Promise<Awaited<LiveRun['ended']>> {
  const timer = setInterval(action, 20);
  try {
    return await run.ended;
  } finally {
    clearInterval(timer);
  }
}
