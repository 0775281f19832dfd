import type { BufferMode, TimeMode } from '../field/index.ts';
import { UsageError } from './errors.ts';
import type { DropLimit, Settings } from './settings.ts';

/** One command-line option: everything about it, and the only place where it is said. */
export interface OptionDefinition {
  /** Long name, without dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Takes a value; the word that stands for it in the help. */
  readonly value?: string;
  readonly group: OptionGroup;
  readonly doc: string;
  /** Is about the running machine: with files it does nothing, which is said. */
  readonly liveOnly?: boolean;
  /** Takes the option into the settings. Throws {@link UsageError} on a value that makes no sense. */
  apply(settings: Settings, value: string): void;
}

/** Headings of the help, in its order. */
export const optionGroups = ['Where events come from', 'What is shown', 'How a line looks', 'Writing a capture', 'Lists and help'] as const;
export type OptionGroup = (typeof optionGroups)[number];

/** All options of `tsdig`, in the order of the help. */
export const options: readonly OptionDefinition[] = [
  {
    name: 'readfile',
    short: 'r',
    value: 'FILE',
    group: 'Where events come from',
    doc: 'Read events from a capture file (gzip is recognised) instead of the running kernel. May be given several times: one after the other.',
    apply: (settings, value) => settings.files.push(value),
  },
  {
    name: 'input',
    short: 'I',
    value: 'SOURCE',
    group: 'Where events come from',
    doc: 'What to trace: live, the running kernel (default); bpftrace:SCRIPT, what a bpftrace script prints; bpftrace, syscalls without the probe, slowly and in part. May be given several times: side by side.',
    apply: (settings, value) => {
      if (!/^(?:live|bpftrace(?::.+)?)$/s.test(value)) throw new UsageError(`-I takes live, bpftrace or bpftrace:SCRIPT, not '${value}'`);
      settings.inputs.push(value);
    },
  },
  {
    name: 'recover',
    group: 'Where events come from',
    doc: 'Files: go on behind damage with the next place that looks whole.',
    apply: (settings) => {
      settings.recover = true;
    },
  },
  {
    name: 'exclude-users',
    short: 'E',
    group: 'Where events come from',
    doc: 'Keep no tables of users and groups; -w writes none.',
    apply: (settings) => {
      settings.excludeUsers = true;
    },
  },
  {
    name: 'suppress-comm',
    short: 'U',
    value: 'NAME',
    group: 'Where events come from',
    doc: 'Leave out all events of processes of this command name and of their children. May be given several times.',
    apply: (settings, value) => settings.suppressed.push(value),
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
    name: 'buffer-size',
    value: 'SIZE',
    group: 'Where events come from',
    doc: 'Live: memory in which events wait to be read, for each CPU: bytes, or with K, M or G. In all it is rounded up to a power of two. Without it, 32 to 128 MiB in all, by CPUs and memory.',
    apply: (settings, value) => {
      settings.bufferBytes = size('--buffer-size', value);
    },
  },
  {
    name: 'max-drops',
    value: 'N|P%',
    group: 'Where events come from',
    doc: 'Live: end with exit code 1 if more than N events, or P percent of all, were lost.',
    apply: (settings, value) => {
      settings.maxDrops = dropLimit(value);
    },
  },
  {
    name: 'cri',
    value: 'PATH',
    group: 'Where events come from',
    doc: 'Live: the socket of a container runtime of Kubernetes, instead of the usual ones. May be given several times.',
    liveOnly: true,
    apply: (settings, value) => {
      settings.criPaths = [...(settings.criPaths ?? []), value];
    },
  },
  {
    name: 'cri-timeout',
    value: 'MS',
    group: 'Where events come from',
    doc: 'Live: how long such a runtime may take for an answer (default 1000). The stream never waits for it.',
    liveOnly: true,
    apply: (settings, value) => {
      settings.criTimeoutMs = wholeNumber('--cri-timeout', value, 1, 60_000);
    },
  },
  {
    name: 'user',
    value: 'USER',
    group: 'Where events come from',
    doc: 'Live, as root: become this user, by name or number, once capture runs; without it, the one who called sudo.',
    liveOnly: true,
    apply: (settings, value) => {
      settings.user = value;
    },
  },
  {
    name: 'no-drop',
    group: 'Where events come from',
    doc: 'Live, as root: keep the rights of root while events are read and files are written.',
    apply: (settings) => {
      settings.noDrop = true;
    },
  },
  {
    name: 'large-environment',
    group: 'Where events come from',
    doc: 'Accepted as sysdig does; files hold what was captured, and live capture keeps the first 4 KiB of an environment.',
    apply: (settings) => settings.withoutEffect.push('--large-environment'),
  },
  {
    name: 'page-faults',
    group: 'Where events come from',
    doc: 'Live: page faults too. Those in files are always shown.',
    liveOnly: true,
    apply: (settings) => {
      settings.pageFaults = true;
    },
  },
  {
    name: 'numevents',
    short: 'n',
    value: 'N',
    group: 'What is shown',
    doc: 'End after N events. Live, printed events count; from a file the hidden ones count too.',
    apply: (settings, value) => {
      settings.maxEvents = wholeNumber('-n', value, 1, Number.MAX_SAFE_INTEGER);
    },
  },
  {
    name: 'seconds-of-events',
    short: 'M',
    value: 'SECONDS',
    group: 'What is shown',
    doc: 'End after so many seconds. Of a file in the time of its events, since the first that passes the filter; live whether any pass or not.',
    apply: (settings, value) => {
      settings.maxSeconds = wholeNumber('-M', value, 1, Number.MAX_SAFE_INTEGER);
    },
  },
  {
    name: 'progress',
    short: 'P',
    group: 'What is shown',
    doc: 'Files: show on stderr how far reading is.',
    apply: (settings) => {
      settings.progress = true;
    },
  },
  {
    name: 'displayflt',
    short: 'd',
    group: 'What is shown',
    doc: 'Apply the filter only when printing, after everything has been taken into account.',
    apply: (settings) => {
      settings.displayFilter = true;
    },
  },
  {
    name: 'debug',
    short: 'D',
    group: 'What is shown',
    doc: 'Show internal events too; what the tracer found out about running processes (procinfo) whatever the filter.',
    apply: (settings) => {
      settings.debug = true;
    },
  },
  {
    name: 'quiet',
    short: 'q',
    group: 'What is shown',
    doc: 'Print no events. Useful with -w and -S.',
    apply: (settings) => {
      settings.quiet = true;
    },
  },
  {
    name: 'summary',
    short: 'S',
    group: 'What is shown',
    doc: 'Print a table of the most frequent events at the end.',
    apply: (settings) => {
      settings.summary = true;
    },
  },
  {
    name: 'explain',
    group: 'What is shown',
    doc: 'Say which part of the filter is decided before an event is recorded, which events are captured, what is asked afterwards; and end.',
    apply: (settings) => {
      settings.explain = true;
    },
  },
  {
    name: 'verbose',
    short: 'v',
    group: 'What is shown',
    doc: 'Do not cut values to 80 characters, and print statistics on stderr at the end.',
    apply: (settings) => {
      settings.verbose = true;
    },
  },
  {
    name: 'chisel',
    short: 'c',
    value: 'NAME',
    group: 'What is shown',
    doc: 'Run a chisel instead of printing events; its arguments follow in one word. May be given several times. NAME can be the path of a file. -cl lists them.',
    apply: (settings) => {
      settings.listChisels = true;
    },
  },
  {
    name: 'chisel-errors',
    value: 'stop|go-on',
    group: 'What is shown',
    doc: 'What happens when a chisel fails: everything ends, or the others go on (default).',
    apply: (settings, value) => {
      if (value !== 'stop' && value !== 'go-on') throw new UsageError(`--chisel-errors takes stop or go-on, not '${value}'`);
      settings.chiselErrors = value;
    },
  },
  {
    name: 'print',
    short: 'p',
    value: 'FORMAT',
    group: 'How a line looks',
    doc: 'Print each event as FORMAT: text with %fields, e.g. -p "%proc.name %fd.name". A leading * prints also lines with missing values. -pc adds containers, -pk pods, -pm Mesos tasks, -pp prints the default format and ends.',
    apply: (settings, value) => {
      if (value === 'p') settings.showFormat = true;
      else if (value === 'c' || value === 'container') {
        settings.format = { preset: 'container' };
        settings.containerColumns = true;
      } else if (value === 'k' || value === 'kubernetes') {
        settings.format = { preset: 'kubernetes' };
        settings.containerColumns = true;
      } else if (value === 'm' || value === 'mesos') {
        settings.format = { preset: 'mesos' };
        settings.containerColumns = true;
      } else settings.format = { text: value };
    },
  },
  {
    name: 'json',
    short: 'j',
    group: 'How a line looks',
    doc: 'Print each event as one line of JSON.',
    apply: (settings) => {
      settings.json = true;
    },
  },
  {
    name: 'timetype',
    short: 't',
    value: 'TYPE',
    group: 'How a line looks',
    doc: 'How time is written: h clock (default), a seconds since 1970, r since the first event, d between enter and exit, D since the line before.',
    apply: (settings, value) => {
      if (!'harDd'.includes(value) || value.length !== 1) throw new UsageError(`-t takes h, a, r, d or D, not '${value}'`);
      settings.timeMode = value as TimeMode;
    },
  },
  {
    name: 'print-ascii',
    short: 'A',
    group: 'How a line looks',
    doc: 'Print only the printable text of buffers, with its line ends.',
    apply: (settings) => setBufferMode(settings, 'ascii'),
  },
  {
    name: 'print-hex',
    short: 'x',
    group: 'How a line looks',
    doc: 'Print buffers in hexadecimal.',
    apply: (settings) => setBufferMode(settings, 'hex'),
  },
  {
    name: 'print-hex-ascii',
    short: 'X',
    group: 'How a line looks',
    doc: 'Print buffers in hexadecimal and as text.',
    apply: (settings) => setBufferMode(settings, 'hexAscii'),
  },
  {
    name: 'print-base64',
    short: 'b',
    group: 'How a line looks',
    doc: 'Print buffers in base64.',
    apply: (settings) => setBufferMode(settings, 'base64'),
  },
  {
    name: 'resolve-ports',
    short: 'R',
    group: 'How a line looks',
    doc: 'Show names instead of port numbers.',
    apply: (settings) => {
      settings.resolvePorts = true;
    },
  },
  {
    name: 'unbuffered',
    group: 'How a line looks',
    doc: 'Write each line at once, also into pipes and files.',
    apply: (settings) => {
      settings.unbuffered = true;
    },
  },
  {
    name: 'writefile',
    short: 'w',
    value: 'FILE',
    group: 'Writing a capture',
    doc: 'Write the events into a capture file that sysdig and tsdig can read.',
    apply: (settings, value) => {
      settings.writeFile = value;
      settings.quiet = true;
    },
  },
  {
    name: 'compress',
    short: 'z',
    group: 'Writing a capture',
    doc: 'With -w: compress the file with gzip.',
    apply: (settings) => {
      settings.compress = true;
    },
  },
  {
    name: 'file-size',
    short: 'C',
    value: 'MB',
    group: 'Writing a capture',
    doc: 'With -w: begin a new file when one has reached this size, in millions of bytes. Names get a number.',
    apply: (settings, value) => {
      settings.rotation.bytes = wholeNumber('-C', value, 1, 1_000_000_000) * 1_000_000;
    },
  },
  {
    name: 'event-limit',
    short: 'e',
    value: 'N',
    group: 'Writing a capture',
    doc: 'With -w: begin a new file after N events.',
    apply: (settings, value) => {
      settings.rotation.events = wholeNumber('-e', value, 1, Number.MAX_SAFE_INTEGER);
    },
  },
  {
    name: 'seconds',
    short: 'G',
    value: 'SECONDS',
    group: 'Writing a capture',
    doc: 'With -w: begin a new file after so many seconds of events. A name with strftime patterns (%H...) is filled in, else it gets a number.',
    apply: (settings, value) => {
      settings.rotation.seconds = wholeNumber('-G', value, 1, Number.MAX_SAFE_INTEGER);
    },
  },
  {
    name: 'limit',
    short: 'W',
    value: 'N',
    group: 'Writing a capture',
    doc: 'With -C, -e or -G: keep only the newest N files.',
    apply: (settings, value) => {
      settings.rotation.files = wholeNumber('-W', value, 1, Number.MAX_SAFE_INTEGER);
    },
  },
  {
    name: 'overwrite',
    group: 'Writing a capture',
    doc: "With -C, -e or -G: overwrite a former run's files instead of numbering on.",
    apply: (settings) => {
      settings.overwrite = true;
    },
  },
  {
    name: 'fatfile',
    short: 'F',
    group: 'Writing a capture',
    doc: 'With -w and a filter: also store what is needed to name things in the events that pass. tsdig always does.',
    apply: () => undefined,
  },
  {
    name: 'filter-proclist',
    group: 'Writing a capture',
    doc: 'With -w and a filter: store only processes and fds that the filter matches.',
    apply: (settings) => {
      settings.filterTables = true;
    },
  },
  {
    name: 'list',
    short: 'l',
    group: 'Lists and help',
    doc: 'List the fields for filters and formats. With -v: their types, and the ones meant for tables.',
    apply: (settings) => {
      settings.listFields = true;
    },
  },
  {
    name: 'list-events',
    short: 'L',
    group: 'Lists and help',
    doc: 'List the events and their arguments.',
    apply: (settings) => {
      settings.listEvents = true;
    },
  },
  {
    name: 'list-markdown',
    group: 'Lists and help',
    doc: 'List the fields as markdown.',
    apply: (settings) => {
      settings.listFieldsMarkdown = true;
    },
  },
  {
    name: 'list-chisels',
    group: 'Lists and help',
    doc: 'List the chisels (the same as -cl).',
    apply: (settings) => {
      settings.listChisels = true;
    },
  },
  {
    name: 'chisel-info',
    short: 'i',
    value: 'NAME',
    group: 'Lists and help',
    doc: 'Say what a chisel does and which arguments it takes.',
    apply: (settings, value) => {
      settings.aboutChisel = value;
    },
  },
  {
    name: 'libs-version',
    group: 'Lists and help',
    doc: 'Print which event schema is understood.',
    apply: (settings) => {
      settings.libsVersion = true;
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

/** An option of sysdig that has no use here any more. */
export interface RetiredOption {
  readonly name?: string;
  readonly short?: string;
  /** Takes a value, which is left out of the filter with it. */
  readonly value?: true;
  /** Why it is gone, and what to use. */
  readonly instead: string;
}

/** Options people may still type from habit. */
export const retiredOptions: readonly RetiredOption[] = [
  { name: 'bpf', short: 'B', instead: 'live capture always uses the eBPF probe that comes with tsdig; leave it out' },
  { name: 'udig', short: 'u', instead: 'live capture always uses the eBPF probe that comes with tsdig; leave it out' },
  {
    name: 'plugin',
    short: 'H',
    value: true,
    instead: 'there are no plugins; events come from the kernel, from bpftrace (-I) or from files (-r)',
  },
  {
    name: 'plugin-config-file',
    value: true,
    instead: 'there are no plugins; events come from the kernel, from bpftrace (-I) or from files (-r)',
  },
  { name: 'k8s-api', short: 'k', value: true, instead: 'pods are named from container labels; use the k8s.* fields or -pk' },
  { name: 'k8s-api-cert', short: 'K', value: true, instead: 'pods are named from container labels; use the k8s.* fields or -pk' },
  { name: 'node-name', value: true, instead: 'pods are named from container labels; use the k8s.* fields or -pk' },
  { name: 'mesos-api', short: 'm', value: true, instead: 'Mesos is not asked any more; the mesos.* fields show what a file holds' },
  { name: 'force-tracers-capture', short: 'T', instead: 'tracers are found without it; those longer than the snapshot length need -s' },
];

function setBufferMode(settings: Settings, mode: BufferMode): void {
  if (settings.bufferMode !== 'dotted') throw new UsageError('only one of -A, -b, -x and -X can be given');
  settings.bufferMode = mode;
}

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
/** The least and most memory a CPU can have for waiting events, in bytes. */
const sizeMin = 2 ** 12;
const sizeMax = 2 ** 29;

/** A size in bytes, or with a unit. */
function size(option: string, value: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([KMG]?)i?B?$/i.exec(value) ?? [];
  const bytes = digits === '' ? Number.NaN : Number(digits) * units[unit.toUpperCase()]!;
  if (!(bytes >= sizeMin && bytes <= sizeMax)) throw new UsageError(`${option} takes a size from 4K to 512M, not '${value}'`);
  return bytes;
}

function dropLimit(value: string): DropLimit {
  const share = /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1];
  if (share === undefined) return { events: wholeNumber('--max-drops', value, 0, Number.MAX_SAFE_INTEGER) };
  if (Number(share) > 100) throw new UsageError(`--max-drops takes a share up to 100%, not '${value}'`);
  return { percent: Number(share) };
}

/** A whole number between two bounds, or a usage error that names the option. */
function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < least || number > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
    throw new UsageError(`${option} takes a whole number ${range}, not '${value}'`);
  }
  return number;
}
