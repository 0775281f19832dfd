import { writeSync } from 'node:fs';
import type { KeptPlace, Look, Refusal, ViewPort } from '../../tui/index.ts';
import { UsageError } from '../errors.ts';
import { columnChoices } from './column-choices.ts';
import type { ViewSettings } from './settings.ts';
import type { Interface, Shown } from './shown.ts';

/**
 * Shows the terminal view until the user ends it; gives the exit code.
 *
 * @throws typed errors of the source, of filters and of views, before anything is shown
 */
export async function showTerminalView(settings: ViewSettings): Promise<number> {
  const loading = loadInterface();
  loading.catch(() => undefined);
  const file = settings.diff?.[1] ?? settings.file;
  let shown = await (file === undefined ? openLive(settings, loading) : openFile(file, settings, loading));
  const first = shown;
  /** Reading another file is no reason for the view to end when the first source does. */
  const failed = first.failed?.catch((error: unknown) => {
    if (shown === first) throw error;
  });
  failed?.catch(() => undefined);
  const ends: Promise<void>[] = [];
  const open = async (path: string): Promise<ViewPort | Refusal> => {
    try {
      const { isFile } = await import('./file-view.ts');
      if (!isFile(path)) return { refused: `${path} is no file` };
      const next = await openFile(path, { ...settings, file: path, diff: undefined }, loading, shown.port.place);
      const before = shown;
      shown = next;
      ends.push(before.end());
      await next.ready();
      return next.port;
    } catch (error) {
      return refusalOf(path, error);
    }
  };
  try {
    const { runTerminalView, ...terminal } = await loading;
    const look = lookOf(settings, terminal);
    await first.ready();
    return await runTerminalView({ port: first.port, open, look, ...terminalOf(settings), ...(failed && { failed }) });
  } finally {
    await Promise.all([...ends, shown.end()]);
  }
}

async function openLive(settings: ViewSettings, loading: Promise<Interface>): Promise<Shown> {
  const { openLiveView } = await import('./live-view.ts');
  return openLiveView(settings, loading);
}

async function openFile(file: string, settings: ViewSettings, loading: Promise<Interface>, place?: KeptPlace): Promise<Shown> {
  const { openFileView } = await import('./file-view.ts');
  return openFileView(file, settings, await loading, place);
}

/** Why a file could not be opened in place. */
function refusalOf(path: string, error: unknown): Refusal {
  if (!(error instanceof Error)) return { refused: `${path} cannot be opened` };
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
  const refused = error.message.includes(path) ? error.message : `${path}: ${error.message}`;
  return { refused, ...(hint !== undefined && { hint }) };
}

/** Loads the terminal view, in a third less time than by just importing it. */
async function loadInterface(): Promise<Interface> {
  // Ink's layout engine would fetch its own code from a data: address, and load Node's whole HTTP client for that;
  // where there is no fetch it decodes it.
  const { fetch } = globalThis;
  Reflect.deleteProperty(globalThis, 'fetch');
  try {
    return await import('../../tui/index.ts');
  } finally {
    globalThis.fetch = fetch;
  }
}

/** @throws UsageError for a theme that does not exist */
function lookOf(
  { theme, ascii, color, screenReader }: ViewSettings,
  { isThemeName, lookFor, themeNames }: Pick<Interface, 'isThemeName' | 'lookFor' | 'themeNames'>,
): Look {
  if (theme !== undefined && !isThemeName(theme)) throw new UsageError(`--theme takes one of ${themeNames.join(', ')}, not '${theme}'`);
  const wanted = wantsLines(screenReader) ? 'mono' : theme;
  return lookFor({ env: process.env, ...(ascii && { ascii: true }), ...(wanted !== undefined && { theme: wanted }), color });
}

/** The variable is the one that programs made with Ink know. */
function wantsLines(screenReader: boolean): boolean {
  return screenReader || process.env.INK_SCREEN_READER === 'true';
}

function terminalOf({ mouse, readOnly, actionKeys, screenReader, reducedMotion }: ViewSettings) {
  const choices = columnChoices();
  return {
    mouse,
    readOnly,
    actionKeys,
    linear: wantsLines(screenReader),
    reducedMotion,
    choices,
    keyboard: process.stdin,
    screen: process.stdout,
    writeNow,
  };
}

function writeNow(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // The terminal is gone, or takes nothing now: there is nobody to tell.
  }
}
