import { rmSync } from 'node:fs';
import type { EventStore } from '../../chisel/view/index.ts';
import { type EventCursor, EventFlag, eventFlags, eventTable } from '../../event/index.ts';
import type { EventContext, EventPredicate, Machine } from '../../machine/index.ts';
import type { EventBlock } from '../../scap/index.ts';
import { hasExit } from '../capture.ts';
import { nowMs } from '../clock.ts';
import type { Identity } from '../privileges.ts';
import { Recorder } from '../recorder.ts';
import { Backlog } from './backlog.ts';

export interface RecordingOptions {
  readonly path: string;
  /** Which events; undefined: all. */
  readonly passes: EventPredicate | undefined;
  /** Bytes at which a further file is begun; undefined: one file. */
  readonly fileBytes: number | undefined;
  readonly machine: Machine;
  /** The past it begins with: what is kept from a time on, on the base of the store; undefined: it begins now. */
  readonly past?: { readonly store: EventStore; readonly since: number } | undefined;
  /** Whose file it is, where it is not whoever runs. */
  readonly owner: Identity | undefined;
  /** Called once where it cannot go on; what was written until then stays. */
  readonly onFailure: (error: unknown) => void;
}

/** What of the past is written at a time, ms: the screen and the kernel wait so long. */
const backlogMs = 12;
/** The same for the first of it, which is what goes next where memory is full. */
const firstBacklogMs = 60;

/** A capture file that is written while events come in for a table: begun and ended in the middle of them. */
export class Recording {
  readonly #options: RecordingOptions;
  readonly #recorder: Recorder;
  readonly #since = nowMs();
  #failed = false;
  /** What is still to be written before events are written as they come. */
  #backlog: Backlog | undefined;
  #lost = 0;

  /** @throws OutputError where no such file can be made; none is left then */
  constructor(options: RecordingOptions) {
    const { machine, path, fileBytes, passes, owner, past } = options;
    this.#options = options;
    this.#recorder = new Recorder({
      writeFile: path,
      compress: false,
      rotation: fileBytes === undefined ? {} : { bytes: fileBytes },
      overwrite: false,
      exclusive: true,
      filter: passes === undefined ? '' : 'a filter',
      owner,
    });
    this.#backlog = past && new Backlog({ ...past, recorder: this.#recorder, passes });
    try {
      this.#recorder.join(
        () => this.#backlog?.state() ?? machine.snapshot(),
        () => machine.describedContainers(),
      );
    } catch (error) {
      // It was made by this call, and holds nothing that anybody could use.
      for (const made of this.#recorder.files) rmSync(made, { force: true });
      void this.#recorder.close().catch(() => undefined);
      throw error;
    }
  }

  get path(): string {
    return this.#options.path;
  }

  get files(): readonly string[] {
    return this.#recorder.files;
  }

  get seconds(): number {
    return (nowMs() - this.#since) / 1000;
  }

  get bytes(): number {
    return this.#recorder.bytes;
  }

  get events(): number {
    return this.#recorder.events;
  }

  /** To be called once, where failures are heard of: writes the oldest of the past. */
  begin(): void {
    this.#catchUp(firstBacklogMs);
  }

  /** Events of the past that went before they were written. */
  get lost(): number {
    return this.#lost;
  }

  /** Before the machine sees an event: without a filter all are copied as they are. */
  turn(evt: EventCursor, block: EventBlock): void {
    if (this.#backlog !== undefined) return;
    this.#try(() => {
      this.#recorder.turn(evt);
      if (this.#options.passes === undefined) this.#recorder.event(evt, block);
    });
  }

  /** An event as the machine knows it: with a filter the one that passes is copied, and of the others what readers need. */
  event(context: EventContext, block: EventBlock): void {
    const { passes, machine } = this.#options;
    if (passes === undefined || this.#backlog !== undefined) return;
    this.#try(() => {
      const { stored } = machine;
      if (passes(context)) this.#recorder.event(stored, block, context.evt !== stored);
      else if ((eventFlags[stored.type]! & EventFlag.MODIFIES_STATE) !== 0 || context.evt !== stored) this.state(context, block);
      else if (hasExit(eventTable[stored.type]!)) this.#recorder.hiddenEnter(stored, block);
    });
  }

  /** An event that is never shown, and is needed all the same. */
  state(context: EventContext, block: EventBlock): void {
    const { passes, machine } = this.#options;
    if (this.#backlog !== undefined) this.#backlog.putAside(machine.stored, block);
    else if (passes !== undefined) this.#try(() => this.#recorder.state(machine.stored, block, context.evt !== machine.stored));
  }

  /** Called before the bytes of a batch change. */
  pause(): void {
    this.#catchUp(backlogMs);
    // Files that are not packed never ask for patience.
    this.#try(() => void this.#recorder.pause());
  }

  /** Writes what is still to be written. Rejects with an OutputError; where it failed before it only closes. */
  async close(): Promise<void> {
    this.#catchUp(Number.POSITIVE_INFINITY);
    try {
      await this.#recorder.close();
    } catch (error) {
      if (!this.#failed) throw error;
    }
  }

  #catchUp(ms: number): void {
    const backlog = this.#backlog;
    if (backlog === undefined) return;
    this.#try(() => {
      if (!backlog.catchUp(ms)) return;
      this.#backlog = undefined;
      this.#lost = backlog.lost;
    });
  }

  #try(write: () => void): void {
    if (this.#failed) return;
    try {
      write();
    } catch (error) {
      this.#failed = true;
      this.#options.onFailure(error);
    }
  }
}
