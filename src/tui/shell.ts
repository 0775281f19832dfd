import { askAction } from './actions/open.ts';
import { footerItems } from './footer.ts';
import { History } from './history.ts';
import { type Input, keyLabel, type MouseInput } from './input/index.ts';
import { findCommand } from './keymap.ts';
import type { Look } from './look/index.ts';
import type { Outcome, Refusal, Snapshot, ViewPort } from './port.ts';
import type { AnyScreen } from './screens/screen.ts';
import {
  currentTable,
  firstState,
  type Message,
  type OpenScreen,
  reduce,
  type ScreenId,
  type ScreenStates,
  selectRow,
  settle,
  topScreen,
  type UiAction,
  type UiState,
} from './state/index.ts';
import { tableArea } from './table/index.ts';
import { clipboardMax, clipboardSequence } from './terminal/clipboard.ts';
import { askWindow, axisOf, makeSpectrogram, openDiff, openSpectrogram, timeLines } from './time/index.ts';

/** What commands and screens may do. */
export interface Shell {
  readonly port: ViewPort;
  readonly look: Look;
  readonly readOnly: boolean;
  /** Nothing moves faster than one can follow. */
  readonly reducedMotion: boolean;
  readonly ui: UiState;
  readonly snapshot: Snapshot;
  /** Rows of the table on the screen. */
  readonly tableHeight: number;
  /** Nothing is shown any more. */
  readonly ended: boolean;
  dispatch(action: UiAction): void;
  open<K extends ScreenId>(id: K, state: ScreenStates[K]): void;
  /** Takes the top screen away. */
  close(): void;
  /** Changes the state of the top screen. */
  update<K extends ScreenId>(id: K, state: ScreenStates[K]): void;
  say(level: Message['level'], text: string): void;
  /** Tells the user about a refusal; gives whether all went well. */
  accept(outcome: Outcome): boolean;
  setLook(look: Look): void;
  selectRow(index: number): void;
  sortBy(column: number): void;
  drillDown(): void;
  drillUp(): void;
  pickView(id: string): void;
  /** Selects the next row with the text sought; -1: the one before. */
  searchFrom(direction: 1 | -1, includeCurrent?: boolean): boolean;
  /** Shows a capture file in place of what is shown, in the same view. */
  openFile(path: string): Promise<void>;
  /** Gives back the view, filter, order and window before the last change; false: there was none. */
  undo(): boolean;
  redo(): boolean;
  /** Puts a harmless text into the clipboard of the terminal, after asking once. */
  copy(text: string): void;
  suspend(): void;
  /** Ends the view with an exit code. */
  quit(code: number): void;
}

/** Where the columns that the user arranged are kept, by view. */
export interface ColumnChoices {
  read(): UiState['choices'];
  write(choices: UiState['choices']): void;
}

export interface ShellOptions {
  readonly port: ViewPort;
  readonly look: Look;
  readonly columns: number;
  readonly rows: number;
  readonly readOnly?: boolean;
  readonly reducedMotion?: boolean;
  readonly choices?: ColumnChoices;
  readonly screens: Readonly<Record<ScreenId, AnyScreen>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onQuit: (code: number) => void;
  readonly onSuspend: () => void;
  /** Letters of actions work in the table, as in csysdig: each asks first. */
  readonly actionKeys?: boolean;
  /** Opens a file that takes the place of what is shown. */
  readonly openFile?: (path: string) => Promise<ViewPort | Refusal>;
  /** Writes a sequence to the terminal, past what draws. */
  readonly onSequence?: (sequence: string) => void;
}

/** More keys than this are not kept while something is made. */
const waitingMax = 100;

/** Holds the state of the view, gives inputs to screens and commands, and keeps the selection on its row. */
export class TerminalShell implements Shell {
  readonly readOnly: boolean;
  readonly reducedMotion: boolean;
  readonly #options: ShellOptions;
  readonly #listeners = new Set<() => void>();
  #port: ViewPort;
  #stopListening: () => void = () => undefined;
  #look: Look;
  #ui: UiState;
  #snapshot: Snapshot;
  #history = new History();
  #opening = false;
  /** The window is one that was shown of the source before. */
  #carriesWindow = false;
  #mayCopy = false;
  #version = 0;
  #ended = false;
  /** Keys for a table that is still to come. */
  #waiting: Input[] = [];

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#port = options.port;
    this.readOnly = options.readOnly ?? false;
    this.reducedMotion = options.reducedMotion ?? false;
    this.#look = options.look;
    this.#ui = { ...firstState(options.columns, options.rows), choices: options.choices?.read() ?? {} };
    this.#snapshot = options.port.snapshot();
    this.#settle();
    this.#history.seen(this);
    this.#listen();
    // Who names two files wants to see them compared.
    if (options.port.other !== undefined) openDiff(this);
    if (this.#snapshot.view.type === 'spectrogram') openSpectrogram(this, this.#snapshot.view.id);
  }

  get port(): ViewPort {
    return this.#port;
  }

  #listen(): void {
    const stops = [this.#port.subscribe(() => this.#refresh()), this.#port.onMessage?.((level, text) => this.say(level, text))];
    this.#stopListening = () => {
      for (const stop of stops) stop?.();
    };
  }

  get look(): Look {
    return this.#look;
  }

  get ui(): UiState {
    return this.#ui;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get tableHeight(): number {
    return tableArea(this.#ui.rows, this.#snapshot, timeLines(this.port, this.#ui.rows)).height;
  }

  /** Called after every change. Gives what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another number after every change. */
  readonly version = (): number => this.#version;

  /** Nothing is listened to any more. */
  end(): void {
    this.#ended = true;
    this.#stopListening();
    this.#listeners.clear();
  }

  dispatch(action: UiAction): void {
    const next = reduce(this.#ui, action);
    if (next === this.#ui) return;
    this.#ui = next;
    if (action.type === 'resize') this.#settle();
    if (action.type === 'choose') this.#options.choices?.write(next.choices);
    this.#changed();
  }

  open<K extends ScreenId>(id: K, state: ScreenStates[K]): void {
    this.dispatch({ type: 'open', screen: { id, state } as OpenScreen });
  }

  close(): void {
    this.dispatch({ type: 'close' });
  }

  update<K extends ScreenId>(id: K, state: ScreenStates[K]): void {
    if (topScreen(this.#ui).id === id) this.dispatch({ type: 'screen', screen: { id, state } as OpenScreen });
  }

  say(level: Message['level'], text: string): void {
    this.dispatch({ type: 'say', message: { level, text, at_ms: this.#options.now() } });
  }

  accept(outcome: Outcome): boolean {
    if (outcome === undefined) return true;
    this.say('warning', outcome.hint === undefined ? outcome.refused : `${outcome.refused}; ${outcome.hint}`);
    return false;
  }

  setLook(look: Look): void {
    this.#look = look;
    this.#changed();
  }

  selectRow(index: number): void {
    this.dispatch({ type: 'table', table: selectRow(currentTable(this.#ui), index, this.#snapshot.rows, this.tableHeight) });
  }

  sortBy(column: number): void {
    const { sorting, columns, view } = this.#snapshot;
    const shown = columns[column];
    if (shown === undefined || view.type !== 'table') return;
    // Numbers are sorted from the largest first, texts from A; again, the other way round.
    const descending = sorting?.column === column ? !sorting.descending : shown.align === 'right';
    this.port.setSorting({ column, descending });
  }

  drillDown(): void {
    const { rows } = this.#snapshot;
    const { index } = currentTable(this.#ui);
    if (index >= rows.length) return;
    const { key } = rows.at(index);
    if (!this.accept(this.port.drillDown(key))) return;
    // The row is known by its key when drilling up, whether the user ever moved or not.
    this.dispatch({ type: 'table', table: { ...currentTable(this.#ui), key } });
    this.dispatch({ type: 'deeper' });
    this.#refresh();
  }

  drillUp(): void {
    if (this.#ui.tables.length === 1) return;
    if (!this.accept(this.port.drillUp())) return;
    this.dispatch({ type: 'higher' });
    this.#refresh();
  }

  pickView(id: string): void {
    const picked = this.port.spectrogram === undefined ? undefined : this.port.views().find((view) => view.id === id);
    if (picked?.type === 'spectrogram') {
      if (picked.unavailable === undefined) openSpectrogram(this, id);
      else this.accept({ refused: `${picked.name}: ${picked.unavailable}` });
      return;
    }
    if (id === this.#snapshot.view.id || !this.accept(this.port.setView(id))) return;
    this.dispatch({ type: 'newTable' });
    this.dispatch({ type: 'viewUsed', id });
    this.#refresh();
  }

  searchFrom(direction: 1 | -1, includeCurrent = false): boolean {
    const { rows } = this.#snapshot;
    const sought = this.#ui.search.toLowerCase();
    if (sought === '' || rows.length === 0) return false;
    const start = currentTable(this.#ui).index;
    for (let step = includeCurrent ? 0 : 1; step <= rows.length; step++) {
      const at = (start + direction * step + rows.length * 2) % rows.length;
      if (!rows.at(at).cells.some((cell) => this.#look.show(cell).toLowerCase().includes(sought))) continue;
      this.selectRow(at);
      return true;
    }
    this.say('info', `no row holds "${this.#ui.search}"`);
    return false;
  }

  async openFile(path: string): Promise<void> {
    const { openFile } = this.#options;
    if (openFile === undefined || this.#opening) {
      this.say('warning', openFile === undefined ? 'no file can be opened here' : 'another file is being opened');
      return;
    }
    if (this.#port.recording?.state() !== undefined) {
      this.say('warning', 'a recording is running: R ends it');
      return;
    }
    this.#opening = true;
    this.say('info', `opening ${path}`);
    const opened = await openFile(path);
    this.#opening = false;
    if (this.#ended) return;
    if ('refused' in opened) this.accept(opened);
    else this.#showPort(opened);
  }

  /** Begins anew with another model; what was arranged and said stays. */
  #showPort(port: ViewPort): void {
    this.#stopListening();
    this.#port = port;
    this.#snapshot = port.snapshot();
    this.#history = new History();
    this.#waiting = [];
    const { path, window } = this.#snapshot;
    this.#ui = reduce(this.#ui, { type: 'newSource', depth: path.length });
    if (window !== undefined)
      this.#ui = reduce(this.#ui, { type: 'time', time: { window: { from_ns: window.from_ns, to_ns: window.to_ns } } });
    this.#carriesWindow = window !== undefined;
    this.#settle();
    this.#listen();
    this.#changed();
    if (this.#snapshot.view.type === 'spectrogram') openSpectrogram(this, this.#snapshot.view.id);
    this.#judgeWindow();
  }

  /** Where a file ends is known when all of it was read: a window that came from another source may lie elsewhere. */
  #judgeWindow(): void {
    if (!this.#carriesWindow || this.#snapshot.state.kind === 'loading') return;
    this.#carriesWindow = false;
    const axis = axisOf(this);
    const { window } = this.#ui.time;
    if (window === undefined || (axis !== undefined && window.from_ns <= axis.to_ns && window.to_ns >= axis.from_ns)) return;
    askWindow(this, undefined);
    this.say('info', 'the time that was shown is not in this file: all of it is shown');
  }

  undo(): boolean {
    return this.#history.undo(this);
  }

  redo(): boolean {
    return this.#history.redo(this);
  }

  copy(text: string): void {
    if (this.#mayCopy) this.#copy(text);
    else
      this.open('confirm', {
        question: 'Let this program write to the clipboard of your terminal (asked once)?',
        onYes: () => {
          this.#mayCopy = true;
          this.#copy(text);
        },
      });
  }

  #copy(text: string): void {
    if (text.length > clipboardMax) this.say('warning', 'that is too much for the clipboard of a terminal');
    else {
      this.#options.onSequence?.(clipboardSequence(text));
      this.say('info', `copied ${text.length} characters`);
    }
  }

  suspend(): void {
    this.#options.onSuspend();
  }

  quit(code: number): void {
    this.#options.onQuit(code);
  }

  /** One input of the user. */
  handle(input: Input): void {
    if (input.kind === 'key' && input.ctrl && input.name === 'c') {
      this.quit(130);
      return;
    }
    const isMove = input.kind === 'mouse' && input.action !== 'press';
    if (!isMove) this.dispatch({ type: 'quiet' });
    const top = topScreen(this.#ui);
    if (top.id === 'table' && this.#snapshot.busy && this.#waits(input)) return;
    if (input.kind === 'mouse' && this.#footerPress(input)) return;
    if (this.#options.screens[top.id].input?.(this, top.state, input) === true) return;
    if (input.kind === 'key') this.#command(top.id, keyLabel(input));
  }

  /** Keys that mean a row wait until the rows they mean are there; none is lost. */
  #waits(input: Input): boolean {
    if (input.kind !== 'key') return input.kind === 'mouse';
    const found = findCommand('table', keyLabel(input));
    const atOnce = found !== 'prefix' && found !== undefined && found.topic !== 'Moving' && found.id !== 'drill.down';
    if (!atOnce && this.#waiting.length < waitingMax) this.#waiting.push(input);
    return !atOnce;
  }

  #command(screen: ScreenId, key: string): void {
    const { prefix } = this.#ui;
    if (this.#options.actionKeys === true && screen === 'table' && prefix === '' && askAction(this, key)) return;
    const found = findCommand(screen, prefix === '' ? key : `${prefix} ${key}`) ?? (prefix === '' ? undefined : findCommand(screen, key));
    this.dispatch({ type: 'prefix', key: found === 'prefix' ? key : '' });
    if (found === undefined || found === 'prefix') return;
    const reason = found.unavailable?.(this);
    if (reason === undefined) found.run(this);
    else this.say('info', `${found.label}: ${reason}`);
  }

  #footerPress({ action, x, y }: MouseInput): boolean {
    if (action !== 'press' || y !== this.#ui.rows - 1) return false;
    const item = footerItems(this, this.#ui.columns).items.find(({ from, to }) => x >= from && x < to);
    item?.command.run(this);
    return true;
  }

  /** Takes what the model shows now. */
  #refresh(): void {
    const next = this.port.snapshot();
    if (next === this.#snapshot) return;
    const top = topScreen(this.#ui);
    // While a file is read its spectrogram grows with it.
    const { state } = this.#snapshot;
    if (top.id === 'spectrogram' && state.kind === 'loading' && state.again !== true) makeSpectrogram(this, top.state.view);
    this.#snapshot = next;
    this.#settle();
    this.#changed();
    this.#judgeWindow();
    while (this.#waiting.length > 0 && !this.#snapshot.busy) this.handle(this.#waiting.shift()!);
  }

  #settle(): void {
    const { tables } = this.#ui;
    // While the model is on its way to where the user went, its rows are none of this table.
    if (this.#snapshot.path.length !== tables.length - 1) return;
    const table = settle(currentTable(this.#ui), this.#snapshot, this.tableHeight);
    this.#ui = reduce(this.#ui, { type: 'table', table });
  }

  #changed(): void {
    this.#history.seen(this);
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
