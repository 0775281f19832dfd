import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { ArgumentTable, Chisel, FieldValue, Given, Run, Setup, ThreadQuery } from '../api/index.ts';
import { clockText } from '../engine/clock.ts';
import { ChiselRefusal } from '../engine/errors.ts';
import { defineFields } from '../engine/event.ts';
import { placeIn } from '../engine/failure.ts';
import {
  type Answer,
  type Call,
  type CaptureData,
  type Deed,
  type Description,
  rowHead,
  type SetupData,
  type Tables,
  type Wishes,
} from './protocol.ts';

/** The other end of `WorkerLink`: runs one foreign chisel. */

const { port, signal } = workerData as { readonly port: MessagePort; readonly signal: Int32Array };

const apiName = 'tsdig/chisel';

let chisel: Chisel;
let file = '';
let run: RemoteRun;
let names: readonly string[] = [];
let event: RowEvent;
let deeds: Deed[] = [];
let stopped = false;

function send(answer: Answer): void {
  port.postMessage(answer);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

/** Asks tsdig, and waits. */
function ask(question: Answer): Tables {
  send(question);
  for (;;) {
    const reply = receiveMessageOnPort(port) as { message: Tables } | undefined;
    if (reply !== undefined) return reply.message;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

/** Where the values of the current event lie. */
class RowEvent {
  rows: readonly (FieldValue | undefined)[] = [];
  start = 0;

  constructor() {
    defineFields(this, names, (i) => () => this.at(i));
  }
  get num(): number {
    return this.rows[this.start] as number;
  }
  get time(): number {
    return this.rows[this.start + 1] as number;
  }
  get cpu(): number {
    return this.rows[this.start + 2] as number;
  }
  get tid(): number {
    return this.rows[this.start + 3] as number;
  }
  at(index: number): FieldValue | undefined {
    return this.rows[this.start + rowHead + index];
  }
}

/** `run` of a foreign chisel: what it does is told to tsdig, which does it. */
class RemoteRun implements Run {
  readonly args: Run['args'];
  readonly containers: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly live: boolean;
  readonly filter: string;
  readonly terminal: { isTerminal: boolean; colours: boolean; width: number; height: number };
  state: unknown;
  capture: CaptureData | undefined;

  constructor(setup: SetupData) {
    this.args = setup.args as Run['args'];
    this.containers = setup.containers;
    this.json = setup.json;
    this.verbose = setup.verbose;
    this.live = setup.live;
    this.filter = setup.filter;
    this.terminal = { ...setup.terminal };
  }

  readonly screen: Run['screen'] = {
    clear: () => deeds.push({ deed: 'screen', what: 'clear', lines: 0 }),
    home: () => deeds.push({ deed: 'screen', what: 'home', lines: 0 }),
    up: (lines) => deeds.push({ deed: 'screen', what: 'up', lines }),
    hideCursor: () => deeds.push({ deed: 'screen', what: 'hideCursor', lines: 0 }),
    showCursor: () => deeds.push({ deed: 'screen', what: 'showCursor', lines: 0 }),
  };
  readonly print: Run['print'] = (...parts) => void deeds.push({ deed: 'print', parts });
  readonly write: Run['write'] = (...parts) => void deeds.push({ deed: 'write', parts });
  readonly printJson: Run['printJson'] = (value) => void deeds.push({ deed: 'json', value });
  readonly log: Run['log'] = (text) => void deeds.push({ deed: 'log', text });
  readonly stop: Run['stop'] = () => {
    stopped = true;
    deeds.push({ deed: 'stop' });
  };
  readonly again: Run['again'] = (words) => void deeds.push({ deed: 'again', words });
  readonly clock: Run['clock'] = clockText;

  get machine(): Run['machine'] {
    return this.capture?.machine;
  }
  get source(): string {
    return this.capture?.source ?? '';
  }
  get firstTime(): bigint {
    return this.capture?.firstTime ?? 0n;
  }
  get lastTime(): bigint {
    return this.capture?.lastTime ?? 0n;
  }
  progress(): number | undefined {
    return this.capture?.progress;
  }
  threads(query: ThreadQuery = {}): ReturnType<Run['threads']> {
    return ask({ answer: 'threads', query }) as ReturnType<Run['threads']>;
  }
  containerTable(): ReturnType<Run['containerTable']> {
    return ask({ answer: 'containers' }) as ReturnType<Run['containerTable']>;
  }
  fail(message: string, hint?: string): never {
    throw new ChiselRefusal(message, hint);
  }
  udp(host: string, udpPort: number): { send(text: string): void } {
    const socket = process.getBuiltinModule('node:dgram').createSocket('udp4');
    socket.on('error', () => undefined);
    return { send: (text) => socket.send(Buffer.from(text, 'latin1'), udpPort, host) };
  }
  metric(name: string, value: number, tags: Readonly<Record<string, string>> = {}): void {
    if (this.json) this.printJson({ metric: name, value, tags });
    else this.print(name, ' ', value, ...Object.entries(tags).map(([tag, text]) => ` ${tag}=${text}`));
  }
}

/** TypeScript as JavaScript, without Node's remark that this is an experiment. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function load(call: Call & { call: 'load' }): Promise<Description> {
  file = call.file;
  registerHooks({
    resolve: (specifier, context, next) => (specifier === apiName ? { url: call.api, shortCircuit: true } : next(specifier, context)),
    // Node runs TypeScript as it is, but not that of installed packages.
    load: (url, context, next) =>
      /^file:.*\/node_modules\/.*\.ts$/.test(url)
        ? { format: 'module', source: withoutTypes(readFileSync(fileURLToPath(url), 'utf8')), shortCircuit: true }
        : next(url, context),
  });
  const { default: loaded } = (await import(pathToFileURL(file).href)) as { default?: Chisel };
  if (typeof loaded !== 'object' || loaded === null || typeof loaded.summary !== 'string' || typeof loaded.category !== 'string') {
    throw new Error('is no chisel: write `export default defineChisel({...})`');
  }
  chisel = loaded;
  return {
    summary: loaded.summary,
    description: loaded.description,
    category: loaded.category,
    hidden: loaded.hidden === true,
    args: structuredClone((loaded.args ?? {}) as ArgumentTable),
  };
}

function prepare(setup: SetupData): Wishes {
  run = new RemoteRun(setup);
  const given = <Value>(value: Given<ArgumentTable, Value> | undefined): Value | undefined =>
    typeof value === 'function' ? (value as (setup: Setup) => Value)(run) : value;
  names = typeof chisel.fields === 'function' ? chisel.fields(run) : (chisel.fields ?? []);
  run.state = chisel.state?.(run);
  event = new RowEvent();
  return {
    fields: [...names],
    onlyComplete: chisel.onlyComplete === true,
    filter: given(chisel.filter) ?? '',
    format: given(chisel.format),
    buffers: given(chisel.buffers),
    snaplen: chisel.snaplen ?? 0,
    interval: given(chisel.interval),
    exactSpan: chisel.exactSpan === true,
    takesEvents: chisel.onEvent !== undefined,
  };
}

function handleEvents(rows: readonly (FieldValue | undefined)[]): void {
  const width = rowHead + names.length;
  event.rows = rows;
  for (let row = 0; row * width < rows.length; row++) {
    event.start = row * width;
    const shown = chisel.onEvent?.(event as unknown as Parameters<NonNullable<Chisel['onEvent']>>[0], run);
    if (shown !== false) deeds.push({ deed: 'format', row });
    if (stopped) return;
  }
}

function handle(call: Call): unknown {
  if ('capture' in call) {
    run.capture = call.capture;
    run.terminal.width = call.capture.width;
    run.terminal.height = call.capture.height;
  }
  switch (call.call) {
    case 'load':
      return load(call);
    case 'prepare':
      return prepare(call.setup);
    case 'start':
      return chisel.onStart?.(run);
    case 'events':
      return handleEvents(call.rows);
    case 'interval':
      return chisel.onInterval?.(run, call.moment);
    case 'end':
      return chisel.onEnd?.(run, call.moment);
  }
}

port.on('message', async (call: Call) => {
  deeds = [];
  stopped = false;
  try {
    const value = await handle(call);
    const known = call.call === 'load' || call.call === 'prepare' ? value : undefined;
    send({ answer: 'done', value: known, deeds, buffers: getHeapStatistics().external_memory });
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    const place = error instanceof Error && !(error instanceof ChiselRefusal) ? placeIn(error.stack ?? '', file) : undefined;
    const hint = error instanceof ChiselRefusal ? error.hint : undefined;
    send({
      answer: 'failed',
      line: place === undefined ? message : `${message} (${place})`,
      refusal: error instanceof ChiselRefusal,
      hint,
      deeds,
    });
  }
});
