import { execa } from 'execa';
import { LineSplitter } from './lines.ts';

/** bpftrace prints a map in one line; a longer one is left out and counted as lost. */
const lineMax = 16 * 1024 * 1024;
/** Of what it says on stderr, the last lines are kept. */
const errorLinesMax = 50;
const errorLineMax = 4096;

export interface ChildOptions {
  /** The command that runs {@link keep}: it may end bpftrace when we have given up the right to, or are gone. */
  readonly keeper: readonly [string, ...string[]];
  /** Full path of bpftrace. */
  readonly program: string;
  readonly args: readonly string[];
  /** Variables beside our own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onErrorLine: (line: string) => void;
}

/** How it ended. */
export interface ChildEnd {
  readonly exitCode: number | undefined;
}

/** A running bpftrace: started without a shell, in a process group of its own so that Ctrl-C reaches only us. */
export class Child {
  /** What it said last on stderr. */
  readonly errors: string[] = [];
  /** Resolves when it has ended and all its output was handed over. Never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #lines: LineSplitter;
  readonly #keeper;
  #running = true;

  constructor({ keeper: [file, ...before], program, args, environment, onLine, onErrorLine }: ChildOptions) {
    this.#lines = new LineSplitter(lineMax, onLine);
    const errors = new LineSplitter(errorLineMax, (line) => {
      if (this.errors.push(line) > errorLinesMax) this.errors.shift();
      onErrorLine(line);
    });
    this.#keeper = execa(file, [...before, program, ...args], {
      stdin: 'pipe',
      stdout: 'pipe',
      stderr: 'pipe',
      buffer: false,
      reject: false,
      detached: true,
      encoding: 'buffer',
      env: { ...environment },
    });
    const { stdin, stdout, stderr } = this.#keeper;
    stdin.on('error', () => undefined); // It has ended before it was told to.
    stdout.on('data', (chunk: Buffer) => this.#lines.push(chunk));
    stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    this.ended = this.#keeper.then(({ exitCode }) => {
      this.#running = false;
      this.#lines.end();
      errors.end();
      return { exitCode };
    });
  }

  /** Lines left out because they were too long. */
  get tooLong(): number {
    return this.#lines.tooLong;
  }

  /** Stops reading its output for a while: it waits then, and counts what it loses. */
  pause(): void {
    this.#keeper.stdout.pause();
  }

  resume(): void {
    this.#keeper.stdout.resume();
  }

  /** Asks it to end: its END probe runs and its maps are printed. */
  stop(): void {
    if (this.#running) this.#keeper.stdin.end();
  }

  /** Ends it; what it still prints is lost. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    this.stop();
    this.#keeper.stdout.destroy();
    this.#keeper.stderr.destroy();
    await this.ended;
  }
}
