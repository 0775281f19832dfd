import type { BufferMode } from '../../field/index.ts';
import { defaultLiveSettings, type LiveSettings } from './live-settings.ts';

/** What is printed where no terminal view is wanted. */
export type PrintMode = 'plain' | 'json' | 'csv';

/** What the command line of ctsdig asked for. */
export interface ViewSettings {
  help: boolean;
  version: boolean;
  listFields: boolean;
  listViews: boolean;
  verbose: boolean;
  /** A capture file, or - for standard input; undefined: the running kernel. */
  file: string | undefined;
  /** Two files to compare; undefined: there is nothing to compare. */
  diff: readonly [a: string, b: string] | undefined;
  /** Id of the first view; undefined: the first that can be one. */
  view: string | undefined;
  /** Container columns. */
  containerColumns: boolean;
  /** ms between two samples of a live source. */
  delayMs: number;
  snaplen: number;
  /** How the running kernel is captured. */
  readonly live: LiveSettings;
  maxEvents: number | undefined;
  resolvePorts: boolean;
  excludeUsers: boolean;
  /** Memory that the terminal view may use for events of a file, in MiB. */
  memoryMiB: number;
  bufferMode: BufferMode;
  /** Print one sample and end, in this form; undefined: the terminal view, where there is a terminal. */
  print: PrintMode | undefined;
  /** First and last row that is printed, from 0; a last row of 0 is the end. */
  fromRow: number;
  toRow: number;
  /** Column to sort by, counted from 1; undefined: the view's own. */
  sortingColumn: number | undefined;
  /** Cells that a spreadsheet would take for formulas are left as they are. */
  rawCsv: boolean;
  /** The terminal view in ASCII only; undefined: as the locale says. */
  ascii: boolean;
  /** The terminal view takes the mouse. */
  mouse: boolean;
  /** Nothing that changes the machine can be started from the terminal view. */
  readOnly: boolean;
  /** Letters of actions work in the table, as in csysdig. */
  actionKeys: boolean;
  /** Its colours, by name; checked where the view is loaded. */
  theme: string | undefined;
  /** How many colours, whatever the terminal says it has; auto: as many as that. */
  color: 'never' | 'auto' | '16' | '256' | 'truecolor';
  /** Lines below each other, written when a key asks for them, instead of a screen. */
  screenReader: boolean;
  reducedMotion: boolean;
  readonly withoutEffect: string[];
  filter: string;
}

/** The settings of a bare `ctsdig`. */
export function defaultViewSettings(): ViewSettings {
  return {
    help: false,
    version: false,
    listFields: false,
    listViews: false,
    verbose: false,
    file: undefined,
    diff: undefined,
    view: undefined,
    containerColumns: false,
    delayMs: 2000,
    snaplen: 80,
    live: defaultLiveSettings(),
    maxEvents: undefined,
    resolvePorts: false,
    excludeUsers: false,
    memoryMiB: 512,
    bufferMode: 'dotted',
    print: undefined,
    fromRow: 0,
    toRow: 0,
    sortingColumn: undefined,
    rawCsv: false,
    ascii: false,
    mouse: true,
    readOnly: false,
    actionKeys: false,
    theme: undefined,
    color: 'auto',
    screenReader: false,
    reducedMotion: false,
    withoutEffect: [],
    filter: '',
  };
}
