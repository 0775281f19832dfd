import { ByteWriter } from '../../event/index.ts';
import type { BoundField, FieldSettings } from '../../field/index.ts';
import { type CompiledFilter, compileFilter } from '../../filter/index.ts';
import { type EventWriter, jsonFormat, textFormat } from '../../format/index.ts';
import type { EventContext, Machine } from '../../machine/index.ts';
import type { FieldValue, Moment } from '../api/index.ts';
import { type ChiselCall, jsonText, setupOf } from '../engine/active.ts';
import { Printing } from '../engine/printing.ts';
import { type ChiselField, chiselField } from '../engine/reader.ts';
import type { RunningChisel } from '../engine/running.ts';
import type { SourceInfo, Surroundings } from '../engine/surroundings.ts';
import { containersOf, threadsOf } from '../engine/tables.ts';
import { clockTicks, exactTicks, type Ticks } from '../engine/ticks.ts';
import { wantedKeys } from '../engine/wanted.ts';
import type { WorkerLink } from './link.ts';
import type { Answer, Call, CaptureData, Deed, Tables, Wishes } from './protocol.ts';

/** Events that are handed over at once, at most. The first batches are small, so that a chisel can soon end the capture. */
const mostRows = 512;
const nsPerMs = 1e6;

/** A chisel that does not come with tsdig: it runs in a worker and is told of events in batches of plain values. */
export class ForeignChisel implements RunningChisel {
  readonly name: string;
  readonly keys: Uint8Array;
  readonly fields: readonly BoundField[];
  readonly watchesTime: boolean;
  readonly snaplen: number;
  readonly again: (readonly string[])[] = [];
  stopped = false;

  readonly #link: WorkerLink;
  readonly #around: Surroundings;
  readonly #printing: Printing;
  readonly #wishes: Wishes;
  readonly #filter: CompiledFilter | undefined;
  readonly #format: EventWriter | undefined;
  readonly #read: readonly ChiselField[];
  readonly #scratch = new ByteWriter();
  #machine: Machine | undefined;
  #source: SourceInfo | undefined;
  #ticks: Ticks | undefined;
  #rows: (FieldValue | undefined)[] = [];
  #lines: (string | undefined)[] = [];
  #count = 0;
  #limit = 1;

  /** @throws ChiselError, FilterError and the like where the chisel asks for what cannot be */
  constructor({ name, args }: ChiselCall, link: WorkerLink, around: Surroundings) {
    this.name = name;
    this.#link = link;
    this.#around = around;
    this.#printing = new Printing(around.out, around.look.sanitize, around.colours, around.isTerminal);
    const { terminal, ...setup } = setupOf(args, around);
    const wishes = this.#call({ call: 'prepare', setup: { ...setup, terminal: { ...terminal } } }) as Wishes;
    this.#wishes = wishes;
    const { buffers, format, filter } = wishes;
    const look: FieldSettings = buffers === undefined || around.buffersChosen ? around.look : { ...around.look, buffers };
    this.#read = wishes.fields.map((field) => chiselField(name, field, { ...look, sanitize: undefined }));
    this.#filter = filter === '' ? undefined : compileFilter(filter, around.look);
    this.#format = format === undefined ? undefined : around.json ? jsonFormat(format, look) : textFormat(format, look);
    this.snaplen = wishes.snaplen;
    this.watchesTime = wishes.interval !== undefined || wishes.exactSpan;
    this.fields = [...this.#read.map(({ bound }) => bound), ...(this.#filter?.fields ?? []), ...(this.#format?.fields ?? [])];
    this.keys = wantedKeys(wishes.takesEvents || format !== undefined, this.#filter, wishes.onlyComplete, this.#read);
  }

  begin(machine: Machine, source: SourceInfo): void {
    this.#machine = machine;
    this.#source = source;
    this.stopped = false;
    this.#limit = 1;
    this.#call({ call: 'start', capture: this.#capture() });
  }

  event(context: EventContext): void {
    const { evt } = context;
    if (this.stopped || this.keys[evt.key] === 0) return;
    if (this.#filter !== undefined && !this.#filter.predicate(context)) return;
    this.#rows.push(evt.num, evt.time - context.firstTime, evt.cpu, evt.tid);
    for (const { read } of this.#read) this.#rows.push(read(context));
    if (this.#format !== undefined) this.#lines.push(this.#lineOf(context));
    this.#count++;
    if (this.#count >= this.#limit) this.pause();
  }

  tick(time: number): void {
    const { interval } = this.#wishes;
    if (interval === undefined) return;
    if (this.#ticks === undefined) {
      if (typeof interval !== 'number') this.#ticks = exactTicks(interval.ms * nsPerMs);
      else this.#ticks = clockTicks(interval * nsPerMs, Number(this.absolute(0) % BigInt(interval * nsPerMs)));
    }
    this.#ticks.at(time, (moment, delta) => {
      this.pause();
      this.#call({ call: 'interval', moment: { time: this.absolute(moment), delta }, capture: this.#capture() });
    });
  }

  pause(): void {
    if (this.#count === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    this.#count = 0;
    this.#limit = Math.min(mostRows, this.#limit * 2);
    try {
      this.#call({ call: 'events', rows, capture: this.#capture() });
    } finally {
      this.#lines = [];
    }
  }

  end(moment: Moment): void {
    this.pause();
    this.#call({ call: 'end', moment, capture: this.#capture() });
  }

  close(): Promise<void> {
    this.#printing.restore();
    return this.#link.close();
  }

  cause(): Promise<string | undefined> {
    return this.#link.cause();
  }

  absolute(time: number): bigint {
    const { high, low } = this.#source!.base;
    return BigInt(high) * 4294967296n + BigInt(low) + BigInt(Math.trunc(time));
  }

  #call(call: Call): unknown {
    return this.#link.call(
      call,
      (deeds) => {
        for (const deed of deeds) this.#do(deed);
      },
      (question) => this.#tables(question),
    );
  }

  #do(deed: Deed): void {
    switch (deed.deed) {
      case 'print':
        this.#printing.line(deed.parts);
        break;
      case 'write':
        this.#printing.text(deed.parts);
        break;
      case 'format': {
        const line = this.#lines[deed.row];
        if (line === undefined) break;
        this.#around.out.bytes.text(line);
        this.#around.out.lineDone();
        break;
      }
      case 'json':
        this.#printing.line([jsonText(deed.value)]);
        break;
      case 'log':
        this.#around.warn(`${this.name}: ${deed.text}`);
        break;
      case 'screen':
        if (deed.what === 'up') this.#printing.screen.up(deed.lines);
        else this.#printing.screen[deed.what]();
        break;
      case 'again':
        this.again.push(deed.words);
        break;
      case 'stop':
        this.stopped = true;
    }
  }

  #tables(question: Answer): Tables {
    const machine = this.#machine;
    if (machine === undefined) return [];
    if (question.answer !== 'threads') return containersOf(machine);
    const { filter = '', withoutFds = false } = question.query;
    const compiled = filter === '' ? undefined : compileFilter(filter, this.#around.look).predicate;
    return threadsOf(machine, (time) => this.absolute(time), compiled, withoutFds);
  }

  #capture(): CaptureData {
    const { context, info } = this.#machine!;
    const progress = this.#source!.progress();
    return {
      machine: info && { cpus: info.cpuCount, memoryBytes: info.memorySize, maxPid: info.maxPid, hostname: info.hostname },
      source: this.#source!.name,
      progress: progress === undefined || progress.total === 0 ? undefined : (100 * progress.done) / progress.total,
      firstTime: this.absolute(context.firstTime),
      lastTime: this.absolute(context.evt.time),
      ...this.#around.size(),
    };
  }

  #lineOf(context: EventContext): string | undefined {
    const scratch = this.#scratch;
    scratch.length = 0;
    return this.#format!(context, scratch) ? scratch.bytes.latin1Slice(0, scratch.length) : undefined;
  }
}
