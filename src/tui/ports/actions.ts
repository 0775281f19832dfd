/** Something that can be done with a row. */
export interface ListedAction {
  readonly key: string;
  readonly description: string;
  /** Exactly what is run; values of events are binary strings. undefined where the row lacks what it needs. */
  readonly argv: readonly string[] | undefined;
  /** It ends or changes something: asked about first. */
  readonly destructive: boolean;
  /** The process it is done to, where it is one. */
  readonly pid: number | undefined;
  /** Why it cannot be done; undefined: it can. */
  readonly refused: string | undefined;
}

/** What came of an action. */
export interface ActionResult {
  /** Standard output and error, as bytes. */
  readonly output: string;
  /** There was more of it. */
  readonly cut: boolean;
  /** `exit 0`, `SIGTERM sent`, `not found`. */
  readonly outcome: string;
  readonly failed: boolean;
}

/** What the menu of actions asks and does. */
export interface ActionsPort {
  list(rowKey: string): readonly ListedAction[];
  /** Never rejects. Ends early where `signal` says so. */
  run(action: ListedAction, signal: AbortSignal): Promise<ActionResult>;
}

/** Runs commands: the model decides what, whoever started the program how. */
export interface ActionRunner {
  /** What tells the process apart from a later one with its number; undefined where there is none. */
  identify(pid: number): ProcessIdentity | undefined;
  /** Rejects with nothing but a mistake of ours. `target`: refused where that process is not there any more. */
  run(argv: readonly string[], target: ProcessIdentity | undefined, signal: AbortSignal): Promise<ActionResult>;
}

/** A process and when it began. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Ticks since boot, as `/proc/PID/stat` has them: proc(5). */
  readonly startTicks: string;
  /** The same in ns since the epoch, to about a second. */
  readonly started_ns: bigint;
}
