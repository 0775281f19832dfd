import type { InitialState } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { CaptureWriter, GzipOutput, openFile, PlainOutput } from '../scap/index.ts';
import type { Batch } from '../source/index.ts';
import type { Settings } from './settings.ts';

/** A live recording is brought to the disk at least this often, in ms: a kill loses no more. */
const flushMs = 1000;

/** Writes the events of a capture into a file (`-w`). */
export class Recorder {
  readonly #writer: CaptureWriter;
  readonly #live: boolean;
  #flushed = performance.now();

  /** Opens the file and writes the tables into it. Throws OutputError. */
  constructor(settings: Settings, state: InitialState, live: boolean) {
    const path = settings.writeFile ?? '';
    const fd = openFile(path);
    this.#writer = new CaptureWriter(settings.compress ? new GzipOutput(path, fd) : new PlainOutput(path, fd));
    this.#live = live;
    this.#writer.section(state);
  }

  /** Copies the event's block. */
  event(context: EventContext, batch: Batch): void {
    this.#writer.event(context.evt.bytes, batch.blockStart, batch.blockEnd);
  }

  /** The machine begins anew. */
  section(state: InitialState): void {
    this.#writer.section(state);
  }

  /** Called before the bytes of a batch change. May give a promise to wait for. */
  pause(): Promise<void> | undefined {
    this.#writer.settle();
    if (this.#live && performance.now() - this.#flushed > flushMs) {
      this.#writer.flush();
      this.#flushed = performance.now();
    }
    return this.#writer.pressure();
  }

  close(): Promise<void> {
    return this.#writer.close();
  }
}
