import { type EventCursor, eventNumber, type InitialState } from '../event/index.ts';
import { CaptureDump, DumpFlag, type EventBlock, textEventBlock, timeless } from '../scap/index.ts';
import { HeldEnters } from './held-enters.ts';
import type { Identity } from './privileges.ts';
import type { Settings } from './settings.ts';

/** The file name that stands for standard output. */
const standardOutput = '-';

const containerEvent = eventNumber('PPME_CONTAINER_JSON_E');

/** What of the settings of a run says how it is recorded. */
export type RecorderSettings = Pick<Settings, 'writeFile' | 'compress' | 'rotation' | 'overwrite' | 'filter'> & {
  /** No file of the name may exist. */
  readonly exclusive?: boolean;
  /** Whose files are, where it is not whoever runs. */
  readonly owner?: Identity | undefined;
};

/** Writes the events of a run into a capture file, or into one after the other (`-w`). */
export class Recorder {
  readonly #dump: CaptureDump;
  readonly #stateFlag: number;
  readonly #enters = new HeldEnters();
  #snapshot: (() => InitialState) | undefined;
  #containers: (() => readonly string[]) | undefined;

  /**
   * Nothing is opened before {@link begin}.
   *
   * With a filter the file also gets the events that change state and are rejected, marked so that readers do not show
   * them: without them names would be missing, or wrong, in what does pass.
   */
  constructor(settings: RecorderSettings) {
    const path = settings.writeFile ?? standardOutput;
    this.#dump = new CaptureDump({
      path,
      ...(path === standardOutput && { fd: 1 }),
      gzip: settings.compress,
      limits: settings.rotation,
      overwrite: settings.overwrite,
      ...(settings.exclusive !== undefined && { exclusive: settings.exclusive }),
      owner: settings.owner,
      snapshot: () => this.#snapshot?.() ?? unknownState,
      preface: () => containerBlocks(this.#containers?.() ?? []),
    });
    this.#stateFlag = settings.filter === '' ? 0 : DumpFlag.stateOnly;
  }

  /** Whether files end at a limit, so that {@link turn} must be called. */
  get rotates(): boolean {
    return this.#dump.rotates;
  }

  /** Events written so far. */
  get events(): number {
    return this.#dump.events;
  }

  /** Bytes of all files so far. */
  get bytes(): number {
    return this.#dump.bytes;
  }

  /** Paths of the files begun so far. */
  get files(): readonly string[] {
    return this.#dump.files;
  }

  /**
   * Begins in the middle of a running source, of whose containers no event will tell any more.
   *
   * @param snapshot the state of the machine now and at any later time
   * @param containers the containers known then: the JSON of their events
   */
  join(snapshot: () => InitialState, containers: () => readonly string[]): void {
    this.#snapshot = snapshot;
    this.#containers = containers;
    this.#dump.begin(snapshot(), new Date(), containerBlocks(containers()));
  }

  /**
   * A source begins.
   *
   * @param snapshot the state of the machine at any later time, for the tables of further files
   * @param containers the containers known at any later time, for the same files: the JSON of their events
   */
  begin(state: InitialState, live: boolean, snapshot: () => InitialState, containers?: () => readonly string[]): void {
    this.#snapshot = snapshot;
    this.#containers = containers;
    if (this.#dump.files.length === 0) this.#dump.begin(state, live ? new Date() : undefined);
    else this.#dump.section(state);
  }

  /** The machine begins anew. */
  section(state: InitialState): void {
    this.#dump.section(state);
  }

  /** Called before the machine sees an event. */
  turn(evt: EventCursor): void {
    this.#dump.turn(evt);
  }

  /**
   * Copies an event that is to be shown, behind the enter it needs.
   *
   * @param tracer it is a write that marks a span
   */
  event(evt: EventCursor, block: EventBlock, tracer = false): void {
    if (this.#enters.any) {
      const enter = this.#enters.take(evt);
      if (enter !== undefined) this.#dump.event(enter, enter, this.#stateFlag);
    }
    this.#dump.event(evt, block, tracer ? DumpFlag.tracer : 0);
  }

  /** Copies a row of events just as they are, see `Batch.run`. */
  run(evt: EventCursor, blocks: EventBlock, count: number): void {
    this.#dump.event(evt, blocks, 0, count);
  }

  /** Keeps an enter that is not shown until it is known whether its exit is. */
  hiddenEnter(evt: EventCursor, block: EventBlock): void {
    this.#enters.hold(evt, block);
  }

  /** Copies an event that readers need but do not show. */
  state(evt: Pick<EventCursor, 'bytes'>, block: EventBlock, tracer = false): void {
    this.#dump.event(evt, block, tracer ? this.#stateFlag | DumpFlag.tracer : this.#stateFlag);
  }

  /** Called before the bytes of a batch change; what it gives is to be waited for. */
  pause(): Promise<void> | undefined {
    return this.#dump.endBatch();
  }

  close(): Promise<void> {
    return this.#dump.close();
  }
}

function containerBlocks(containers: readonly string[]): Buffer[] {
  return containers.map((json) => textEventBlock(containerEvent, json, timeless));
}

const unknownState: InitialState = { machine: undefined, interfaces: [], users: [], groups: [], threads: [], fdLists: [] };
