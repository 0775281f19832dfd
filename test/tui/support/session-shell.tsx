import { render } from 'ink-testing-library';
import { App } from '../../../src/tui/app.tsx';
import type { SessionPortOptions, SourceStatus, ViewPort } from '../../../src/tui/index.ts';
import { SessionPort } from '../../../src/tui/index.ts';
import { InputDecoder } from '../../../src/tui/input/index.ts';
import { makeLook } from '../../../src/tui/look/index.ts';
import { screens } from '../../../src/tui/screens/registry.ts';
import { TerminalShell } from '../../../src/tui/shell.ts';
import { sessionOver } from '../../chisel/view/support.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';

export interface DrawnShell {
  readonly shell: TerminalShell;
  /** Gives the shell what a terminal would send. */
  type(...bytes: readonly string[]): void;
  /** What is on the screen, without colours. */
  screen(): string;
  /** The same with everything the terminal gets. */
  raw(): string;
  lines(): string[];
  /** Waits until the screen shows it; fails with the screen. */
  shows(text: string | RegExp): Promise<string[]>;
}

const patience_ms = 3000;

/** A shell over any model, with its screen drawn, 100 columns wide. */
export function drawnShell(port: ViewPort, { readOnly = false, actionKeys = false, rows = 24, columns = 100 } = {}): DrawnShell {
  const shell = new TerminalShell({
    port,
    look: makeLook('mono', false),
    columns,
    rows,
    readOnly,
    actionKeys,
    screens,
    now: () => 0,
    onQuit: () => undefined,
    onSuspend: () => undefined,
  });
  const decoder = new InputDecoder();
  const { lastFrame, rerender } = render(<App shell={shell} />);
  const raw = () => {
    rerender(<App shell={shell} />);
    return lastFrame() ?? '';
  };
  // Blanks at the ends of lines are nobody's.
  const screen = () =>
    raw()
      .replace(/\x1b\[[\d;]*m/g, '')
      .replace(/ +$/gm, '');
  return {
    shell,
    raw,
    screen,
    lines: () => screen().split('\n'),
    type: (...bytes) => {
      for (const part of bytes) {
        for (const input of decoder.push(Buffer.from(part))) shell.handle(input);
        for (const input of decoder.flush()) shell.handle(input);
      }
    },
    async shows(text) {
      const end = Date.now() + patience_ms;
      const has = () => (typeof text === 'string' ? screen().includes(text) : text.test(screen()));
      while (!has()) {
        if (Date.now() > end) throw new Error(`the screen does not show ${text}:\n${screen()}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return screen().split('\n');
    },
  };
}

const recorded: SourceStatus = { name: 'made.scap', detail: '', recorded: true, state: { kind: 'offline' }, drops: 0 };

/** A model over a capture of these events. */
export async function portOver(
  events: readonly MinimalEvent[],
  { view = 'procs', ...options }: { readonly view?: string } & Partial<SessionPortOptions> = {},
): Promise<SessionPort> {
  const session = await sessionOver(events, { view });
  return new SessionPort({ session, status: () => recorded, ...options });
}
