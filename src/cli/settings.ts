import type { BufferMode, TimeMode } from '../field/index.ts';
import type { RotationLimits } from '../scap/index.ts';

/** Which layout `-p` chose: a preset by name, or the user's own text. */
export type FormatChoice = { readonly preset: 'default' | 'container' | 'kubernetes' | 'mesos' } | { readonly text: string };

/** What the command line asked for. */
export interface Settings {
  help: boolean;
  version: boolean;
  listFields: boolean;
  listFieldsMarkdown: boolean;
  listEvents: boolean;
  libsVersion: boolean;
  /** Print the default format and end (`-pp`). */
  showFormat: boolean;
  verbose: boolean;
  quiet: boolean;
  json: boolean;
  debug: boolean;
  unbuffered: boolean;
  summary: boolean;
  /** The filter decides what is printed, after the machine has seen everything. */
  displayFilter: boolean;
  /** Files to read, in turn; live capture where empty. */
  readonly files: string[];
  /** What to trace side by side, as it was written: `live`, `bpftrace`, `bpftrace:SCRIPT`. The kernel where empty. */
  readonly inputs: string[];
  writeFile: string | undefined;
  compress: boolean;
  maxEvents: number | undefined;
  /** Bytes of each I/O buffer to capture, live. */
  snaplen: number;
  format: FormatChoice;
  /** Say what is decided where, and end. */
  explain: boolean;
  /** Live: bytes a CPU that wait for being read, at least; undefined: by the machine. */
  bufferBytes: number | undefined;
  /** More lost events than this are a failure. */
  maxDrops: DropLimit | undefined;
  /** Container columns wanted (`-pc`, `-pk`). */
  containerColumns: boolean;
  bufferMode: BufferMode;
  timeMode: TimeMode;
  /** Names instead of port numbers. */
  resolvePorts: boolean;
  /** Progress on stderr while files are read. */
  progress: boolean;
  /** End after so many seconds of event time. */
  maxSeconds: number | undefined;
  /** No tables of users and groups. */
  excludeUsers: boolean;
  /** Command names whose processes, and their children, are left out. */
  readonly suppressed: string[];
  /** With -w: process and fd tables hold only what the filter matches. */
  filterTables: boolean;
  /** With -w: when a new file is begun. */
  readonly rotation: Rotation;
  /** With -w: a former run's files of a rotation may be overwritten. */
  overwrite: boolean;
  /** Go on behind damage in a file. */
  recover: boolean;
  /** Sockets of container runtimes to ask, live, instead of the usual ones. */
  criPaths: string[] | undefined;
  /** How long such a runtime may take for an answer, ms. */
  criTimeoutMs: number | undefined;
  /** Live: who to become once rights are not needed any more, a name or number; who called sudo where undefined. */
  user: string | undefined;
  /** Live: keep the rights of root. */
  noDrop: boolean;
  /** Live: page faults too. */
  pageFaults: boolean;
  /** Options that were given and are about the running machine. */
  readonly liveOnly: string[];
  /** Options that were given and do nothing: said on stderr, for nobody to rely on them. */
  readonly withoutEffect: string[];
  /** Chisels to run, in this order. */
  readonly chisels: ChiselChoice[];
  /** What happens when a chisel fails: the others go on, or everything ends. */
  chiselErrors: 'go-on' | 'stop';
  /** List the chisels (`-cl`). */
  listChisels: boolean;
  /** Say everything about this chisel. */
  aboutChisel: string | undefined;
  /** Operands joined with one space. */
  filter: string;
}

/** How many events may be lost: a number, or a share of all in percent. */
export type DropLimit = { readonly events: number } | { readonly percent: number };

/** A chisel the command line names. */
export interface ChiselChoice {
  readonly name: string;
  /** The word with its arguments; undefined where it takes none. */
  readonly argument: string | undefined;
}

/** Limits of a rotation while options build them up. */
export type Rotation = { -readonly [Limit in keyof RotationLimits]: RotationLimits[Limit] };

/** The settings of a bare `tsdig`. */
export function defaultSettings(): Settings {
  return {
    help: false,
    version: false,
    listFields: false,
    listFieldsMarkdown: false,
    listEvents: false,
    libsVersion: false,
    showFormat: false,
    verbose: false,
    quiet: false,
    json: false,
    debug: false,
    unbuffered: false,
    summary: false,
    displayFilter: false,
    files: [],
    inputs: [],
    writeFile: undefined,
    compress: false,
    maxEvents: undefined,
    snaplen: 80,
    format: { preset: 'default' },
    explain: false,
    bufferBytes: undefined,
    maxDrops: undefined,
    containerColumns: false,
    bufferMode: 'dotted',
    timeMode: 'h',
    resolvePorts: false,
    progress: false,
    maxSeconds: undefined,
    excludeUsers: false,
    suppressed: [],
    filterTables: false,
    rotation: {},
    overwrite: false,
    recover: false,
    criPaths: undefined,
    criTimeoutMs: undefined,
    user: undefined,
    noDrop: false,
    pageFaults: false,
    liveOnly: [],
    withoutEffect: [],
    chisels: [],
    chiselErrors: 'go-on',
    listChisels: false,
    aboutChisel: undefined,
    filter: '',
  };
}
