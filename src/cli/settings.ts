import type { BufferMode, TimeMode } from '../field/index.ts';

/** Which layout `-p` chose: a preset by name, or the user's own text. */
export type FormatChoice = { readonly preset: 'default' | 'container' | 'kubernetes' } | { readonly text: string };

/** What the command line asked for. */
export interface Settings {
  help: boolean;
  version: boolean;
  listFields: boolean;
  listFieldsMarkdown: boolean;
  listEvents: boolean;
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
  writeFile: string | undefined;
  compress: boolean;
  maxEvents: number | undefined;
  /** Bytes of each I/O buffer to capture, live. */
  snaplen: number;
  format: FormatChoice;
  /** Container columns wanted (`-pc`, `-pk`). */
  containerColumns: boolean;
  bufferMode: BufferMode;
  timeMode: TimeMode;
  /** Operands joined with one space. */
  filter: string;
}

/** The settings of a bare `tsdig`. */
export function defaultSettings(): Settings {
  return {
    help: false,
    version: false,
    listFields: false,
    listFieldsMarkdown: false,
    listEvents: false,
    showFormat: false,
    verbose: false,
    quiet: false,
    json: false,
    debug: false,
    unbuffered: false,
    summary: false,
    displayFilter: false,
    files: [],
    writeFile: undefined,
    compress: false,
    maxEvents: undefined,
    snaplen: 80,
    format: { preset: 'default' },
    containerColumns: false,
    bufferMode: 'dotted',
    timeMode: 'h',
    filter: '',
  };
}
