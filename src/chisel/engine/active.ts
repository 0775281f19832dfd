import { createSocket, type Socket } from 'node:dgram';
import type { BoundField, FieldSettings } from '../../field/index.ts';
import { type CompiledFilter, compileFilter } from '../../filter/index.ts';
import { type EventWriter, jsonFormat, textFormat } from '../../format/index.ts';
import type { EventContext, Machine } from '../../machine/index.ts';
import type { ArgumentTable, Chisel, Given, Moment, Printable, Run, Setup, TerminalInfo, ThreadQuery } from '../api/index.ts';
import type { WorkerLink } from '../worker/link.ts';
import { clockText } from './clock.ts';
import { ChiselError, ChiselRefusal } from './errors.ts';
import { ContextEvent } from './event.ts';
import { Printing } from './printing.ts';
import { type ChiselField, chiselField } from './reader.ts';
import type { RunningChisel } from './running.ts';
import type { SourceInfo, Surroundings } from './surroundings.ts';
import { containersOf, threadsOf } from './tables.ts';
import { clockTicks, exactTicks, type Ticks } from './ticks.ts';
import { wantedKeys } from './wanted.ts';

const nsPerMs = 1e6;

/** An event whose fields are not known to the compiler. */
type AnyEvent = Parameters<NonNullable<Chisel['onEvent']>>[0];

/** A chisel as the command line named it. */
export interface ChiselCall {
  readonly name: string;
  /** The chisel itself or, where it runs in a worker, what it says of itself. */
  readonly chisel: Chisel;
  /** The worker it runs in; undefined for those that come with tsdig. */
  readonly link?: WorkerLink | undefined;
  /** Its arguments, checked. */
  readonly args: Readonly<Record<string, string | number | undefined>>;
}

/** One chisel of a run, inside tsdig: what it needs, and its calls. */
export class ActiveChisel implements RunningChisel {
  readonly name: string;
  /** By event key: 1 where it can want the event. */
  readonly keys: Uint8Array;
  /** Every field that is read for it. */
  readonly fields: readonly BoundField[];
  /** It must be told of the time of every event. */
  readonly watchesTime: boolean;
  readonly snaplen: number;
  /** It ended the capture. */
  stopped = false;
  /** Command lines to run after the end. */
  readonly again: (readonly string[])[] = [];

  readonly #chisel: Chisel;
  readonly #filter: CompiledFilter | undefined;
  readonly #format: EventWriter | undefined;
  readonly #read: readonly ChiselField[];
  readonly #interval: number | { readonly ms: number; readonly exact: true } | undefined;
  readonly #setup: Setup;
  readonly #around: Surroundings;
  readonly #printing: Printing;
  readonly #state: unknown;
  #run: Run | undefined;
  #event: AnyEvent | undefined;
  #ticks: Ticks | undefined;
  #machine: Machine | undefined;
  #source: SourceInfo | undefined;
  readonly #sockets: Socket[] = [];

  /** @throws ChiselError, FilterError and the like where the chisel asks for what cannot be */
  constructor({ name, chisel, args }: ChiselCall, around: Surroundings) {
    const setup = setupOf(args, around);
    this.name = name;
    this.#chisel = chisel;
    this.#around = around;
    this.#setup = setup;
    this.#printing = new Printing(around.out, around.look.sanitize, around.colours, around.isTerminal);
    const names = typeof chisel.fields === 'function' ? chisel.fields(setup) : (chisel.fields ?? []);
    const buffers = given(chisel.buffers, setup);
    const look: FieldSettings = buffers === undefined || around.buffersChosen ? around.look : { ...around.look, buffers };
    // What is printed is made fit for a terminal when it is printed, not before a chisel sees it.
    this.#read = names.map((field: string) => chiselField(name, field, { ...look, sanitize: undefined }));
    const filter = given(chisel.filter, setup) ?? '';
    this.#filter = filter === '' ? undefined : compileFilter(filter, around.look);
    const format = given(chisel.format, setup);
    this.#format = format === undefined ? undefined : around.json ? jsonFormat(format, look) : textFormat(format, look);
    this.#interval = given(chisel.interval, setup);
    this.#state = chisel.state?.(setup);
    this.snaplen = chisel.snaplen ?? 0;
    this.watchesTime = this.#interval !== undefined || chisel.exactSpan === true;
    this.fields = [...this.#read.map(({ bound }) => bound), ...(this.#filter?.fields ?? []), ...(this.#format?.fields ?? [])];
    const takesEvents = chisel.onEvent !== undefined || format !== undefined;
    this.keys = wantedKeys(takesEvents, this.#filter, chisel.onlyComplete === true, this.#read);
  }

  /** A capture begins. */
  begin(machine: Machine, source: SourceInfo): void {
    this.#machine = machine;
    this.#source = source;
    this.stopped = false;
    this.#event = new ContextEvent(machine.context, this.#read) as unknown as AnyEvent;
    this.#run = new ActiveRun(this);
    this.#chisel.onStart?.(this.#run);
  }

  /** An event that passed the filter of the command line. */
  event(context: EventContext): void {
    if (this.keys[context.evt.key] === 0) return;
    const filter = this.#filter;
    if (filter !== undefined && !filter.predicate(context)) return;
    const chisel = this.#chisel;
    if (chisel.onEvent !== undefined && chisel.onEvent(this.#event!, this.#run!) === false) return;
    if (this.#format?.(context, this.#around.out.bytes) === true) this.#around.out.lineDone();
  }

  /** The time of an event, whether it passed or not; ns on the cursor's base. */
  tick(time: number): void {
    if (this.#interval === undefined) return;
    this.#ticks ??= this.#makeTicks(this.#interval);
    this.#ticks.at(time, (moment, delta) => this.#chisel.onInterval?.(this.#run!, { time: this.absolute(moment), delta }));
  }

  /** The capture ends. */
  end(moment: Moment): void {
    this.#chisel.onEnd?.(this.#run!, moment);
  }

  /** Everything ends. */
  close(): undefined {
    this.#printing.restore();
    for (const socket of this.#sockets) socket.unref();
  }

  /** A time on the cursor's base as ns since 1970. */
  absolute(time: number): bigint {
    const { high, low } = this.#source!.base;
    return BigInt(high) * 4294967296n + BigInt(low) + BigInt(Math.trunc(time));
  }

  get chisel(): Chisel {
    return this.#chisel;
  }
  get setup(): Setup {
    return this.#setup;
  }
  get around(): Surroundings {
    return this.#around;
  }
  get printing(): Printing {
    return this.#printing;
  }
  get state(): unknown {
    return this.#state;
  }
  get machine(): Machine {
    return this.#machine!;
  }
  get source(): SourceInfo {
    return this.#source!;
  }

  /** A socket that is closed with the chisel. */
  socket(): Socket {
    const socket = createSocket('udp4');
    socket.on('error', () => undefined);
    this.#sockets.push(socket);
    return socket;
  }

  #makeTicks(interval: number | { readonly ms: number; readonly exact: true }): Ticks {
    if (typeof interval !== 'number') return exactTicks(interval.ms * nsPerMs);
    const length = interval * nsPerMs;
    return clockTicks(length, Number(this.absolute(0) % BigInt(length)));
  }
}

function given<Value>(value: Given<ArgumentTable, Value> | undefined, setup: Setup): Value | undefined {
  return typeof value === 'function' ? (value as (setup: Setup) => Value)(setup) : value;
}

/** The setup of a chisel with these arguments. */
export function setupOf(args: ChiselCall['args'], around: Surroundings): Setup {
  const { containers, json, verbose, live, filter, isTerminal, colours, size } = around;
  const terminal: TerminalInfo = {
    isTerminal,
    colours,
    get width() {
      return size().width;
    },
    get height() {
      return size().height;
    },
  };
  return { args, containers, json, verbose, live, filter, terminal } as Setup;
}

/** What a chisel inside tsdig is given. */
class ActiveRun implements Run {
  readonly args: Run['args'];
  readonly containers: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly live: boolean;
  readonly filter: string;
  readonly terminal: TerminalInfo;
  readonly state: unknown;
  readonly screen: Run['screen'];
  readonly #of: ActiveChisel;

  constructor(of: ActiveChisel) {
    const { args, containers, json, verbose, live, filter, terminal } = of.setup;
    this.args = args;
    this.containers = containers;
    this.json = json;
    this.verbose = verbose;
    this.live = live;
    this.filter = filter;
    this.terminal = terminal;
    this.state = of.state;
    this.screen = of.printing.screen;
    this.#of = of;
  }

  print(...parts: readonly Printable[]): void {
    this.#of.printing.line(parts);
  }

  write(...parts: readonly Printable[]): void {
    this.#of.printing.text(parts);
  }

  printJson(value: unknown): void {
    this.#of.printing.line([jsonText(value)]);
  }

  log(text: string): void {
    this.#of.around.warn(`${this.#of.name}: ${text}`);
  }

  get machine(): Run['machine'] {
    const info = this.#of.machine.info;
    return info && { cpus: info.cpuCount, memoryBytes: info.memorySize, maxPid: info.maxPid, hostname: info.hostname };
  }

  threads({ filter = '', withoutFds = false }: ThreadQuery = {}): ReturnType<Run['threads']> {
    const compiled = filter === '' ? undefined : compileFilter(filter, this.#of.around.look).predicate;
    return threadsOf(this.#of.machine, (time) => this.#of.absolute(time), compiled, withoutFds);
  }

  containerTable(): ReturnType<Run['containerTable']> {
    return containersOf(this.#of.machine);
  }

  get source(): string {
    return this.#of.source.name;
  }

  progress(): number | undefined {
    const progress = this.#of.source.progress();
    return progress === undefined || progress.total === 0 ? undefined : (100 * progress.done) / progress.total;
  }

  get firstTime(): bigint {
    return this.#of.absolute(this.#of.machine.context.firstTime);
  }

  get lastTime(): bigint {
    return this.#of.absolute(this.#of.machine.context.evt.time);
  }

  clock(time: bigint): string {
    return clockText(time);
  }

  stop(): void {
    this.#of.stopped = true;
  }

  fail(message: string, hint?: string): never {
    throw new ChiselRefusal(message, hint);
  }

  again(words: readonly string[]): void {
    this.#of.again.push(words);
  }

  udp(host: string, port: number): { send(text: string): void } {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ChiselError(this.#of.name, `${port} is no port`);
    const socket = this.#of.socket();
    return { send: (text) => socket.send(Buffer.from(text, 'latin1'), port, host) };
  }

  metric(name: string, value: number, tags: Readonly<Record<string, string>> = {}): void {
    if (this.json) this.printJson({ metric: name, value, tags });
    else this.print(name, ' ', value, ...Object.entries(tags).map(([tag, text]) => ` ${tag}=${text}`));
  }
}

/** A value as JSON in ASCII; text of one character a byte is read as UTF-8. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return String(member);
    return typeof member === 'string' && /[\x80-\xff]/.test(member) && !/[^\x00-\xff]/.test(member)
      ? Buffer.from(member, 'latin1').toString('utf8')
      : member;
  });
  return (text ?? 'null').replace(/[^\x00-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
