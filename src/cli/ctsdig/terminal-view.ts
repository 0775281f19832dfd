import { writeSync } from 'node:fs';
import { basename } from 'node:path';
import { toEngineText } from '../../../grammar/index.ts';
import { EventStore, ViewSession } from '../../chisel/view/index.ts';
import { Machine } from '../../machine/index.ts';
import { DamagedCaptureError, NotACaptureError } from '../../scap/index.ts';
import type { EventSource } from '../../source/index.ts';
import type { Look, RecordingPort, SessionPort, SourceStatus } from '../../tui/index.ts';
import { runCapture } from '../capture.ts';
import { nowMs } from '../clock.ts';
import { CaptureFileError, UsageError } from '../errors.ts';
import { fileSource } from '../sources.ts';
import { actionRunner } from './actions/runner.ts';
import { columnChoices } from './column-choices.ts';
import { exporterFor } from './exporter.ts';
import { filterHistory } from './filter-history.ts';
import { KnownIndex } from './known-index.ts';
import type { LiveFeed } from './live-feed.ts';
import { fieldSettingsOf } from './once.ts';
import { allViews, ownViewProblems, saveOwnView } from './own-views.ts';
import { startPump } from './pump.ts';
import type { ViewSettings } from './settings.ts';
import { firstView } from './views.ts';

/**
 * A file has this time, ms, to be read before anything is drawn: most are read by then, and the first frame is whole. One
 * that will not be is shown at once.
 */
const headStart_ms = 40;
/** Live: time for the first frame, ms, before anything else is done. */
const firstFrame_ms = 20;
/** Live: the first table is made after this time, ms; then one each period. */
const firstSample_ms = 300;
/** While a file is read, how far that is is shown this often, ms; its rows whenever twice the time has passed. */
const progress_ms = 250;

/**
 * Shows the terminal view until the user ends it; gives the exit code.
 *
 * @throws typed errors of the source, of filters and of views, before anything is shown
 */
export async function showTerminalView(settings: ViewSettings): Promise<number> {
  const [fileA, file = settings.file] = settings.diff ?? [];
  if (file === undefined) return showLive(settings);
  const { runTerminalView, SessionPort: Port, ...terminal } = await loadInterface();
  const look = lookOf(settings, terminal);
  const view = firstView(settings.view);
  const other = fileA === undefined ? undefined : await fileToCompare(fileA, settings);
  const source = fileSource(file, false);
  try {
    const feed = await Feed.open(source, settings);
    const session = new ViewSession({
      store: feed.store,
      views: allViews(),
      view: view.id,
      columns: settings.containerColumns ? 'containers' : 'default',
      settings: fieldSettingsOf(settings),
      filter: toEngineText(settings.filter),
    });
    const port = new Port({
      session,
      status: () => feed.status(),
      stopLoading: () => source.stop(),
      saveView: saveOwnView,
      filterHistory: filterHistory(),
      actions: actionRunner,
      exporter: exporterFor(settings),
      ...(other && { other }),
    });
    for (const problem of ownViewProblems()) port.say('warning', problem);
    const read = feed.run(port);
    // What an earlier run kept is looked up while the file is read already: of most files nothing was.
    const index =
      settings.maxEvents === undefined ? KnownIndex.of(file, session, (text) => port.say('warning', text)) : Promise.resolve(undefined);
    const known = index.then((found) => found?.read());
    known.then(
      (found) => found !== undefined && port.know(found),
      () => undefined,
    );
    const kept = read.then(async () => {
      if (feed.isWhole && (await known)?.sample === undefined) await (await index)?.write();
    });
    kept.catch(() => undefined);
    // What is compared is compared as a whole.
    if (other !== undefined) await read;
    await Promise.race([read, feed.firstRows]);
    const code = await runTerminalView({ port, look, ...terminalOf(settings) });
    source.stop();
    feed.end();
    await kept;
    await (await index)?.close();
    return code;
  } catch (error) {
    throw error instanceof NotACaptureError || error instanceof DamagedCaptureError ? new CaptureFileError(source.name, error) : error;
  } finally {
    await source.close();
  }
}

/** The first of two files that are compared, wholly read. */
async function fileToCompare(file: string, settings: ViewSettings): Promise<{ name: string; store: EventStore }> {
  const pump = await startPump(fileSource(file, false), settings);
  await pump.done;
  return { name: toEngineText(basename(file)), store: pump.store };
}

/** Loads the terminal view, in a third less time than by just importing it. */
async function loadInterface(): Promise<typeof import('../../tui/index.ts')> {
  // React checks itself, at some cost, unless it is told that this is no development.
  process.env.NODE_ENV ??= 'production';
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

type Interface = Awaited<ReturnType<typeof loadInterface>>;

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

function terminalOf({ mouse, readOnly, screenReader, reducedMotion }: ViewSettings) {
  const choices = columnChoices();
  return {
    mouse,
    readOnly,
    linear: wantsLines(screenReader),
    reducedMotion,
    choices,
    keyboard: process.stdin,
    screen: process.stdout,
    writeNow,
  };
}

/**
 * The same of the running kernel. While the probe is loaded and `/proc` is scanned, an empty table stands already; only
 * what fails at once is said without it.
 */
async function showLive(settings: ViewSettings): Promise<number> {
  const look = fieldSettingsOf(settings);
  const filter = toEngineText(settings.filter);
  const view = firstView(settings.view);
  const { LiveCapture } = await import('./live.ts');
  const { LiveFeed } = await import('./live-feed.ts');
  const { LiveRecording } = await import('./live-recording.ts');
  const feed = new LiveFeed(await LiveCapture.begin(settings, view, look, filter), settings);
  const { store, windowNs, edge } = feed;
  let reading: Promise<void> = Promise.resolve();
  let recording: RecordingPort | undefined;
  try {
    // Loading the probe takes longer than drawing a first frame. Who may not load it at all is told so without one.
    const framed = Promise.withResolvers<void>();
    const opened = (process.geteuid?.() === 0 ? framed.promise : Promise.resolve()).then(() => feed.open());
    opened.catch(() => undefined);
    const { runTerminalView, SessionPort: Port, ...terminal } = await loadInterface();
    const session = new ViewSession({
      store,
      views: allViews(),
      view: view.id,
      columns: settings.containerColumns ? 'containers' : 'default',
      settings: look,
      filter,
      liveWindowNs: windowNs,
      live: edge,
    });
    let state: SourceStatus['state'] = { kind: 'loading', percent: 0 };
    const { counters } = feed.capture.source;
    recording = new LiveRecording({
      feed,
      session,
      look,
      changed: () => port.refresh(),
      warn: (text) => port.say('error', text),
    });
    const port: SessionPort = new Port({
      session,
      saveView: saveOwnView,
      filterHistory: filterHistory(),
      actions: actionRunner,
      exporter: exporterFor(settings),
      recording,
      status: () => ({ name: 'Live System', detail: feed.kept, recorded: false, state, drops: counters.dropped }),
    });
    port.subscribe(() => followed(feed, session, port));
    reading = opened.then(async () => {
      state = { kind: 'live', interval_ms: settings.delayMs };
      await feed.run(firstSample_ms, () => port.refresh());
      state = { kind: 'end' };
      port.refresh();
    });
    if (process.geteuid?.() !== 0) await Promise.race([opened, new Promise((resolve) => setTimeout(resolve, headStart_ms))]);
    setTimeout(framed.resolve, firstFrame_ms);
    return await runTerminalView({ port, look: lookOf(settings, terminal), ...terminalOf(settings), failed: reading });
  } finally {
    feed.stop();
    await reading.catch(() => undefined);
    await recording?.stop();
    await feed.close();
  }
}

/** Has what the session shows captured, and says where it begins with what is there now. */
function followed(feed: LiveFeed, session: ViewSession, port: SessionPort): void {
  try {
    if (feed.follow(session)) port.say('info', 'events that this view needs are captured from now on; there are none from before');
  } catch (error) {
    const why = error instanceof Error ? error.message : 'the kernel refused';
    port.say('warning', `not all events that this view needs are captured: ${why}; begin with it: ctsdig -v ${session.view.id}`);
  }
}

function writeNow(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // The terminal is gone, or takes nothing now: there is nobody to tell.
  }
}

/** Brings the events of a source into a store, and says when there is something new to see. */
class Feed {
  readonly store: EventStore;
  readonly #source: EventSource;
  readonly #settings: ViewSettings;
  readonly #machine: Machine;
  #ended = false;
  #stopped = false;
  readonly #firstRows = Promise.withResolvers<void>();
  /** The first table is made. Reading pauses then, for it to be drawn. */
  readonly firstRows: Promise<void> = this.#firstRows.promise;

  private constructor(source: EventSource, settings: ViewSettings, machine: Machine) {
    this.#source = source;
    this.#settings = settings;
    this.#machine = machine;
    this.store = new EventStore(machine, source.base);
  }

  static async open(source: EventSource, settings: ViewSettings): Promise<Feed> {
    const machine = new Machine();
    const state = await source.open();
    machine.load(state);
    const feed = new Feed(source, settings, machine);
    feed.store.begin(state);
    return feed;
  }

  status(): SourceStatus {
    const { counters } = this.#source;
    const { count, dropped, firstTime, lastTime } = this.store;
    const seconds = count === 0 ? 0 : (lastTime - firstTime) / 1e9;
    return {
      name: toEngineText(basename(this.#source.name)),
      detail: `${count} evts, ${seconds.toFixed(2)}s${dropped > 0 ? `, the first ${dropped} not kept: too many for memory` : ''}`,
      recorded: true,
      state: this.#ended ? { kind: 'offline' } : { kind: 'loading', percent: this.#percent() },
      drops: counters.dropped,
    };
  }

  #percent(): number {
    const progress = this.#source.progress();
    return progress === undefined || progress.total === 0 ? 0 : (100 * progress.done) / progress.total;
  }

  /** Whether all of it may be read before the first frame has to be drawn, by how far it is after so many ms. */
  #mayBeWholeSoon(elapsed: number): boolean {
    const { done, total } = this.#source.progress() ?? { done: 1, total: 1 };
    return elapsed < headStart_ms && done * headStart_ms >= total * elapsed;
  }

  /** The file was read to its end. */
  get isWhole(): boolean {
    const progress = this.#source.progress();
    return this.#ended && !this.#stopped && progress !== undefined && progress.done >= progress.total;
  }

  /** Nothing more is taken. */
  end(): void {
    this.#stopped = true;
  }

  /** Reads to the end. Damage ends a file early, and is told. */
  async run(port: SessionPort): Promise<void> {
    const { store } = this;
    const { maxEvents = Number.POSITIVE_INFINITY } = this.#settings;
    const started = nowMs();
    let next = started;
    let isFirst = true;
    let nextProgress = started + progress_ms;
    try {
      await runCapture({
        source: this.#source,
        machine: this.#machine,
        filter: undefined,
        wanted: undefined,
        needs: { latency: true },
        consumer: {
          onEvent: (context) => {
            store.add(context);
            return store.count < maxEvents && !this.#stopped;
          },
          onSection: (section) => store.begin(section),
          onPause: () => {
            const now = nowMs();
            if (this.#stopped) return undefined;
            if (isFirst ? this.#mayBeWholeSoon(now - started) : now < next) {
              if (isFirst || now < nextProgress) return undefined;
              nextProgress = now + progress_ms;
              port.progressed();
              return new Promise(setImmediate);
            }
            if (store.count > 0) port.refresh();
            if (isFirst) this.#firstRows.resolve();
            isFirst = false;
            const made = nowMs();
            next = made + (made - started);
            // Between two batches the keyboard is heard, and a frame is drawn.
            return new Promise(setImmediate);
          },
          wantsMore: () => !this.#stopped,
        },
      });
    } catch (error) {
      port.say(
        'error',
        `${this.#source.name}: ${error instanceof Error ? error.message : 'reading failed'}; what was read until then is shown`,
      );
    }
    store.finish();
    this.#ended = true;
    if (!this.#stopped) port.refresh();
  }
}
