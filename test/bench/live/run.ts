/** Programs run and timed for the measurement of live capture. */
import { type ChildProcess, spawn } from 'node:child_process';

/** A program that runs until it is told to end. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves with stderr, when it has ended. */
  readonly ended: Promise<string>;
}

/** Starts a program whose output nobody reads. */
export function start([file = '', ...args]: readonly string[]): Running {
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  return { child, ended: new Promise((done) => child.on('error', (error) => done(error.message)).on('close', () => done(stderr))) };
}

/** Seconds a command takes. */
export function timed(command: readonly string[]): Promise<number> {
  return new Promise((done, fail) => {
    const [file = '', ...args] = command;
    const started = performance.now();
    spawn(file, args, { stdio: 'ignore' })
      .on('error', fail)
      .on('exit', () => done((performance.now() - started) / 1000));
  });
}

/** What a command prints. */
export function printed([file = '', ...args]: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('latin1').on('data', (part: string) => {
      text += part;
    });
    child.on('error', fail).on('close', () => done(text));
  });
}

export function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
