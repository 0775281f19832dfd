import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { toEngineText } from '../../../grammar/index.ts';
import { EventStore, inSlices, type ReadingPlan, ViewSession } from '../../chisel/view/index.ts';
import { eventNumber } from '../../event/index.ts';
import { Machine } from '../../machine/index.ts';
import { DamagedCaptureError, NotACaptureError } from '../../scap/index.ts';
import type { EventSource } from '../../source/index.ts';
import type { KeptPlace, SessionPort, SourceStatus } from '../../tui/index.ts';
import { runCapture } from '../capture.ts';
import { nowMs } from '../clock.ts';
import { CaptureFileError } from '../errors.ts';
import { fileSource } from '../sources.ts';
import { actionRunner } from './actions/runner.ts';
import { exporterFor } from './exporter.ts';
import { filterHistory } from './filter-history.ts';
import { KnownIndex } from './known-index.ts';
import { fieldSettingsOf } from './once.ts';
import { allViews, ownViewProblems, saveOwnView } from './own-views.ts';
import { startPump } from './pump.ts';
import { FileAgain } from './read-again.ts';
import type { ViewSettings } from './settings.ts';
import { headStart_ms, type Interface, type Shown } from './shown.ts';
import { firstView } from './views.ts';

/** Stands in a file where whoever wrote it lost events. */
const dropEvent = eventNumber('PPME_DROP_E');

/** While a file is read, how far that is is shown this often, ms; its rows whenever twice the time has passed. */
const progress_ms = 250;

/**
 * Opens a capture file for the terminal view, and begins to read it.
 *
 * @param place what is shown of it; undefined: what the settings say
 * @throws typed errors of the source, of filters and of views
 */
export async function openFileView(
  file: string,
  settings: ViewSettings,
  { SessionPort: Port }: Interface,
  place?: KeptPlace,
): Promise<Shown> {
  const view = firstView(place?.view ?? settings.view);
  const [fileA] = settings.diff ?? [];
  const other = fileA === undefined ? undefined : await fileToCompare(fileA, settings);
  const source = fileSource(file, false);
  try {
    // Looked at first: what takes the file's place later is another one.
    const again = FileAgain.of(file);
    const feed = await FileFeed.open(source, settings);
    const session: ViewSession = new ViewSession({
      store: feed.store,
      views: allViews(),
      view: view.id,
      columns: settings.containerColumns ? 'containers' : 'default',
      settings: fieldSettingsOf(settings),
      filter: toEngineText(settings.filter),
      again: {
        get read() {
          return again === undefined || !feed.hasEnded ? undefined : (plan: ReadingPlan) => again.read(feed.store.count, plan);
        },
        progressed: () => {
          if (session.rereading === 0) port.say('info', 'not all of it is in memory: the file is read again for this; Esc stops that');
          port.progressed();
        },
        failed: (why) => port.say('error', `${source.name} cannot be read again: ${why}`),
      },
    });
    const port: SessionPort = new Port({
      session,
      status: () => feed.status(),
      stopLoading: () => source.stop(),
      saveView: saveOwnView,
      filterHistory: filterHistory(),
      actions: actionRunner,
      exporter: exporterFor(settings),
      ...(other && { other }),
    });
    if (place !== undefined) port.goTo(place);
    for (const problem of ownViewProblems()) port.say('warning', problem);
    const read = feed.run(port, session);
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
    return {
      port,
      ready: async () => {
        // What is compared is compared as a whole.
        if (other !== undefined) await read;
        await Promise.race([read, feed.firstRows]);
      },
      end: async () => {
        source.stop();
        feed.end();
        session.stopRereading();
        await kept;
        await (await index)?.close();
        await source.close();
      },
    };
  } catch (error) {
    await source.close();
    throw error instanceof NotACaptureError || error instanceof DamagedCaptureError ? new CaptureFileError(source.name, error) : error;
  }
}

/** What is no file would keep us waiting for who writes into it. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The first of two files that are compared, wholly read. */
async function fileToCompare(file: string, settings: ViewSettings): Promise<{ name: string; store: EventStore }> {
  const pump = await startPump(fileSource(file, false), { ...settings, maxBytes: settings.memoryMiB * 2 ** 20 });
  await pump.done;
  return { name: toEngineText(basename(file)), store: pump.store };
}

/** Brings the events of a source into a store, and says when there is something new to see. */
class FileFeed {
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
    this.store = new EventStore(machine, source.base, { maxBytes: settings.memoryMiB * 2 ** 20 });
  }

  static async open(source: EventSource, settings: ViewSettings): Promise<FileFeed> {
    const machine = new Machine();
    const state = await source.open();
    machine.load(state);
    const feed = new FileFeed(source, settings, machine);
    feed.store.begin(state);
    return feed;
  }

  status(): SourceStatus {
    const { counters } = this.#source;
    const { count, firstTime, lastTime } = this.store;
    const seconds = count === 0 ? 0 : (lastTime - firstTime) / 1e9;
    return {
      name: toEngineText(basename(this.#source.name)),
      detail: `${count} evts, ${seconds.toFixed(2)}s`,
      recorded: true,
      state: this.#ended ? { kind: 'offline' } : { kind: 'loading', percent: this.#percent() },
      // A file does not say how many events were lost, only when.
      drops: counters.dropped + (this.store.countByType[dropEvent] ?? 0),
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

  /** Nothing more is read, be it to its end or not. */
  get hasEnded(): boolean {
    return this.#ended;
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
  async run(port: SessionPort, session: ViewSession): Promise<void> {
    const { store } = this;
    /** Takes down the table that was made along, where memory did not hold all of it. */
    let madeAlong: (() => void) | undefined;
    let isAlong = false;
    const keepUp = async (): Promise<void> => {
      madeAlong = await inSlices(session.keepUp(), undefined);
    };
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
            if (store.isNearlyFull && !isAlong) {
              isAlong = true;
              if (store.dropped === 0) return keepUp();
            }
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
    madeAlong?.();
    this.#ended = true;
    if (!this.#stopped) port.refresh();
  }
}
