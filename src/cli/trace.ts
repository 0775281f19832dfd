import { type EventPredicate, Machine } from '../machine/index.ts';
import { DamagedCaptureError, NotACaptureError } from '../scap/index.ts';
import type { EventSource } from '../source/index.ts';
import { runCapture } from './capture.ts';
import { CaptureFileError, ExitCode } from './errors.ts';
import { Interrupts } from './interrupts.ts';
import { Printer } from './printer.ts';
import { Recorder } from './recorder.ts';
import type { Settings } from './settings.ts';
import { fileSource, liveSource } from './sources.ts';
import { Statistics } from './statistics.ts';

/** A filter as the run needs it. */
interface Selection {
  readonly predicate: EventPredicate | undefined;
  /** By event type number: 1 where the filter can match. */
  readonly eventTypes: Uint8Array | undefined;
}

/**
 * Shows or records what the settings ask for, from files or live. Resolves with the exit code; rejects with the typed
 * error of whatever room something went wrong in, after everything before it was shown and recorded.
 */
export async function trace(settings: Settings): Promise<number> {
  const selection = await compileSelection(settings.filter);
  const printer = new Printer(settings, settings.displayFilter ? selection.predicate : undefined);
  const statistics = new Statistics();
  const interrupts = new Interrupts();
  try {
    const sources = settings.files.length === 0 ? [liveSource] : settings.files.map((file) => () => fileSource(file));
    for (const open of sources) {
      const source = await open(settings);
      await traceSource(settings, source, selection, printer, statistics, interrupts);
      if (interrupts.seen || printer.ended) break;
    }
    printer.finish();
  } finally {
    interrupts.stop();
    printer.flush();
  }
  if (settings.verbose) process.stderr.write(statistics.text());
  return ExitCode.done;
}

async function traceSource(
  settings: Settings,
  source: EventSource,
  selection: Selection,
  printer: Printer,
  statistics: Statistics,
  interrupts: Interrupts,
): Promise<void> {
  let recorder: Recorder | undefined;
  try {
    const machine = new Machine();
    const state = await source.open();
    machine.load(state);
    interrupts.watch(source);
    recorder = settings.writeFile === undefined ? undefined : new Recorder(settings, state, source.live);
    statistics.begin(source);
    const { predicate, eventTypes } = settings.displayFilter ? { predicate: undefined, eventTypes: undefined } : selection;
    await runCapture({
      source,
      machine,
      filter: predicate,
      wantedTypes: eventTypes,
      consumer: {
        onEvent(context, batch) {
          recorder?.event(context, batch);
          return printer.event(context);
        },
        onSection: (section) => recorder?.section(section),
        onPause() {
          if (source.live) printer.flush();
          return recorder?.pause();
        },
        wantsMore: () => !printer.ended,
      },
    });
  } catch (error) {
    const isCapture = error instanceof NotACaptureError || error instanceof DamagedCaptureError;
    throw isCapture ? new CaptureFileError(source.name, error) : error;
  } finally {
    await recorder?.close();
    await source.close();
    statistics.end(source, printer.delivered);
    printer.flush();
    if (source.live) process.stderr.write(statistics.losses(source, settings.verbose || settings.writeFile !== undefined));
  }
}

/** Compiles the filter; the compiler is loaded only where there is one. */
async function compileSelection(text: string): Promise<Selection> {
  if (text === '') return { predicate: undefined, eventTypes: undefined };
  const { compileFilter } = await import('../filter/index.ts');
  return compileFilter(text);
}
