import { existsSync, statSync } from 'node:fs';
import { toEngineText, visible } from '../../grammar/index.ts';
import type { InitialState } from '../event/index.ts';
import type { BoundField, FieldSettings } from '../field/index.ts';
import { HostNames } from '../lookup/index.ts';
import { Machine, type Needs, Suppressor } from '../machine/index.ts';
import { DamagedCaptureError, NotACaptureError, OutputError } from '../scap/index.ts';
import { FileSource } from '../source/file/index.ts';
import type { EventSource } from '../source/index.ts';
import { copyCapture, runCapture } from './capture.ts';
import type { ChiselSession } from './chisels.ts';
import type { LiveContainers } from './containers.ts';
import { Deadline } from './deadline.ts';
import { CaptureFileError, ExitCode, UsageError } from './errors.ts';
import { inputSource } from './inputs.ts';
import { Interrupts } from './interrupts.ts';
import type { Judge } from './judge.ts';
import { liveHint } from './live-hint.ts';
import { identityOf, openWithRights } from './live-start.ts';
import { lookOfRun } from './look.ts';
import { Printer } from './printer.ts';
import { rightsText } from './privileges.ts';
import { Progress } from './progress.ts';
import { pushDown } from './push-down.ts';
import { Recorder } from './recorder.ts';
import { compileSelection, everything, type Selection, withInventory } from './selection.ts';
import type { Settings } from './settings.ts';
import { fileSource, noteWithoutEffect } from './sources.ts';
import { Statistics } from './statistics.ts';
import { isTerminal } from './terminal.ts';
import { tuneForEvents, yieldToProgram } from './tune.ts';

/** What serves all sources of a run. */
interface Run {
  readonly settings: Settings;
  readonly selection: Selection;
  readonly printer: Printer;
  readonly recorder: Recorder | undefined;
  readonly statistics: Statistics;
  readonly interrupts: Interrupts;
  readonly chisels: ChiselSession | undefined;
  /** Who tells the kernel which threads need not be seen, live. */
  judge: Judge | undefined;
  /** Who names containers, live. */
  containers: LiveContainers | undefined;
}

/**
 * Shows or records what the settings ask for, from files or live. Resolves with the exit code; rejects with the typed
 * error of whatever room something went wrong in, after everything before it was shown and recorded.
 *
 * @param again runs a command line that a chisel asks for, after the end
 */
export async function trace(settings: Settings, again?: (argv: readonly string[]) => Promise<number>): Promise<number> {
  refuseReadingWhatIsWritten(settings);
  if (settings.files.length > 0) yieldToProgram();
  // Chisels make objects of their own, and may keep them.
  if (settings.chisels.length === 0) tuneForEvents();
  if (settings.files.length > 0) settings.withoutEffect.push(...settings.liveOnly);
  if (settings.files.length > 0) noteWithoutEffect(settings, 'on files: they are shown as they were captured');
  const hostNames = new HostNames(settings.files.length > 0);
  const look = lookOfRun(settings, hostNames);
  const chisels = settings.chisels.length === 0 ? undefined : await openChisels(settings, look);
  const filtered = await compileSelection(settings.filter, look);
  const selection = chisels?.narrow(filtered) ?? filtered;
  const run: Run = {
    settings,
    selection,
    printer: new Printer(settings, look, settings.displayFilter ? selection.predicate : undefined),
    recorder: settings.writeFile === undefined ? undefined : new Recorder(settings),
    statistics: new Statistics(),
    interrupts: new Interrupts(),
    chisels,
    judge: undefined,
    containers: undefined,
  };
  const { printer, recorder, statistics, interrupts } = run;
  try {
    const asked = () => pushDown(settings, selection, { fields: printer.fields, needs: needsOf(run), records: recorder !== undefined });
    if (settings.explain) {
      const { explain } = await import('./explain.ts');
      process.stdout.write(await explain(settings, selection, asked()));
      return ExitCode.done;
    }
    const live = async (): Promise<EventSource> => {
      const pushed = asked();
      if (pushed.thread !== undefined) {
        const { Judge } = await import('./judge.ts');
        run.judge = new Judge(pushed.thread);
      }
      return withContainers(run, await inputSource(settings, pushed, run.judge?.verdicts));
    };
    const sources = settings.files.length === 0 ? [live] : settings.files.map((file) => () => fileSource(file, settings.recover));
    for (const open of sources) {
      printer.begin();
      await traceSource(run, await open());
      if (interrupts.seen || printer.closed) break;
    }
    printer.finish();
  } finally {
    await chisels?.close();
    run.containers?.close();
    interrupts.stop();
    printer.flush();
    await recorder?.close().catch(rethrowExplained);
    hostNames.close();
  }
  if (settings.verbose) process.stderr.write(statistics.text());
  if (settings.verbose) for (const note of run.containers?.notes ?? []) process.stderr.write(`Containers: ${visible(note)}\n`);
  for (const argv of chisels?.again ?? []) await again?.(argv);
  if (chisels?.failed === true) return ExitCode.failed;
  const excess = statistics.excess(settings.maxDrops);
  if (excess === undefined) return ExitCode.done;
  process.stderr.write(excess);
  return ExitCode.failed;
}

async function traceSource(run: Run, source: EventSource): Promise<void> {
  const { settings, printer, recorder, statistics, interrupts } = run;
  const progress = new Progress(source, settings.progress, settings.quiet && run.chisels === undefined);
  let opened = false;
  let complete = false;
  const identity = source.live ? identityOf(settings) : undefined;
  try {
    const state = await openWithRights(source, identity);
    opened = true;
    if (source.live && settings.verbose) process.stderr.write(`Rights: ${rightsText(identity)}\n`);
    interrupts.watch(source);
    await run.containers?.begun();
    if (source.live) advise(run.selection);
    if (settings.verbose && source.bufferBytes !== undefined) process.stderr.write(`Buffer: ${source.bufferBytes} bytes for all CPUs\n`);
    statistics.begin();
    if (isCopy(settings)) await copySource(run, source, state, progress);
    else await watchSource(run, source, state, progress);
    complete = true;
    reportDamage(source);
  } catch (error) {
    const isCapture = error instanceof NotACaptureError || error instanceof DamagedCaptureError;
    throw isCapture ? new CaptureFileError(source.name, error) : error;
  } finally {
    progress.end(complete);
    run.chisels?.end();
    recorder?.pause();
    await source.close();
    printer.flush();
    if (opened) {
      statistics.end(source, printer.delivered);
      if (source.live) process.stderr.write(statistics.losses(source, settings.verbose || recorder !== undefined));
      if (source.live && source.counters.dropped > 0) printer.losses(source.counters);
    }
  }
}

/** Whether every event goes into a file and nobody asks what it means: then it need not be understood. */
function isCopy(settings: Settings): boolean {
  return (
    settings.writeFile !== undefined &&
    settings.quiet &&
    settings.chisels.length === 0 &&
    settings.filter === '' &&
    settings.maxEvents === undefined &&
    settings.maxSeconds === undefined &&
    settings.suppressed.length === 0 &&
    !settings.summary &&
    Object.keys(settings.rotation).length === 0
  );
}

async function copySource(
  { settings, printer, recorder, containers }: Run,
  source: EventSource,
  state: InitialState,
  progress: Progress,
): Promise<void> {
  const tables = tablesOf(settings, state);
  recorder?.begin(tables, source.live, () => tables);
  await copyCapture(
    source,
    {
      onSection: (section) => recorder?.section(tablesOf(settings, section)),
      onPause() {
        progress.show();
        return bothOf(recorder?.pause(), containers?.settled());
      },
    },
    (evt, batch, count) => {
      recorder?.run(evt, batch, count);
      printer.pass(count);
    },
  );
}

/** Brings the machine up to every event, shows and records those that pass. */
async function watchSource(
  { settings, selection, printer, recorder, chisels, containers, judge }: Run,
  source: EventSource,
  state: InitialState,
  progress: Progress,
): Promise<void> {
  // A file comes out as sysdig shows it; of a running machine people want to know what is.
  const machine = new Machine({
    mends: source.live,
    keepsWrites: recorder !== undefined,
    ...(containers && { onUnknownContainer: (id) => containers.ask(id) }),
  });
  machine.load(tablesOf(settings, state));
  const { predicate, keys } = settings.displayFilter ? everything : settings.debug ? withInventory(selection) : selection;
  // Without a filter the format alone may tell which events can be seen. With one, events that pass count for the state.
  const unseen = predicate === undefined && recorder === undefined && chisels === undefined && !settings.verbose ? printer.keys : undefined;
  const tables =
    settings.filterTables && selection.predicate !== undefined ? machine.tablesOf(selection.predicate) : tablesOf(settings, state);
  recorder?.begin(
    tables,
    source.live,
    () => machine.snapshot(),
    () => machine.describedContainers(),
  );
  chisels?.begin(machine, source);
  const suppressor = settings.suppressed.length === 0 ? undefined : new Suppressor(settings.suppressed.map(toEngineText));
  const deadline = settings.maxSeconds === undefined ? undefined : new Deadline(settings.maxSeconds, source);
  await runCapture({
    source,
    machine,
    filter: predicate,
    wanted: keys ?? unseen,
    early: predicate === selection.predicate ? selection.early : undefined,
    remembers: selection.fields.some(({ definition }) => definition.stateful === true),
    needs: { ...needsOf({ selection, printer, recorder }), unseen: unseen !== undefined },
    suppressor: chisels === undefined ? suppressor : chisels.watching(suppressor),
    consumer: {
      ...((recorder?.rotates || judge) && {
        turn(evt) {
          judge?.turn(evt);
          if (recorder?.rotates) recorder.turn(evt);
        },
      }),
      ...(judge && { onRejected: (context, evt) => judge.rejected(context, evt) }),
      onEvent(context, batch) {
        if (deadline?.hasPassed(context) === true) {
          chisels?.refuse();
          return false;
        }
        recorder?.event(machine.stored, batch, context.evt !== machine.stored);
        const goesOn = chisels === undefined || chisels.event(context);
        return printer.event(context) && goesOn;
      },
      ...(recorder && {
        onState: (context, batch) => recorder.state(machine.stored, batch, context.evt !== machine.stored),
        onHiddenEnter: (_, batch) => recorder.hiddenEnter(machine.stored, batch),
      }),
      onSection: (section) => recorder?.section(tablesOf(settings, section)),
      onPause() {
        if (source.live) {
          printer.flush();
          deadline?.look();
        }
        chisels?.pause();
        progress.show();
        return bothOf(recorder?.pause(), containers?.settled());
      },
      wantsMore: () => !printer.ended,
    },
  });
}

/** Lets a live source name containers, where somebody wants to know. */
async function withContainers(run: Run, source: EventSource): Promise<EventSource> {
  const { settings, selection, printer, recorder, chisels } = run;
  const readers = {
    fields: [...selection.fields, ...printer.fields],
    keys: selection.keys,
    all: recorder !== undefined || chisels !== undefined,
  };
  const { LiveContainers, wantsContainers } = await import('./containers.ts');
  run.containers = wantsContainers(readers) ? LiveContainers.begin(source, settings) : undefined;
  return run.containers?.source ?? source;
}

/** A file that cannot be written: root could have, and people who typed sudo may count on it. */
function rethrowExplained(error: unknown): never {
  const uid = process.geteuid?.();
  if (process.env.SUDO_UID !== undefined && uid !== 0 && error instanceof OutputError && /^E(?:ACCES|PERM)$/.test(error.code)) {
    throw Object.assign(error, {
      hint: `files are written as user ${uid}, who called sudo; choose another place, or keep root's rights: --no-drop`,
    });
  }
  throw error;
}

/** What has to be waited for before the next batch. */
function bothOf(one: Promise<void> | undefined, other: Promise<void> | undefined): Promise<void> | undefined {
  return one === undefined ? other : other === undefined ? one : Promise.all([one, other]).then(() => undefined);
}

/** What of the machine the readers of a run need beyond what always matters. */
function needsOf({ selection, printer, recorder }: Pick<Run, 'selection' | 'printer' | 'recorder'>): Needs {
  // A recording holds the memory of threads wherever a new file of it begins.
  const fields = [...selection.fields, ...printer.fields];
  return { latency: true, memory: recorder !== undefined || fields.some(isOfMemory), spans: fields.some(isOfSpans) };
}

function isOfMemory({ definition }: BoundField): boolean {
  return definition.ofMemory === true;
}

function isOfSpans({ definition: { name } }: BoundField): boolean {
  return name.startsWith('span.') || name.startsWith('evtin.');
}

/** The tables a capture begins with, without what the user does not want. */
function tablesOf({ excludeUsers }: Settings, state: InitialState): InitialState {
  return excludeUsers ? { ...state, users: [], groups: [] } : state;
}

/** Tells somebody at a terminal why nothing will come. */
function advise({ keys }: Selection): void {
  if (keys === undefined || !isTerminal(2)) return;
  const hint = liveHint(keys);
  if (hint !== undefined) process.stderr.write(`hint: ${hint}\n`);
}

/** Makes the chisels of the run; they and their engine are loaded only where there are some. */
async function openChisels(settings: Settings, look: FieldSettings): Promise<ChiselSession> {
  const { ChiselSession } = await import('./chisels.ts');
  const session = new ChiselSession(settings, look);
  settings.snaplen = Math.max(settings.snaplen, session.snaplen);
  return session;
}

/** Opening the output empties it: it must not be one of the inputs. */
function refuseReadingWhatIsWritten({ files, writeFile }: Settings): void {
  if (writeFile === undefined || !existsSync(writeFile)) return;
  const { dev, ino } = statSync(writeFile);
  for (const file of files) {
    if (!existsSync(file)) continue;
    const input = statSync(file);
    if (input.dev === dev && input.ino === ino) throw new UsageError(`-w would overwrite the file that -r reads: ${visible(file)}`);
  }
}

/** A file that was read on behind damage is a damaged file all the same. */
function reportDamage(source: EventSource): void {
  if (source instanceof FileSource && source.damage !== undefined) throw source.damage;
}
