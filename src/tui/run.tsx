import { PassThrough } from 'node:stream';
import { type Instance, render, renderToString } from 'ink';
import { App } from './app.tsx';
import { Painting } from './components/lines.tsx';
import type { Look } from './look/index.ts';
import type { Refusal, ViewPort } from './port.ts';
import { screens } from './screens/registry.ts';
import { type ColumnChoices, TerminalShell } from './shell.ts';
import { InkScreen, type ScreenStream } from './terminal/ink-screen.ts';
import { Keyboard, type KeyboardStream } from './terminal/keyboard.ts';
import { LinearScreen } from './terminal/linear.ts';
import { enterModes, leaveModes } from './terminal/modes.ts';
import { Painter } from './terminal/painter.ts';

export interface TerminalOptions {
  readonly port: ViewPort;
  readonly look: Look;
  /** Opens a file that takes the place of what is shown. */
  readonly open?: (path: string) => Promise<ViewPort | Refusal>;
  readonly mouse: boolean;
  /** Nothing that changes the traced machine can be started. */
  readonly readOnly?: boolean;
  /** Letters of actions work in the table, as in csysdig: each asks first. */
  readonly actionKeys?: boolean;
  /** Lines below each other, written when a key asks for them, instead of a screen: for those who hear it. */
  readonly linear?: boolean;
  /** Nothing moves faster than one can follow. */
  readonly reducedMotion?: boolean;
  /** Where the columns that the user arranged are kept. */
  readonly choices?: ColumnChoices;
  readonly keyboard: KeyboardStream;
  readonly screen: ScreenStream;
  /** Writes to the terminal at once, for the moment in which the program dies. */
  readonly writeNow: (text: string) => void;
  /** The view ends with the error this rejects with; the terminal is as before by then. */
  readonly failed?: Promise<unknown>;
}

/** How programs that were ended by a signal exit: 128 and its number (signal(7)). */
const signalCodes = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 } as const;

/** Frames a second at most: a held key is drawn smoothly, a flood of changes costs no more. */
const framesPerSecond = 60;
/** The same where motion is to be reduced. */
const calmFramesPerSecond = 4;

/**
 * Shows the view until the user or a signal ends it. The terminal is as before when this resolves, and also when it
 * rejects.
 *
 * @returns the exit code: 0 for `q`, 130 for Ctrl-C, 143 for SIGTERM, 129 when the terminal went away
 */
export async function runTerminalView(options: TerminalOptions): Promise<number> {
  const { port, look, screen, writeNow, linear = false, reducedMotion = false } = options;
  const mouse = options.mouse && !linear;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { columns, rows } = sizeOf(screen);
  const shell = new TerminalShell({
    port,
    look,
    columns,
    rows,
    readOnly: options.readOnly ?? false,
    reducedMotion,
    actionKeys: options.actionKeys ?? false,
    ...(options.open && { openFile: options.open }),
    ...(options.choices && { choices: options.choices }),
    screens,
    now: () => Date.now(),
    onQuit: resolve,
    onSuspend: () => suspend(),
    onSequence: writeNow,
  });
  const lines = linear
    ? new LinearScreen({
        draw: () => renderToString(<App shell={shell} />, { columns: shell.ui.columns }),
        write: writeNow,
        busy: () => shell.snapshot.busy,
        mark: look.marks.selected,
      })
    : undefined;
  const keyboard = new Keyboard(
    options.keyboard,
    (input) => {
      try {
        shell.handle(input);
        if (input.kind === 'key' && input.ctrl && input.name === 'l') lines?.whole();
        else lines?.answer();
      } catch (error) {
        reject(error);
      }
    },
    () => resolve(signalCodes.SIGHUP),
  );
  let instance: Instance | undefined;
  const perSecond = reducedMotion ? calmFramesPerSecond : framesPerSecond;
  const painter = new Painter((text) => screen.write(text), perSecond);
  const inkScreen = new InkScreen(screen, painter);
  const app = () => (
    <Painting value={painter}>
      <App shell={shell} />
    </Painting>
  );
  const enter = () => {
    writeNow(enterModes(mouse));
    keyboard.start();
    if (lines !== undefined) {
      lines.whole();
      return;
    }
    instance = render(app(), {
      stdout: inkScreen.stream,
      // Ink reads no key: the decoder does, which knows more of them.
      stdin: new PassThrough(),
      interactive: true,
      alternateScreen: true,
      exitOnCtrlC: false,
      patchConsole: false,
      incrementalRendering: true,
      maxFps: perSecond,
    });
    instance.waitUntilExit().catch(reject);
  };
  const leave = () => {
    keyboard.stop();
    lines?.end();
    painter.end();
    instance?.unmount();
    instance?.cleanup();
    instance = undefined;
    writeNow(leaveModes(mouse));
  };
  const suspend = () => {
    leave();
    process.off('SIGTSTP', suspend);
    // Stops all of the job, as the terminal's own Ctrl-Z does; what follows runs when it goes on.
    process.kill(0, 'SIGTSTP');
    setTimeout(() => {
      process.on('SIGTSTP', suspend);
      shell.dispatch({ type: 'resize', ...sizeOf(screen) });
      enter();
    }, 0);
  };
  const onResize = () => {
    const drawn = instance;
    const resize = () => shell.dispatch({ type: 'resize', ...sizeOf(screen) });
    if (drawn === undefined) resize();
    else
      inkScreen.resized(() => {
        resize();
        drawn.rerender(app());
      });
  };
  const onSignal = (signal: NodeJS.Signals) => resolve(signalCodes[signal as keyof typeof signalCodes]);
  const onExit = () => writeNow(leaveModes(mouse));
  const signals = Object.keys(signalCodes) as (keyof typeof signalCodes)[];

  for (const signal of signals) process.on(signal, onSignal);
  process.on('SIGTSTP', suspend);
  process.on('uncaughtException', reject);
  process.on('unhandledRejection', reject);
  process.on('exit', onExit);
  screen.on('resize', onResize);
  options.failed?.catch(reject);
  enter();
  try {
    return await promise;
  } finally {
    shell.end();
    leave();
    screen.off('resize', onResize);
    for (const signal of signals) process.off(signal, onSignal);
    process.off('SIGTSTP', suspend);
    process.off('uncaughtException', reject);
    process.off('unhandledRejection', reject);
    process.off('exit', onExit);
  }
}

function sizeOf({ columns, rows }: ScreenStream): { columns: number; rows: number } {
  return { columns: columns || 80, rows: rows || 24 };
}
