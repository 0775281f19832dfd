import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toEngineText } from '../../grammar/index.ts';
import {
  bindArguments,
  type ChiselCall,
  ChiselCatalog,
  ChiselRunner,
  chiselInfo,
  chiselList,
  type NamedChisel,
  takesWord,
} from '../chisel/index.ts';
import type { EventCursor } from '../event/index.ts';
import type { BoundField, FieldSettings } from '../field/index.ts';
import { compileFilter } from '../filter/index.ts';
import { Output } from '../format/index.ts';
import type { EventContext, Machine, Suppressor } from '../machine/index.ts';
import type { EventSource } from '../source/index.ts';
import { askAs } from './chisel-asker.ts';
import { nowMs } from './clock.ts';
import { identityOf } from './live-start.ts';
import { MissingChisel, parseCommandLine } from './parse.ts';
import type { Identity } from './privileges.ts';
import type { Settings } from './settings.ts';
import { isTerminal } from './terminal.ts';

/** Chisels that were loaded, by the name they were asked for with. Each is loaded once. */
const loaded = new Map<string, NamedChisel>();

/**
 * Reads a command line with chisels in it: which word behind a chisel's name is its argument only the chisel tells, so that
 * they are loaded one by one as they turn up.
 */
export async function parseWithChisels(argv: readonly string[]): Promise<Settings> {
  const catalog = catalogOfUser(identityOfRun(argv));
  for (;;) {
    try {
      return parseCommandLine(argv, (name, rest) => {
        const known = loaded.get(name);
        if (known === undefined) throw new MissingChisel(name);
        return takesWord(known.chisel, rest, isFilter);
      });
    } catch (error) {
      if (!(error instanceof MissingChisel)) throw error;
      loaded.set(error.chisel, await catalog.load(error.chisel));
    }
  }
}

/** Whom the run will become, as far as its words tell before chisels have taken theirs; undefined where it stays what it is. */
function identityOfRun(argv: readonly string[]): Identity | undefined {
  try {
    const { files, user, noDrop } = parseCommandLine(argv, () => false);
    return files.length > 0 ? undefined : identityOf({ user, noDrop });
  } catch {
    // A chisel's word that looks like an option, or a mistake that is told once all words are known: rather too few rights.
    return callerOfSudo();
  }
}

/** Who called sudo: chisels that are only asked what they are need no more rights. */
function callerOfSudo(): Identity | undefined {
  return identityOf({ user: undefined, noDrop: false });
}

function isFilter(text: string): boolean {
  try {
    compileFilter(toEngineText(text));
    return true;
  } catch {
    return false;
  }
}

/** The text of `-cl`. */
export async function listOfChisels(): Promise<string> {
  const catalog = catalogOfUser(callerOfSudo());
  const chisels = await Promise.all(catalog.names().map((name) => catalog.load(name).catch(() => undefined)));
  return chiselList(chisels.filter((chisel) => chisel !== undefined));
}

/** The text of `-i NAME`. */
export async function aboutChisel(name: string): Promise<string> {
  return chiselInfo(await catalogOfUser(callerOfSudo()).load(name));
}

function catalogOfUser(identity?: Identity): ChiselCatalog {
  const program = dirname(fileURLToPath(import.meta.url));
  return new ChiselCatalog({
    first: (process.env.TSDIG_CHISEL_DIR ?? '').split(/[:;]/).filter((folder) => folder !== ''),
    own: join(homedir(), '.tsdig', 'chisels'),
    // Packages that are installed where tsdig itself is: node_modules/tsdig/dist/chunk.
    packages: [resolve(program, '../../..')].filter((folder) => folder.endsWith('/node_modules')),
    elsewhere: identity && askAs(identity),
  });
}

/** What a chisel session needs of a selection, and narrows. */
interface Narrowable {
  readonly keys: Uint8Array | undefined;
  readonly fields: readonly BoundField[];
}

/** The chisels of a run between the command line and the capture. */
export class ChiselSession {
  readonly #runner: ChiselRunner;
  readonly #out: Output;
  readonly #countsAll: boolean;
  /** Something else is made of the events, also when no chisel is left. */
  readonly #goesOn: boolean;
  readonly #live: boolean;
  #source: EventSource | undefined;
  #begun = false;
  /** Whether there were events since the last pause: while some come, time is theirs, however late they are. */
  #busy = false;
  /** The time of the event at hand, for as long as it may still be one that passes. */
  #pending = Number.NaN;
  /** The time of day at the beginning, and a clock that nobody sets. */
  #beganAt = 0n;
  #beganMs = 0;

  constructor(settings: Settings, look: FieldSettings) {
    const terminal = isTerminal(1);
    this.#out = new Output(1, { unbuffered: settings.unbuffered });
    this.#live = settings.files.length === 0;
    this.#goesOn = settings.writeFile !== undefined || settings.summary;
    this.#countsAll = settings.maxEvents !== undefined || settings.maxSeconds !== undefined || this.#goesOn;
    const calls = settings.chisels.map(({ name, argument }): ChiselCall => {
      const known = loaded.get(name)!;
      return { ...known, args: bindArguments(known.name, known.chisel, argument === undefined ? undefined : toEngineText(argument)) };
    });
    this.#runner = new ChiselRunner(calls, {
      out: this.#out,
      isTerminal: terminal,
      colours: terminal && (process.env.NO_COLOR ?? '') === '',
      size: () => ({ width: process.stdout.columns ?? 80, height: process.stdout.rows ?? 24 }),
      // With a chisel buffers are shown whole, as far as they were captured.
      look: { ...look, bufferLength: 0 },
      buffersChosen: settings.bufferMode !== 'dotted',
      containers: settings.containerColumns,
      json: settings.json,
      verbose: settings.verbose,
      live: this.#live,
      filter: settings.filter,
      warn: (line) => {
        process.stderr.write(`tsdig: ${line}\n`);
      },
      stopOnError: settings.chiselErrors === 'stop',
    });
  }

  /** Live: bytes of each buffer the chisels want at least. */
  get snaplen(): number {
    return this.#runner.snaplen;
  }

  /** Whether a chisel failed. */
  get failed(): boolean {
    return this.#runner.failed;
  }

  /** Command lines to run after this one. */
  get again(): readonly (readonly string[])[] {
    return this.#runner.again;
  }

  /** The selection, narrowed to what some chisel wants; not where all that passes is counted or recorded too. */
  narrow<S extends Narrowable>(selection: S): S {
    const { keys, fields } = this.#runner;
    const wanted = selection.keys === undefined ? keys : keys.map((wants, key) => wants & selection.keys![key]!);
    return Object.create(selection, {
      keys: { value: this.#countsAll ? selection.keys : wanted, enumerable: true },
      fields: { value: [...selection.fields, ...fields], enumerable: true },
    }) as S;
  }

  begin(machine: Machine, source: EventSource): void {
    this.#source = source;
    this.#begun = true;
    this.#beganAt = BigInt(Date.now());
    this.#beganMs = nowMs();
    this.#runner.begin(machine, source);
  }

  /** An event that passed. False: the capture is to end. */
  event(context: EventContext): boolean {
    this.#pending = Number.NaN;
    return this.#runner.event(context) && (this.#goesOn || !this.#runner.over) && !this.#out.closed;
  }

  /** An event that passed, but came too late: its time counts for nothing. */
  refuse(): void {
    this.#pending = Number.NaN;
  }

  /**
   * Tells the chisels the time of every event, where they want to know; what it gives takes the place of the suppressor. One that
   * passes brings its own time with it, one that does not is told once the next has come.
   */
  watching(suppressor: Suppressor | undefined): Pick<Suppressor, 'hides'> | undefined {
    if (!this.#runner.watchesTime) return suppressor;
    return {
      hides: (evt: EventCursor) => {
        this.#busy = true;
        this.#tell();
        this.#pending = evt.time;
        return suppressor?.hides(evt) === true;
      },
    };
  }

  #tell(): void {
    if (Number.isNaN(this.#pending)) return;
    const time = this.#pending;
    this.#pending = Number.NaN;
    this.#runner.time(time);
  }

  /** Between two batches. */
  pause(): void {
    if (!this.#live) return;
    this.#tell();
    this.#runner.pause();
    if (this.#runner.watchesTime && this.#source !== undefined && !this.#busy) this.#runner.idle(this.#now(this.#source));
    this.#busy = false;
    this.#out.flush();
  }

  /** Where nothing happens for a while the time of day goes on. */
  #now({ base }: EventSource): number {
    const now = this.#beganAt * 1_000_000n + BigInt(Math.round((nowMs() - this.#beganMs) * 1e6));
    return Number(now - (BigInt(base.high) * 4294967296n + BigInt(base.low)));
  }

  /** The capture ends. */
  end(): void {
    if (!this.#begun) return;
    this.#begun = false;
    try {
      this.#tell();
      this.#runner.end();
    } finally {
      this.#out.flush();
    }
  }

  /** Everything ends: the terminal is as it was before. */
  async close(): Promise<void> {
    await this.#runner.close();
    this.#out.flush();
  }
}
