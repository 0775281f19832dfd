import { statSync } from 'node:fs';
import { EventStore, type ReadingPlan } from '../../chisel/view/index.ts';
import { Machine } from '../../machine/index.ts';
import { runCapture } from '../capture.ts';
import { nowMs } from '../clock.ts';
import { fileSource } from '../sources.ts';

/** How far it is is told this often, ms. */
const progress_ms = 100;
/** Keys are heard this often, ms. */
const slice_ms = 12;

/** What tells a file from another one that took its place. */
interface Identity {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
}

/** A capture file that is read once more. Standard input and pipes come only once. */
export class FileAgain {
  readonly #path: string;
  readonly #identity: Identity;

  private constructor(path: string, identity: Identity) {
    this.#path = path;
    this.#identity = identity;
  }

  /** undefined where the source can be read only once. */
  static of(path: string): FileAgain | undefined {
    const stat = path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true ? new FileAgain(path, stat) : undefined;
  }

  /**
   * Brings the first events of the file into a store, between which whatever else there is to do is done.
   *
   * @param count how many events: what was read the first time
   * @throws what the source throws before them
   */
  async read(count: number, { maxBytes, from, to, begin, goesOn }: ReadingPlan): Promise<void> {
    this.#check();
    const source = fileSource(this.#path, false);
    const machine = new Machine();
    try {
      const state = await source.open();
      machine.load(state);
      const store = new EventStore(machine, source.base, { maxBytes, hasTimeline: false });
      store.begin(state);
      begin(store);
      let left = count;
      let wantsMore = true;
      let nextPause = 0;
      let nextProgress = 0;
      try {
        await runCapture({
          source,
          machine,
          filter: undefined,
          wanted: undefined,
          needs: { latency: true },
          consumer: {
            onEvent: (context) => {
              const { time } = context.evt;
              if (time >= from) store.add(context);
              return --left > 0 && time <= to;
            },
            onSection: (section) => store.begin(section),
            onPause: () => {
              const now = nowMs();
              if (now >= nextProgress) {
                nextProgress = now + progress_ms;
                const { done, total } = source.progress() ?? { done: 0, total: 1 };
                wantsMore = goesOn(done / total);
              }
              if (now < nextPause) return undefined;
              nextPause = now + slice_ms;
              return new Promise(setImmediate);
            },
            wantsMore: () => wantsMore,
          },
        });
      } catch (error) {
        // Damage behind the last event that is wanted ended the file the first time, too.
        if (left > 0) throw error;
      }
      store.finish();
    } finally {
      await source.close();
    }
  }

  #check(): void {
    const { dev, ino, size } = this.#identity;
    const now = statSync(this.#path, { throwIfNoEntry: false });
    if (now?.dev !== dev || now.ino !== ino || now.size < size) throw new Error('the file is not the one any more that was opened');
  }
}
