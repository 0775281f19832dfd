import { EventStore } from '../../chisel/view/index.ts';
import type { InitialState } from '../../event/index.ts';
import { Machine } from '../../machine/index.ts';
import { DamagedCaptureError, NotACaptureError } from '../../scap/index.ts';
import type { EventSource } from '../../source/index.ts';
import { runCapture } from '../capture.ts';
import { CaptureFileError } from '../errors.ts';

export interface PumpOptions {
  /** End after so many events. */
  readonly maxEvents?: number | undefined;
  readonly excludeUsers?: boolean;
  /** Bytes the store may use. */
  readonly maxBytes?: number;
  /** Called between batches. */
  readonly onProgress?: () => void;
}

/** A source whose events go into a store. */
export interface Pump {
  readonly source: EventSource;
  readonly store: EventStore;
  /** Ends when the source does; rejects with its error, everything before it being in the store. */
  readonly done: Promise<void>;
  /** Ends it early. */
  stop(): void;
}

/** Opens a source and begins to read it into a store. Rejects where it cannot be opened. */
export async function startPump(source: EventSource, options: PumpOptions = {}): Promise<Pump> {
  const machine = new Machine({ mends: source.live });
  let state: InitialState;
  try {
    state = await source.open();
  } catch (error) {
    throw named(source, error);
  }
  const tables = (initial: InitialState): InitialState => (options.excludeUsers === true ? { ...initial, users: [], groups: [] } : initial);
  machine.load(tables(state));
  const store = new EventStore(machine, source.base, options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes });
  store.begin(tables(state));
  let stopped = false;
  const done = runCapture({
    source,
    machine,
    filter: undefined,
    wanted: undefined,
    needs: { latency: true },
    consumer: {
      onEvent(context) {
        store.add(context);
        return store.count !== options.maxEvents;
      },
      onSection: (section) => store.begin(tables(section)),
      onPause() {
        options.onProgress?.();
        return undefined;
      },
      wantsMore: () => !stopped,
    },
  })
    .catch((error: unknown) => {
      throw named(source, error);
    })
    .finally(async () => {
      store.finish();
      await source.close();
    });
  return {
    source,
    store,
    done,
    stop() {
      stopped = true;
      source.stop();
    },
  };
}

/** An error of a file, with the file's name where it lacks it. */
export function named(source: EventSource, error: unknown): unknown {
  const isCapture = error instanceof NotACaptureError || error instanceof DamagedCaptureError;
  return isCapture ? new CaptureFileError(source.name, error) : error;
}
