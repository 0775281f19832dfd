import { eventKeyCount } from '../../event/index.ts';
import type { BoundField } from '../../field/index.ts';
import type { EventContext, Machine } from '../../machine/index.ts';
import { ForeignChisel } from '../worker/foreign-chisel.ts';
import { ActiveChisel, type ChiselCall } from './active.ts';
import { ChiselError, ChiselRefusal } from './errors.ts';
import { describeFailure } from './failure.ts';
import type { RunningChisel } from './running.ts';
import type { SourceInfo, Surroundings } from './surroundings.ts';

/** Live events come late by at most so much, in ns: only then the clock is believed. */
const quietNs = 3e8;

/** The chisels of a run: what they need together, and their calls. */
export class ChiselRunner {
  /** By event key: 1 where one of them can want the event. */
  readonly keys: Uint8Array = new Uint8Array(eventKeyCount);
  /** Every field that is read for them. */
  readonly fields: readonly BoundField[];
  /** {@link time} must be called for every event, also for those that pass no filter. */
  readonly watchesTime: boolean;
  /** Live: bytes of each buffer they want at least. */
  readonly snaplen: number;

  #active: readonly RunningChisel[];
  readonly #all: readonly RunningChisel[];
  readonly #around: Surroundings;
  #machine: Machine | undefined;
  #last = Number.NaN;
  #failed = false;
  readonly #causes: Promise<void>[] = [];

  constructor(calls: readonly ChiselCall[], around: Surroundings) {
    const active = calls.flatMap((call) => this.#prepare(call, around, calls.length === 1));
    this.#all = active;
    this.#active = active;
    this.#around = around;
    for (const { keys } of active) for (let key = 0; key < keys.length; key++) if (keys[key] === 1) this.keys[key] = 1;
    this.fields = active.flatMap(({ fields }) => fields);
    this.watchesTime = active.some(({ watchesTime }) => watchesTime);
    this.snaplen = Math.max(0, ...active.map(({ snaplen }) => snaplen));
  }

  /** A chisel that asks for what cannot be is left out where there are others. */
  #prepare(call: ChiselCall, around: Surroundings, alone: boolean): RunningChisel[] {
    try {
      return [call.link === undefined ? new ActiveChisel(call, around) : new ForeignChisel(call, call.link, around)];
    } catch (error) {
      if (alone || around.stopOnError || !(error instanceof Error)) throw error;
      this.#failed = true;
      around.warn(error instanceof ChiselError ? error.message : describeFailure(call.name, error));
      return [];
    }
  }

  /** Whether a chisel was stopped by an error of its own. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Command lines that chisels want to be run after the end. */
  get again(): readonly (readonly string[])[] {
    return this.#all.flatMap(({ again }) => again);
  }

  /** A source begins. */
  begin(machine: Machine, source: SourceInfo): void {
    this.#machine = machine;
    this.#last = Number.NaN;
    this.#each((chisel) => chisel.begin(machine, source));
  }

  /** Whether all of them have ended. */
  get over(): boolean {
    return this.#active.length === 0;
  }

  /** An event that passed the filter of the command line. False: a chisel wants the capture to end. */
  event(context: EventContext): boolean {
    const { time } = context.evt;
    if (this.watchesTime) this.time(time);
    else this.#last = time;
    const active = this.#active;
    for (let i = 0; i < active.length; i++) {
      const chisel = active[i]!;
      try {
        chisel.event(context);
      } catch (error) {
        this.#drop(chisel, error);
      }
      if (chisel.stopped) return false;
    }
    return true;
  }

  /** The time of an event, ns on the cursor's base. */
  time(time: number): void {
    if (!this.#machine!.hasBegun || time === this.#last) return;
    // Live the time of day may have been believed before events of the same moment came.
    if (this.#around.live && time < this.#last) return;
    this.#last = time;
    this.#each((chisel) => chisel.tick(time));
  }

  /** Live, while nothing happens and nothing waits: the time it is, on the cursor's base. An interval is over a little later than by events. */
  idle(now: number): void {
    if (Number.isNaN(this.#last) || now - this.#last < quietNs) return;
    this.time(now - quietNs);
  }

  /** The source ends. */
  end(): void {
    const first = this.#machine?.context.firstTime ?? 0;
    const last = Number.isNaN(this.#last) ? first : this.#last;
    this.#each((chisel) => chisel.end({ time: chisel.absolute(last), delta: last - first }));
  }

  /** Between two batches. */
  pause(): void {
    this.#each((chisel) => chisel.pause?.());
  }

  /** Everything ends. */
  async close(): Promise<void> {
    await Promise.all([...this.#all.map((chisel) => chisel.close()), ...this.#causes]);
  }

  #each(call: (chisel: RunningChisel) => void): void {
    for (const chisel of this.#active) {
      try {
        call(chisel);
      } catch (error) {
        this.#drop(chisel, error);
      }
    }
  }

  /** A chisel is over; the others go on, unless the user wants otherwise. */
  #drop(chisel: RunningChisel, error: unknown): void {
    this.#active = this.#active.filter((other) => other !== chisel);
    if (error instanceof ChiselRefusal) throw new ChiselRefusal(`chisel ${chisel.name}: ${error.message}`, error.hint);
    if (this.#around.stopOnError) throw new ChiselRefusal(describeFailure(chisel.name, error));
    this.#failed = true;
    if (chisel.cause === undefined) this.#around.warn(describeFailure(chisel.name, error));
    else {
      // Its worker tells only when tsdig does not wait any more.
      const told = chisel
        .cause()
        .then((cause) => this.#around.warn(describeFailure(chisel.name, cause === undefined ? error : new Error(cause))));
      this.#causes.push(told);
    }
  }
}
