import { EventStore, type LiveEdge, type ViewDefinition, ViewSession } from '../../chisel/view/index.ts';
import type { FieldSettings } from '../../field/index.ts';
import type { EventContext } from '../../machine/index.ts';
import { Machine } from '../../machine/index.ts';
import { runCapture } from '../capture.ts';
import { nowMs } from '../clock.ts';
import type { LiveCapture } from './live.ts';
import { allViews } from './own-views.ts';
import type { Recording } from './recording.ts';
import type { ViewSettings } from './settings.ts';

/** CPU time is reported each second: in a window of this many ns there is a report of every thread. */
const reportNs = 1.1e9;

/** What happens on this machine, brought into a store that keeps the last minutes. */
export class LiveFeed {
  readonly store: EventStore;
  readonly capture: LiveCapture;
  /** ms between two samples. */
  delayMs: number;
  readonly edge: LiveEdge;
  readonly #settings: ViewSettings;
  readonly machine: Machine;
  /** The source is open. */
  hasBegun = false;
  /** What is written into a file at the moment. */
  recording: Recording | undefined;
  /** When the last event was taken in, by {@link nowMs}, and how many there were then. */
  #takenAt = 0;
  #taken = 0;
  #isIdle = false;
  #since = Number.NaN;
  /** When the next sample is due, by {@link nowMs}. */
  #next = 0;
  #stopped = false;

  constructor(capture: LiveCapture, settings: ViewSettings) {
    const { historyMinutes, historyMiB } = settings.live;
    this.capture = capture;
    this.#settings = settings;
    this.delayMs = settings.delayMs;
    this.machine = new Machine({ mends: true, onUnknownContainer: capture.onUnknownContainer });
    this.store = new EventStore(this.machine, capture.source.base, { maxBytes: historyMiB * 2 ** 20, maxAge: historyMinutes * 60e9 });
    this.edge = {
      // Where nothing happens, time goes on all the same.
      now: () => this.store.lastTime + (this.#isIdle ? (nowMs() - this.#takenAt) * 1e6 : 0),
      since: () => (Number.isNaN(this.#since) ? this.store.firstTime : this.#since),
      wantEvents: () => {
        try {
          capture.followEvents();
        } catch {
          // An old kernel does not take it any more: those events are shown that the table is made of.
        }
      },
    };
  }

  /** A session over what is captured, of which the latest is shown. @param filter of the command line, a binary string */
  session(view: ViewDefinition, look: FieldSettings, filter: string): ViewSession {
    return new ViewSession({
      store: this.store,
      views: allViews(),
      view: view.id,
      columns: this.#settings.containerColumns ? 'containers' : 'default',
      settings: look,
      filter,
      liveWindowNs: this.windowNs,
      live: this.edge,
    });
  }

  /** Length of the window whose rates are shown, in ns. */
  get windowNs(): number {
    return Math.max(this.delayMs * 1e6, reportNs);
  }

  /** Another time between two samples, from the next one on. */
  setDelay(ms: number): void {
    this.delayMs = ms;
    this.capture.setDelay(ms);
    this.#next = Math.min(this.#next, nowMs() + ms);
  }

  /** Opens the source. Rejects with its errors, and where rights cannot be given up. */
  async open(): Promise<void> {
    const opened = await this.capture.open();
    const state = this.#settings.excludeUsers ? { ...opened, users: [], groups: [] } : opened;
    this.machine.load(state);
    this.hasBegun = true;
    this.store.begin(state);
    this.#takenAt = nowMs();
  }

  /** Captures what the session needs now. True where what it shows was not captured before. Throws an EbpfError. */
  follow(session: ViewSession): boolean {
    if (!this.capture.follow(session)) return false;
    this.#since = this.edge.now();
    return true;
  }

  /**
   * Takes in events until the source ends, or {@link stop}. Rejects with the source's errors.
   *
   * @param onSample called every `delayMs`, the first time after `firstMs`
   */
  async run(firstMs: number, onSample: () => void): Promise<void> {
    const { store, capture } = this;
    const { maxEvents = Number.POSITIVE_INFINITY } = this.#settings;
    this.#next = nowMs() + firstMs;
    try {
      await runCapture({
        source: capture.source,
        machine: this.machine,
        filter: undefined,
        wanted: undefined,
        needs: { latency: true },
        consumer: {
          turn: (evt, batch) => this.recording?.turn(evt, batch),
          onState: (context, batch) => this.recording?.state(context, batch),
          onEvent: (context: EventContext, batch) => {
            this.recording?.event(context, batch);
            store.add(context);
            return store.count < maxEvents && !this.#stopped;
          },
          onSection: (section) => store.begin(section),
          onPause: () => {
            const now = nowMs();
            this.recording?.pause();
            this.#isIdle = store.count === this.#taken;
            if (!this.#isIdle) this.#takenAt = now;
            this.#taken = store.count;
            if (this.#stopped || now < this.#next) return capture.settled();
            this.#next = Math.max(this.#next + this.delayMs, now + this.delayMs / 2);
            onSample();
            // Between two batches the keyboard is heard, and a frame is drawn.
            return new Promise(setImmediate);
          },
          wantsMore: () => !this.#stopped,
        },
      });
    } finally {
      store.finish();
    }
  }

  /** How far back one can go, for the header: `kept 4:12, 63M of 128M`. */
  get kept(): string {
    const { store } = this;
    const seconds = store.count === 0 ? 0 : Math.max(0, (store.lastTime - store.keptFrom) / 1e9);
    const minutes = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
    return `kept ${minutes}, ${Math.round(store.bytes / 2 ** 20)}M of ${this.#settings.live.historyMiB}M`;
  }

  /** Ends capturing. */
  stop(): void {
    this.#stopped = true;
    this.capture.source.stop();
  }

  async close(): Promise<void> {
    this.capture.close();
    await this.capture.source.close();
  }
}
