import { InputDecoder } from '../../../src/tui/input/index.ts';
import { makeLook, type ThemeName } from '../../../src/tui/look/index.ts';
import { screens } from '../../../src/tui/screens/registry.ts';
import { type ShellOptions, TerminalShell } from '../../../src/tui/shell.ts';
import { FakePort } from './fake-port.ts';

export interface TestShell {
  readonly shell: TerminalShell;
  readonly port: FakePort;
  /** Exit codes asked for. */
  readonly codes: number[];
  /** What went to the terminal past the screen. */
  readonly sequences: string[];
  /** Gives the shell what a terminal would send. */
  type(...bytes: readonly string[]): void;
}

export const keys = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  enter: '\r',
  backspace: '\x7f',
  escape: '\x1b',
  f1: '\x1bOP',
  f2: '\x1bOQ',
  f7: '\x1b[18~',
  f9: '\x1b[20~',
  f10: '\x1b[21~',
} as const;

export interface TestShellOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly port?: FakePort;
  readonly ascii?: boolean;
  readonly theme?: ThemeName;
  readonly openFile?: ShellOptions['openFile'];
  readonly actionKeys?: boolean;
}

export function testShell({
  columns = 80,
  rows = 24,
  port = new FakePort(),
  ascii = false,
  theme = 'mono',
  openFile,
  actionKeys = false,
}: TestShellOptions = {}): TestShell {
  const codes: number[] = [];
  const sequences: string[] = [];
  const shell = new TerminalShell({
    port,
    look: makeLook(theme, ascii),
    columns,
    rows,
    screens,
    actionKeys,
    ...(openFile && { openFile }),
    now: () => 0,
    onQuit: (code) => codes.push(code),
    onSuspend: () => undefined,
    onSequence: (sequence) => sequences.push(sequence),
  });
  const decoder = new InputDecoder();
  return {
    shell,
    port,
    codes,
    sequences,
    type: (...bytes) => {
      for (const part of bytes) {
        for (const input of decoder.push(Buffer.from(part))) shell.handle(input);
        for (const input of decoder.flush()) shell.handle(input);
      }
    },
  };
}
