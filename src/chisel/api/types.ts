import type { BracketField, DottedField, FieldTypes, ParameterTypes } from './field-types.ts';
import type { Printable } from './paint.ts';

/**
 * The vocabulary of chisels. Nothing here knows the engine: a chisel sees plain values and what is in {@link Run}, so that
 * the same chisel runs inside tsdig or, where it comes from somebody else, in a worker of its own.
 */

/** A field a chisel can read: its name and, where it takes one, its argument: `proc.aname[2]`, `evt.rawarg.res`. */
export type FieldName =
  | keyof FieldTypes
  | `evt.arg.${keyof ParameterTypes}`
  | `evt.rawarg.${keyof ParameterTypes}`
  | `${BracketField}[${string}]`
  | `${DottedField}.${string}`;

/** What a field gives, where the event has it. Text is one character a byte, see docs/chisels.md. */
export type FieldValue = string | number | bigint | boolean;

type ValueOf<Name extends string> = Name extends keyof FieldTypes
  ? FieldTypes[Name]
  : Name extends `evt.rawarg.${infer Parameter}`
    ? Parameter extends keyof ParameterTypes
      ? ParameterTypes[Parameter]
      : FieldValue
    : Name extends `${infer Field}[${string}]`
      ? Field extends keyof FieldTypes
        ? FieldTypes[Field]
        : string
      : string;

/** `proc` of `proc.name`. */
type ClassOf<Name extends string> = Name extends `${infer Class}.${string}` ? Class : never;

/**
 * The current event with the fields a chisel asked for, by class and the rest of the name: `event.proc.name`,
 * `event.evt['rawarg.res']`. One object serves all events: values may be kept, the event may not.
 */
export type EventOf<Names extends string> = EventBase & {
  readonly [Class in ClassOf<Names>]: {
    readonly [Name in Names as Name extends `${Class}.${infer Rest}` ? Rest : never]: ValueOf<Name> | undefined;
  };
};

/** What every event has, whatever fields were asked for. */
export interface EventBase {
  /** Its number in the capture, from 1. */
  readonly num: number;
  /** ns since the first event of the capture. */
  readonly time: number;
  readonly cpu: number;
  /** Id of the thread, as the host sees it. */
  readonly tid: number;
  /** The value of the field at this place of `fields`: for fields that are only known at run time. */
  at(index: number): FieldValue | undefined;
}

/** One argument of a chisel. They are given in one word, separated by blanks, in the order of the definition. */
export interface ArgumentDefinition {
  readonly type: 'string' | 'int' | 'ipv4' | 'filter';
  readonly description: string;
  /** May be left out. All that follow it must be optional too. */
  readonly optional?: boolean;
}

export type ArgumentTable = Readonly<Record<string, ArgumentDefinition>>;

/** The arguments as the chisel gets them: numbers for `int`, text for all others. */
export type ArgumentValues<Arguments extends ArgumentTable> = {
  readonly [Name in keyof Arguments]:
    | (Arguments[Name]['type'] extends 'int' ? number : string)
    | (Arguments[Name]['optional'] extends true ? undefined : never);
};

/** What is known before the first event: what filters, fields and the rest of a definition may depend on. */
export interface Setup<Arguments extends ArgumentTable = ArgumentTable> {
  readonly args: ArgumentValues<Arguments>;
  /** Container columns are wanted (`-pc`, `-pk`, `-pm`). */
  readonly containers: boolean;
  /** The output is to be JSON (`-j`). */
  readonly json: boolean;
  /** Nothing is to be cut (`-v`). */
  readonly verbose: boolean;
  /** Events happen while they are read. */
  readonly live: boolean;
  /** The filter of the command line, '' for none. */
  readonly filter: string;
  /** What the output is. */
  readonly terminal: TerminalInfo;
}

export interface TerminalInfo {
  /** Whether it is a terminal at all. */
  readonly isTerminal: boolean;
  /** Whether painted text is painted: a terminal, and the user did not refuse (`NO_COLOR`). */
  readonly colours: boolean;
  /** In characters; 80 and 24 where it is no terminal. */
  readonly width: number;
  readonly height: number;
}

/** The machine a capture was made on; undefined where it does not say. */
export interface MachineInfo {
  readonly cpus: number;
  readonly memoryBytes: bigint;
  readonly maxPid: bigint;
  readonly hostname: string;
}

/** A thread as it is now. Unknown numbers are -1, unknown text ''. */
export interface ThreadInfo {
  readonly tid: number;
  readonly pid: number;
  readonly ptid: number;
  readonly comm: string;
  readonly exe: string;
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly flags: number;
  readonly uid: number;
  readonly gid: number;
  /** Name of the user, `<NA>` where nobody is known. */
  readonly user: string;
  readonly containerId: string;
  readonly fdLimit: number;
  /** Live threads of the process beside the main thread. */
  readonly childCount: number;
  /** KiB. */
  readonly vmSize: number;
  readonly vmRss: number;
  readonly vmSwap: number;
  readonly pfMajor: number;
  readonly pfMinor: number;
  /** Birth, ns since 1970; 0n where it was not seen. */
  readonly cloneTime: bigint;
  /** Whether it is the first thread of its process, or shares no fds with it: such threads have the fds. */
  readonly isMain: boolean;
  readonly fds: readonly FdInfo[];
}

/** An open fd of a thread. */
export interface FdInfo {
  readonly num: number;
  readonly name: string;
  /** As `fd.type` shows it; undefined for a kind that has no name. */
  readonly type: string | undefined;
  /** As `fd.typechar` shows it. */
  readonly typeChar: string | undefined;
  /** Addresses and ports of a socket, where they are known. */
  readonly socket: SocketInfo | undefined;
}

export interface SocketInfo {
  readonly client: string;
  readonly clientPort: number;
  readonly server: string;
  readonly serverPort: number;
  /** `tcp`, `udp`, `icmp`, `raw`, or undefined. */
  readonly protocol: string | undefined;
  /** A socket that waits for connections. */
  readonly listens: boolean;
  /** Whether this machine is the server; undefined where it is not known. */
  readonly isServer: boolean | undefined;
}

export interface ContainerInfo {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** `docker`, `podman` ... */
  readonly type: string;
}

/** A moment at which a chisel is called beside events. */
export interface Moment {
  /** ns since 1970. */
  readonly time: bigint;
  /** ns since the moment before; at the first moment, and at the end, since the first event. */
  readonly delta: number;
}

/** Steers a terminal. Does nothing where the output is none. */
export interface Screen {
  clear(): void;
  /** To the upper left corner. */
  home(): void;
  up(lines: number): void;
  /** Shown again at the end by itself. */
  hideCursor(): void;
  showCursor(): void;
}

/** Which threads {@link Run.threads} gives. */
export interface ThreadQuery {
  /** Only threads of which the filter matches an fd or, where they have none, the thread itself; of the fds only those that match. */
  readonly filter?: string | undefined;
  /** Without fds, which is cheaper. */
  readonly withoutFds?: boolean;
}

/** A chisel while it runs: its state, its output, and what it may ask. */
export interface Run<Arguments extends ArgumentTable = ArgumentTable, State = unknown> extends Setup<Arguments> {
  /** What `state` of the definition gave. */
  readonly state: State;

  /** Prints one line. Line ends and all else that could steer a terminal are shown instead of done, where there is one. */
  print(...parts: readonly Printable[]): void;
  /** The same without a line end, and keeping line ends and tabs that are in the text. */
  write(...parts: readonly Printable[]): void;
  /** Prints a value as one line of JSON; text is read as UTF-8, bigints become text. */
  printJson(value: unknown): void;
  /** Says something beside the output, on stderr. */
  log(text: string): void;
  readonly screen: Screen;

  /** The machine of the capture. */
  readonly machine: MachineInfo | undefined;
  threads(query?: ThreadQuery): readonly ThreadInfo[];
  containerTable(): readonly ContainerInfo[];
  /** The file that is read, or the kind of live source. */
  readonly source: string;
  /** How much of a file is read, 0 to 100; undefined live. */
  progress(): number | undefined;
  /** Times of the first and the last event so far, ns since 1970; the last one exactly only with `exactSpan`. */
  readonly firstTime: bigint;
  readonly lastTime: bigint;
  /** Time of day of a moment, as `evt.time.s` shows it. */
  clock(time: bigint): string;

  /** Ends the capture after this event: `onEnd` follows. */
  stop(): void;
  /** Ends everything with a message on stderr: for arguments and surroundings the chisel cannot work with. */
  fail(message: string, hint?: string): never;
  /** Has tsdig run once more, after the end, with these words as its command line. */
  again(words: readonly string[]): void;
  /** Somebody to send datagrams to. */
  udp(host: string, port: number): { send(text: string): void };
  /** A measurement: one line of the output, JSON with `-j`. */
  metric(name: string, value: number, tags?: Readonly<Record<string, string>>): void;
}

/** How buffers are written by `format` and by `evt.arg.data` and the like. */
export type BufferMode = 'dotted' | 'ascii' | 'hex' | 'hexAscii' | 'base64';

/** A value, or how it follows from arguments and surroundings. */
export type Given<Arguments extends ArgumentTable, Value> = Value | ((setup: Setup<Arguments>) => Value);

/**
 * A chisel: a little program over the events of a capture. It says what it needs; only that is captured, read and handed
 * over.
 */
export interface ChiselDefinition<Arguments extends ArgumentTable = ArgumentTable, Names extends string = string, State = unknown> {
  /** One line for `-cl`. */
  readonly summary: string;
  /** The whole story, for `-i`; the summary where missing. */
  readonly description?: string;
  /** Heading in `-cl`: `I/O`, `Net`, `Security` ... */
  readonly category: string;
  /** Not in `-cl`. */
  readonly hidden?: boolean;
  readonly args?: Arguments;
  /** Fields that `onEvent` reads, checked by the compiler. A function gives names that hang on arguments. */
  readonly fields?: readonly Names[] | ((setup: Setup<Arguments>) => readonly string[]);
  /** Only events that pass are handed over, of those that pass the filter of the command line. '' or undefined: all. */
  readonly filter?: Given<Arguments, string | undefined>;
  /** Events that lack one of `fields` are of no use, and need not be handed over. */
  readonly onlyComplete?: boolean;
  /** Each event is printed so, unless `onEvent` gives false: text with %fields, as for `-p`. */
  readonly format?: Given<Arguments, string | undefined>;
  /** How buffers are written, unless the user chose (`-A`, `-x` ...). */
  readonly buffers?: Given<Arguments, BufferMode | undefined>;
  /** Live: bytes of each buffer to capture, at least. */
  readonly snaplen?: number;
  /**
   * ms of event time between two calls of `onInterval`: at the first event of each interval by the clock, but for the one
   * in which the capture begins. `exact`: counted from the first event, and also for each interval without an event.
   */
  readonly interval?: Given<Arguments, number | { readonly ms: number; readonly exact: true } | undefined>;
  /** `delta` and `lastTime` at the end are those of all events, also of those that passed no filter. Costs speed. */
  readonly exactSpan?: boolean;
  /** Makes what the chisel keeps between calls: `run.state`. Called once, before anything else. */
  readonly state?: (setup: Setup<Arguments>) => State;
  /** Called when a capture begins, before its first event. */
  onStart?(run: Run<Arguments, State>): void;
  /** Called for each event that passes. False: it is not printed with `format`. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most chisels return nothing.
  onEvent?(event: EventOf<Names>, run: Run<Arguments, State>): boolean | void;
  onInterval?(run: Run<Arguments, State>, moment: Moment): void;
  /** Called at the end of a capture: of a file, or when the user ends it. */
  onEnd?(run: Run<Arguments, State>, moment: Moment): void;
}

/** Any chisel, where its own types do not matter. */
// biome-ignore lint/suspicious/noExplicitAny: parameters of methods are compared both ways; nothing else fits all definitions.
export type Chisel = ChiselDefinition<any, any, any>;
