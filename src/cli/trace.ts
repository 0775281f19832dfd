import { type EventPredicate, Machine } from '../machine/index.ts';
import { type CaptureDump, DamagedCaptureError, NotACaptureError } from '../scap/index.ts';
import type { EventSource } from '../source/index.ts';
import { runCapture } from './capture.ts';
import { CaptureFileError, ExitCode } from './errors.ts';
import { Interrupts } from './interrupts.ts';
import { liveHint } from './live-hint.ts';
import { Printer } from './printer.ts';
import { openRecorder } from './recorder.ts';
import type { Settings } from './settings.ts';
import { fileSource, liveSource } from './sources.ts';
import { Statistics } from './statistics.ts';

/** A filter as the run needs it. */
interface Selection {
  readonly predicate: EventPredicate | undefined;
  /** By event type number: 1 where the filter can match. */
  readonly eventTypes: Uint8Array | undefined;
}

const everything: Selection = { predicate: undefined, eventTypes: undefined };

/** What serves all sources of a run. */
interface Run {
  readonly settings: Settings;
  readonly selection: Selection;
  readonly printer: Printer;
  readonly recorder: CaptureDump | undefined;
  readonly statistics: Statistics;
  readonly interrupts: Interrupts;
}

/**
 * Shows or records what the settings ask for, from files or live. Resolves with the exit code; rejects with the typed
 * error of whatever room something went wrong in, after everything before it was shown and recorded.
 */
export async function trace(settings: Settings): Promise<number> {
  const selection = await compileSelection(settings.filter);
  const run: Run = {
    settings,
    selection,
    printer: new Printer(settings, settings.displayFilter ? selection.predicate : undefined),
    recorder: openRecorder(settings),
    statistics: new Statistics(),
    interrupts: new Interrupts(),
  };
  const { printer, recorder, statistics, interrupts } = run;
  try {
    const sources = settings.files.length === 0 ? [liveSource] : settings.files.map((file) => () => fileSource(file));
    for (const open of sources) {
      await traceSource(run, await open(settings));
      if (interrupts.seen || printer.ended) break;
    }
    printer.finish();
  } finally {
    interrupts.stop();
    printer.flush();
    await recorder?.close();
  }
  if (settings.verbose) process.stderr.write(statistics.text());
  return ExitCode.done;
}

async function traceSource({ settings, selection, printer, recorder, statistics, interrupts }: Run, source: EventSource): Promise<void> {
  let opened = false;
  try {
    const machine = new Machine();
    const state = await source.open();
    opened = true;
    machine.load(state);
    interrupts.watch(source);
    if (source.live) advise(selection);
    if (recorder?.files.length === 0) recorder.begin(state, source.live ? new Date() : undefined);
    else recorder?.section(state);
    statistics.begin();
    const { predicate, eventTypes } = settings.displayFilter ? everything : selection;
    await runCapture({
      source,
      machine,
      filter: predicate,
      wantedTypes: eventTypes,
      consumer: {
        onEvent(context, batch) {
          recorder?.event(context.evt, batch);
          return printer.event(context);
        },
        onSection: (section) => recorder?.section(section),
        onPause() {
          if (source.live) printer.flush();
          return recorder?.endBatch();
        },
        wantsMore: () => !printer.ended,
      },
    });
  } catch (error) {
    const isCapture = error instanceof NotACaptureError || error instanceof DamagedCaptureError;
    throw isCapture ? new CaptureFileError(source.name, error) : error;
  } finally {
    recorder?.endBatch();
    await source.close();
    printer.flush();
    if (opened) {
      statistics.end(source, printer.delivered);
      if (source.live) process.stderr.write(statistics.losses(source, settings.verbose || recorder !== undefined));
    }
  }
}

/** Compiles the filter; the compiler is loaded only where there is one. */
async function compileSelection(text: string): Promise<Selection> {
  if (text === '') return everything;
  const { compileFilter } = await import('../filter/index.ts');
  return compileFilter(text);
}

/** Tells somebody at a terminal why nothing will come. */
function advise({ eventTypes }: Selection): void {
  if (eventTypes === undefined || !process.stderr.isTTY) return;
  const hint = liveHint(eventTypes);
  if (hint !== undefined) process.stderr.write(`hint: ${hint}\n`);
}
