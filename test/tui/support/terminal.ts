import { createRequire } from 'node:module';
import { type IPty, spawn } from '@lydell/node-pty';
import type { IUnicodeVersionProvider, Terminal } from '@xterm/headless';

// The package is CommonJS without names that an import could find.
const xterm = createRequire(import.meta.url)('@xterm/headless') as { Terminal: typeof Terminal };

export interface TerminalRun {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const wide = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60]/u;
const without = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

/** Cells of a character as terminals of today count them; the emulator's own table is of 2010 and knows no wide emoji. */
function cellsOf(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x7f) return 1;
  const character = String.fromCodePoint(codePoint);
  return without.test(character) ? 0 : wide.test(character) ? 2 : 1;
}

/** The table in the form the emulator takes: its width, and whether a character joins the one before. */
const today: IUnicodeVersionProvider = {
  version: 'today',
  wcwidth: cellsOf,
  charProperties: (codePoint, preceding) => {
    const width = cellsOf(codePoint);
    const before = (preceding >> 1) & 3;
    const joins = width === 0 && before > 0;
    return ((joins ? before : width) << 1) | (joins ? 1 : 0);
  },
};

/** Nothing new for so long: the screen is complete. */
const quiet_ms = 120;
const patience_ms = 8000;

/** A program in a terminal, and what is on its screen. */
export class TestTerminal {
  readonly #pty: IPty;
  readonly #terminal: Terminal;
  #last = Date.now();
  /** Every byte that the program wrote. */
  raw = '';
  readonly ended: Promise<number>;

  constructor(program: string, args: readonly string[], { columns = 80, rows = 24, env = {} }: TerminalRun = {}) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#terminal.unicode.register(today);
    this.#terminal.unicode.activeVersion = today.version;
    this.#pty = spawn(program, [...args], {
      name: env.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LANG: 'C.UTF-8', ...env },
    });
    this.#pty.onData((text) => {
      this.raw += text;
      this.#last = Date.now();
      this.#terminal.write(text);
    });
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal));
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  send(bytes: string): void {
    this.#last = Date.now();
    this.#pty.write(bytes);
  }

  /** The same for bytes that are no UTF-8. */
  sendBytes(bytes: Buffer): void {
    this.#last = Date.now();
    // Its types know texts only.
    (this.#pty as { write(bytes: string | Buffer): void }).write(bytes);
  }

  kill(signal: string): void {
    this.#pty.kill(signal);
  }

  resize(columns: number, rows: number): void {
    this.#last = Date.now();
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Whether the alternate screen is shown. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** What the terminal was asked for and not told to leave: mouse, marked pastes. */
  get modes(): { readonly mouse: string; readonly paste: boolean } {
    const { mouseTrackingMode, bracketedPasteMode } = this.#terminal.modes;
    return { mouse: mouseTrackingMode, paste: bracketedPasteMode };
  }

  /** The lines of the screen, without blanks at their ends. */
  lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, y) => active.getLine(active.viewportY + y)?.translateToString(true) ?? '');
  }

  /** The cell at which a text begins on the screen, as the terminal counts; -1 where it is not. */
  cellOf(text: string, y: number): number {
    const line = this.#terminal.buffer.active.getLine(this.#terminal.buffer.active.viewportY + y);
    if (line === undefined) return -1;
    for (let x = 0; x < this.#terminal.cols; x++) if (line.translateToString(false, x).startsWith(text)) return x;
    return -1;
  }

  /** Waits until nothing new comes. */
  async settled(): Promise<string[]> {
    while (Date.now() - this.#last < quiet_ms) await new Promise((resolve) => setTimeout(resolve, 20));
    return this.lines();
  }

  /** Waits until the screen shows a text. */
  async shows(text: string | RegExp, within_ms = patience_ms): Promise<string[]> {
    const found = () => (typeof text === 'string' ? this.lines().join('\n').includes(text) : text.test(this.lines().join('\n')));
    const end = Date.now() + within_ms;
    while (!found()) {
      if (Date.now() > end) throw new Error(`the screen does not show ${text}:\n${this.lines().join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.settled();
  }

  /** Ends the program, if it still runs. */
  close(): void {
    this.#pty.kill('SIGKILL');
    this.#terminal.dispose();
  }
}
