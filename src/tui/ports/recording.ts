import type { Outcome, Refusal } from '../port.ts';

/** What is to be recorded, and into which file. */
export interface RecordingWishes {
  /** A file that does not exist yet. */
  readonly path: string;
  /** Only events that pass all filters of what is shown; else all that happens. */
  readonly filtered: boolean;
  /** Bytes at which a further file is begun; undefined: one file. */
  readonly fileBytes: number | undefined;
  /** Bytes of payload of each event. */
  readonly snaplen: number;
  /** Seconds before now that it begins with, as far as they are kept; undefined: all that is kept. */
  readonly past_s: number | undefined;
}

export interface RecordingState {
  readonly path: string;
  readonly seconds: number;
  readonly bytes: number;
}

/** What a recording has become. */
export interface EndedRecording {
  /** The first file. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  readonly events: number;
  /** Events that were lost meanwhile. */
  readonly drops: number;
}

/** Writing what happens into a capture file, while it is looked at. */
export interface RecordingPort {
  /** undefined: none is running. */
  state(): RecordingState | undefined;
  /** Why the last one ended by itself; undefined: it did not, or somebody has seen it. */
  failure(): string | undefined;
  /** Somebody has seen {@link failure}. */
  acknowledge(): void;
  /** What is recorded without a filter: `all`, or `all of process 123` where nothing else is captured. */
  readonly everything: string;
  /** Bytes of payload that events have now. */
  readonly snaplen: number;
  /** A name that no file has. */
  suggestedPath(): string;
  start(wishes: RecordingWishes): Promise<Outcome>;
  /** Ends it, all on the disk. undefined: none was running. */
  stop(): Promise<EndedRecording | Refusal | undefined>;
}
