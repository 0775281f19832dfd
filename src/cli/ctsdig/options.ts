import type { BufferMode } from '../../field/index.ts';
import { UsageError } from '../errors.ts';
import type { RetiredOption } from '../options.ts';
import type { PrintMode, ViewSettings } from './settings.ts';

/** One option of ctsdig: everything about it, and the only place where it is said. */
export interface ViewOption {
  readonly name: string;
  readonly short?: string;
  /** Takes a value; the word that stands for it in the help. */
  readonly value?: string;
  readonly group: ViewOptionGroup;
  readonly doc: string;
  /** Takes the option into the settings. Throws {@link UsageError} on a value that makes no sense. */
  apply(settings: ViewSettings, value: string, second?: string): void;
}

/** Headings of the help, in its order. */
export const viewOptionGroups = [
  'Where events come from',
  'What is shown',
  'The terminal view',
  'Without the terminal view',
  'Lists and help',
] as const;
type ViewOptionGroup = (typeof viewOptionGroups)[number];

/** ms; a shorter one would show little more than noise. */
export const delayMin = 100;

const colorWishes = ['never', 'auto', '16', '256', 'truecolor'] as const;

/** All options of `ctsdig`, in the order of the help. */
export const viewOptions: readonly ViewOption[] = [
  {
    name: 'read',
    short: 'r',
    value: 'FILE',
    group: 'Where events come from',
    doc: 'Read events from a capture file (gzip is recognised), - for standard input, instead of the running kernel.',
    apply: (settings, value) => {
      settings.file = value;
    },
  },
  {
    name: 'numevents',
    short: 'n',
    value: 'N',
    group: 'Where events come from',
    doc: 'End the capture after N events.',
    apply: (settings, value) => {
      settings.maxEvents = wholeNumber('-n', value, 1);
    },
  },
  {
    name: 'snaplen',
    short: 's',
    value: 'BYTES',
    group: 'Where events come from',
    doc: 'Live: how many bytes of each read or written buffer are captured (default 80).',
    apply: (settings, value) => {
      settings.snaplen = wholeNumber('-s', value, 0, 65_000);
    },
  },
  {
    name: 'exclude-users',
    short: 'E',
    group: 'Where events come from',
    doc: 'Keep no tables of users and groups.',
    apply: (settings) => {
      settings.excludeUsers = true;
    },
  },
  {
    name: 'memory',
    value: 'MIB',
    group: 'Where events come from',
    doc: 'Files: how much memory their events may take in the terminal view (default 512); what finds no room is read from the file again when it is asked for.',
    apply: (settings, value) => {
      settings.memoryMiB = wholeNumber('--memory', value, 16, 1_048_576);
    },
  },
  {
    name: 'history',
    value: 'MINUTES',
    group: 'Where events come from',
    doc: 'Live: how many minutes are kept for going back (default 5).',
    apply: (settings, value) => {
      settings.live.historyMinutes = wholeNumber('--history', value, 1, 1440);
    },
  },
  {
    name: 'history-memory',
    value: 'MIB',
    group: 'Where events come from',
    doc: 'Live: how much memory they may take (default 128); where it is not enough, fewer minutes are kept.',
    apply: (settings, value) => {
      settings.live.historyMiB = wholeNumber('--history-memory', value, 16, 16_384);
    },
  },
  {
    name: 'user',
    value: 'USER',
    group: 'Where events come from',
    doc: 'Live, as root: become this user, by name or number, once capture runs; without it, the one who called sudo.',
    apply: (settings, value) => {
      settings.live.user = value;
    },
  },
  {
    name: 'no-drop',
    group: 'Where events come from',
    doc: 'Live, as root: keep the rights of root while events are read.',
    apply: (settings) => {
      settings.live.noDrop = true;
    },
  },
  {
    name: 'cri',
    value: 'PATH',
    group: 'Where events come from',
    doc: 'Live: ask the container runtime at this socket, instead of the usual ones of runtimes that speak CRI. May be given several times.',
    apply: (settings, value) => {
      settings.live.criPaths = [...(settings.live.criPaths ?? []), value];
    },
  },
  {
    name: 'cri-timeout',
    value: 'MS',
    group: 'Where events come from',
    doc: 'Live: how long such a runtime may take for an answer (default 1000).',
    apply: (settings, value) => {
      settings.live.criTimeoutMs = wholeNumber('--cri-timeout', value, 1, 60_000);
    },
  },
  ...['logfile'].map(
    (name): ViewOption => ({
      name,
      value: 'VALUE',
      group: 'Where events come from',
      doc: 'Accepted as csysdig does, without effect.',
      apply: (settings) => settings.withoutEffect.push(`--${name}`),
    }),
  ),
  ...['large-environment', 'page-faults', 'force-term-compat'].map(
    (name): ViewOption => ({
      name,
      group: 'Where events come from',
      doc: 'Accepted as csysdig does, without effect.',
      apply: (settings) => settings.withoutEffect.push(`--${name}`),
    }),
  ),
  {
    name: 'diff',
    value: 'A B',
    group: 'What is shown',
    doc: 'Two capture files beside each other: what is more, less, new and gone in B; as JSON with --json.',
    apply: (settings, value, second) => {
      if (second === undefined) throw new UsageError('--diff takes two capture files: --diff A.scap B.scap');
      settings.diff = [value, second];
    },
  },
  {
    name: 'view',
    short: 'v',
    value: 'VIEW',
    group: 'What is shown',
    doc: 'Begin with the view of this id; --list-views lists them.',
    apply: (settings, value) => {
      settings.view = value;
    },
  },
  {
    name: 'print',
    short: 'p',
    value: 'c',
    group: 'What is shown',
    doc: '-pc shows the containers of processes, files and connections in columns of their own.',
    apply: (settings, value) => {
      if (value !== 'c' && value !== 'container') throw new UsageError(`-p takes c or container, not '${value}'`);
      settings.containerColumns = true;
    },
  },
  {
    name: 'delay',
    short: 'd',
    value: 'MS',
    group: 'What is shown',
    doc: `Live: ms between two samples (default 2000, at least ${delayMin}).`,
    apply: (settings, value) => {
      settings.delayMs = wholeNumber('-d', value, delayMin);
    },
  },
  {
    name: 'resolve-ports',
    short: 'R',
    group: 'What is shown',
    doc: 'Show names instead of port numbers.',
    apply: (settings) => {
      settings.resolvePorts = true;
    },
  },
  {
    name: 'sortingcol',
    value: 'N',
    group: 'What is shown',
    doc: 'Sort by the column N, counted from 1.',
    apply: (settings, value) => {
      settings.sortingColumn = wholeNumber('--sortingcol', value, 1);
    },
  },
  {
    name: 'ascii',
    group: 'The terminal view',
    doc: 'Draw with ASCII characters only; so it is anyway where the locale is not UTF-8.',
    apply: (settings) => {
      settings.ascii = true;
    },
  },
  {
    name: 'no-mouse',
    group: 'The terminal view',
    doc: 'Leave the mouse to the terminal, for selecting text.',
    apply: (settings) => {
      settings.mouse = false;
    },
  },
  {
    name: 'read-only',
    group: 'The terminal view',
    doc: 'Offer nothing that changes the machine.',
    apply: (settings) => {
      settings.readOnly = true;
    },
  },
  {
    name: 'keys',
    value: 'NAME',
    group: 'The terminal view',
    doc: 'csysdig: live, the letters of actions work in the table, each with a question. default: only in the menu (F8).',
    apply: (settings, value) => {
      if (value !== 'csysdig' && value !== 'default') throw new UsageError(`--keys takes csysdig or default, not '${value}'`);
      settings.actionKeys = value === 'csysdig';
    },
  },
  {
    name: 'theme',
    value: 'NAME',
    group: 'The terminal view',
    doc: 'Colours: default, light, mono or high-contrast.',
    apply: (settings, value) => {
      settings.theme = value;
    },
  },
  {
    name: 'color',
    value: 'WHEN',
    group: 'The terminal view',
    doc: 'never, 16, 256 or truecolor: so many colours. auto: as many as the terminal has, none where NO_COLOR is set.',
    apply: (settings, value) => {
      const found = colorWishes.find((wish) => wish === value);
      if (found === undefined) throw new UsageError(`--color takes one of ${colorWishes.join(', ')}, not '${value}'`);
      settings.color = found;
    },
  },
  {
    name: 'screen-reader',
    group: 'The terminal view',
    doc: 'Write lines instead of a screen, and only when a key asks for them; Ctrl-L writes all. So it is where INK_SCREEN_READER=true.',
    apply: (settings) => {
      settings.screenReader = true;
    },
  },
  {
    name: 'reduced-motion',
    group: 'The terminal view',
    doc: 'Draw and play in few, slow steps.',
    apply: (settings) => {
      settings.reducedMotion = true;
    },
  },
  {
    name: 'once',
    group: 'Without the terminal view',
    doc: 'Print the rows of one sample (of a file: of the whole file) and end. So it is anyway where the output is no terminal.',
    apply: (settings) => print(settings, 'plain'),
  },
  {
    name: 'samples',
    value: 'N',
    group: 'Without the terminal view',
    doc: 'Live: print N samples, one every -d ms, and end (default 1).',
    apply: (settings, value) => {
      settings.live.samples = wholeNumber('--samples', value, 1);
    },
  },
  {
    name: 'raw',
    group: 'Without the terminal view',
    doc: 'The same, as csysdig calls it.',
    apply: (settings) => print(settings, 'plain'),
  },
  {
    name: 'csv',
    group: 'Without the terminal view',
    doc: 'Print the rows as CSV (RFC 4180) and end. Cells that a spreadsheet would take for a formula begin with an apostrophe.',
    apply: (settings) => print(settings, 'csv'),
  },
  {
    name: 'csv-raw',
    group: 'Without the terminal view',
    doc: 'The same, without that apostrophe.',
    apply: (settings) => {
      settings.rawCsv = true;
      print(settings, 'csv');
    },
  },
  {
    name: 'json',
    short: 'j',
    group: 'Without the terminal view',
    doc: 'Print the rows in the JSON of csysdig and end.',
    apply: (settings) => print(settings, 'json'),
  },
  {
    name: 'from',
    value: 'ROW',
    group: 'Without the terminal view',
    doc: 'Print no row before this one, counted from 0.',
    apply: (settings, value) => {
      settings.fromRow = wholeNumber('--from', value, 0);
    },
  },
  {
    name: 'to',
    value: 'ROW',
    group: 'Without the terminal view',
    doc: 'Print no row after this one; 0 is the end.',
    apply: (settings, value) => {
      settings.toRow = wholeNumber('--to', value, 0);
    },
  },
  {
    name: 'print-ascii',
    short: 'A',
    group: 'Without the terminal view',
    doc: 'Only the printable text of buffers, with its line ends.',
    apply: (settings) => setBufferMode(settings, 'ascii'),
  },
  {
    name: 'print-hex-ascii',
    short: 'X',
    group: 'Without the terminal view',
    doc: 'Buffers in hexadecimal and as text.',
    apply: (settings) => setBufferMode(settings, 'hexAscii'),
  },
  {
    name: 'list-views',
    group: 'Lists and help',
    doc: 'Print all views as JSON.',
    apply: (settings) => {
      settings.listViews = true;
    },
  },
  {
    name: 'list',
    short: 'l',
    group: 'Lists and help',
    doc: 'List the fields for filters and views.',
    apply: (settings) => {
      settings.listFields = true;
    },
  },
  {
    name: 'help',
    short: 'h',
    group: 'Lists and help',
    doc: 'Print this page.',
    apply: (settings) => {
      settings.help = true;
    },
  },
  {
    name: 'version',
    group: 'Lists and help',
    doc: 'Print the version.',
    apply: (settings) => {
      settings.version = true;
    },
  },
];

/** Options of csysdig that have no use here. */
export const retiredViewOptions: readonly RetiredOption[] = [
  { name: 'bpf', short: 'B', instead: 'live capture always uses the eBPF probe that comes with tsdig; leave it out' },
  { name: 'k8s-api', short: 'k', value: true, instead: 'pods are named from container labels' },
  { name: 'k8s-api-cert', short: 'K', value: true, instead: 'pods are named from container labels' },
  { name: 'node-name', value: true, instead: 'pods are named from container labels' },
  { name: 'mesos-api', short: 'm', value: true, instead: 'Mesos is not asked any more; the mesos.* fields show what a file holds' },
  { name: 'force-tracers-capture', short: 'T', instead: 'tracers are found without it' },
  { name: 'interactive', instead: 'use the terminal view, or --once --json for each question' },
];

/** The form of the last option that names one counts, but `--once` beside `--csv` names none. */
function print(settings: ViewSettings, mode: PrintMode): void {
  if (mode === 'plain') settings.print ??= mode;
  else {
    if (settings.print !== undefined && settings.print !== 'plain' && settings.print !== mode) {
      throw new UsageError(`--${settings.print} and --${mode} exclude each other`);
    }
    settings.print = mode;
  }
}

function setBufferMode(settings: ViewSettings, mode: BufferMode): void {
  if (settings.bufferMode !== 'dotted') throw new UsageError('only one of -A and -X can be given');
  settings.bufferMode = mode;
}

function wholeNumber(option: string, value: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  throw new UsageError(`${option} takes a whole number ${range}, not '${value}'`);
}
