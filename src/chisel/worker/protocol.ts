import type {
  ArgumentTable,
  BufferMode,
  ContainerInfo,
  FieldValue,
  MachineInfo,
  Moment,
  Printable,
  ThreadInfo,
  ThreadQuery,
} from '../api/index.ts';

/**
 * What tsdig and the worker of a foreign chisel say to each other. tsdig calls, the worker answers; while it works on a
 * call it may ask for tables. All of it is plain data.
 */

/** What a chisel says of itself. */
export interface Description {
  readonly summary: string;
  readonly description: string | undefined;
  readonly category: string;
  readonly hidden: boolean;
  readonly args: ArgumentTable;
}

/** What it wants, once its arguments are known. */
export interface Wishes {
  readonly fields: readonly string[];
  readonly onlyComplete: boolean;
  readonly filter: string;
  readonly format: string | undefined;
  readonly buffers: BufferMode | undefined;
  readonly snaplen: number;
  readonly interval: number | { readonly ms: number; readonly exact: true } | undefined;
  readonly exactSpan: boolean;
  readonly takesEvents: boolean;
}

/** The setup of a chisel, as data. */
export interface SetupData {
  readonly args: Readonly<Record<string, string | number | undefined>>;
  readonly containers: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly live: boolean;
  readonly filter: string;
  readonly terminal: { readonly isTerminal: boolean; readonly colours: boolean; readonly width: number; readonly height: number };
}

/** What of the capture `run` shows. */
export interface CaptureData {
  readonly machine: MachineInfo | undefined;
  readonly source: string;
  readonly progress: number | undefined;
  readonly firstTime: bigint;
  readonly lastTime: bigint;
  readonly width: number;
  readonly height: number;
}

/** Values before the fields in the row of an event: number, time, CPU, thread. */
export const rowHead = 4;

export type Call =
  | { readonly call: 'load'; readonly file: string; readonly api: string }
  | { readonly call: 'prepare'; readonly setup: SetupData }
  | { readonly call: 'start'; readonly capture: CaptureData }
  /** Rows one behind the other, each {@link rowHead} numbers and the fields. */
  | { readonly call: 'events'; readonly rows: readonly (FieldValue | undefined)[]; readonly capture: CaptureData }
  | { readonly call: 'interval'; readonly moment: Moment; readonly capture: CaptureData }
  | { readonly call: 'end'; readonly moment: Moment; readonly capture: CaptureData };

/** Something a chisel did, in order. */
export type Deed =
  | { readonly deed: 'print' | 'write'; readonly parts: readonly Printable[] }
  /** The event of this row is printed with the format. */
  | { readonly deed: 'format'; readonly row: number }
  | { readonly deed: 'json'; readonly value: unknown }
  | { readonly deed: 'log'; readonly text: string }
  | { readonly deed: 'screen'; readonly what: 'clear' | 'home' | 'hideCursor' | 'showCursor' | 'up'; readonly lines: number }
  | { readonly deed: 'again'; readonly words: readonly string[] }
  | { readonly deed: 'stop' };

export type Answer =
  | {
      readonly answer: 'done';
      readonly value: unknown;
      readonly deeds: readonly Deed[];
      /** Bytes it holds beside the memory of the language, in buffers. */
      readonly buffers: number;
    }
  | {
      readonly answer: 'failed';
      readonly line: string;
      readonly refusal: boolean;
      readonly hint: string | undefined;
      readonly deeds: readonly Deed[];
    }
  | { readonly answer: 'threads'; readonly query: ThreadQuery }
  | { readonly answer: 'containers' };

export type Tables = readonly ThreadInfo[] | readonly ContainerInfo[];
