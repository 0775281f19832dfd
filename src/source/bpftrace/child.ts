import { execa } from 'execa';
import { LineSplitter } from './lines.ts';

/** bpftrace prints a map in one line; a longer one is left out and counted as lost. */
const lineMax = 16 * 1024 * 1024;
/** Of what it says on stderr, the last lines are kept. */
const errorLinesMax = 50;
const errorLineMax = 4096;

/** After SIGINT bpftrace prints its maps; then it is told more and more firmly, in ms. */
const firmerAfterMs = 5000;
const killAfterMs = 1000;

export interface ChildOptions {
  /** Full path of bpftrace. */
  readonly program: string;
  readonly args: readonly string[];
  /** Full path of util-linux's setpriv, which asks the kernel to end the child when we are gone, however that happens. */
  readonly setpriv: string | undefined;
  /** Variables beside our own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onErrorLine: (line: string) => void;
}

/** How it ended. */
export interface ChildEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** A running bpftrace: started without a shell, in a process group of its own so that Ctrl-C reaches only us. */
export class Child {
  /** What it said last on stderr. */
  readonly errors: string[] = [];
  /** Resolves when it has ended and all its output was handed over. Never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #lines: LineSplitter;
  readonly #bpftrace;
  readonly #onExit = (): void => {
    this.#signal('SIGKILL');
  };
  #stopping = false;
  #timer: NodeJS.Timeout | undefined;
  #running = true;

  constructor({ program, args, setpriv, environment, onLine, onErrorLine }: ChildOptions) {
    this.#lines = new LineSplitter(lineMax, onLine);
    const errors = new LineSplitter(errorLineMax, (line) => {
      if (this.errors.push(line) > errorLinesMax) this.errors.shift();
      onErrorLine(line);
    });
    const [file, before] = setpriv === undefined ? [program, []] : [setpriv, ['--pdeathsig', 'INT', '--', program]];
    this.#bpftrace = execa(file, [...before, ...args], {
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
      buffer: false,
      reject: false,
      detached: true,
      encoding: 'buffer',
      env: { ...environment },
    });
    process.on('exit', this.#onExit);
    const { stdout, stderr } = this.#bpftrace;
    stdout.on('data', (chunk: Buffer) => this.#lines.push(chunk));
    stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    this.ended = this.#bpftrace.then(({ exitCode, signal }) => {
      this.#running = false;
      clearTimeout(this.#timer);
      process.off('exit', this.#onExit);
      this.#lines.end();
      errors.end();
      return { exitCode, signal };
    });
  }

  /** Lines left out because they were too long. */
  get tooLong(): number {
    return this.#lines.tooLong;
  }

  /** Stops reading its output for a while: it waits then, and counts what it loses. */
  pause(): void {
    this.#bpftrace.stdout.pause();
  }

  resume(): void {
    this.#bpftrace.stdout.resume();
  }

  /** Asks it to end: its END probe runs and its maps are printed. */
  stop(): void {
    if (this.#stopping || !this.#running) return;
    this.#stopping = true;
    this.#signal('SIGINT');
    this.#timer = setTimeout(() => {
      this.#signal('SIGTERM');
      this.#timer = setTimeout(() => this.#signal('SIGKILL'), killAfterMs);
    }, firmerAfterMs);
  }

  /** Ends it at once; what it still prints is lost. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    this.#bpftrace.stdout.destroy();
    this.#bpftrace.stderr.destroy();
    this.stop();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#signal('SIGKILL'), killAfterMs);
    await this.ended;
  }

  /** To the whole group: programs the script started end with it. Nothing happens where it is gone. */
  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#bpftrace;
    if (!this.#running || pid === undefined) return;
    try {
      process.kill(signal === 'SIGKILL' ? -pid : pid, signal);
    } catch {
      // It has just ended, or we gave up the right to end it: then its broken output ends it.
      this.#bpftrace.stdout.destroy();
    }
  }
}
