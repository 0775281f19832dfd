import type {
  ListedView,
  Outcome,
  PathStep,
  ShownColumn,
  ShownRow,
  ShownRows,
  Snapshot,
  SourceState,
  ViewPort,
} from '../../../src/tui/index.ts';

/** A column as tests write it. */
export function column(id: string, title: string, width: number, align: 'left' | 'right' = 'left', unit?: string): ShownColumn {
  return { id, title, description: `What ${title} is.`, unit, formula: id, align, width };
}

export const processColumns: readonly ShownColumn[] = [
  column('proc.pid', 'PID', 8, 'right'),
  column('thread.cpu', 'CPU', 8, 'right', '%'),
  column('thread.count', 'TH', 8, 'right'),
  column('evt.buflen.file', 'FILE', 8, 'right', 'bytes/s'),
  column('evt.buflen.net', 'NET', 8, 'right', 'bytes/s'),
  column('user.name', 'USER', 16),
  column('proc.exeline', 'Command', 0),
];

/** Rows of a process table: pid, CPU, and the rest. */
export function processRows(count: number, nameOf = (i: number) => `/usr/bin/program-${i} --option`): ShownRow[] {
  return Array.from({ length: count }, (_, i) => ({
    key: String(1000 + i),
    cells: [String(1000 + i), (((i * 37) % 1000) / 10).toFixed(2), '1', String(i * 10), '0', 'root', nameOf(i)],
  }));
}

const listed: readonly ListedView[] = [
  {
    id: 'procs',
    name: 'Processes',
    description: 'Processes with their CPU time.',
    group: 'Processes',
    type: 'table',
    unavailable: undefined,
  },
  {
    id: 'threads',
    name: 'Threads',
    description: 'Threads with their CPU time.',
    group: 'Processes',
    type: 'table',
    unavailable: undefined,
  },
  { id: 'files', name: 'Files', description: 'Files by the bytes moved.', group: 'Files', type: 'table', unavailable: undefined },
  {
    id: 'containers',
    name: 'Containers',
    description: 'Containers with their CPU time.',
    group: 'Containers',
    type: 'table',
    unavailable: undefined,
  },
  {
    id: 'file_opens',
    name: 'File Opens List',
    description: 'Files as they are opened.',
    group: 'Files',
    type: 'list',
    unavailable: undefined,
  },
  {
    id: 'kubernetes_pods',
    name: 'K8s Pods',
    description: 'Pods.',
    group: 'Kubernetes',
    type: 'table',
    unavailable: 'no Kubernetes metadata in this capture',
  },
];

function rowsOf(rows: readonly ShownRow[]): ShownRows {
  return { length: rows.length, at: (i) => rows[i]!, indexOf: (key) => rows.findIndex((row) => row.key === key) };
}

interface Level {
  readonly view: string;
  readonly label: string;
}

/** A model in memory: drilling down gives the same rows in the next view, sorting and the text filter are real. */
export class FakePort implements ViewPort {
  rows: readonly ShownRow[];
  columns: readonly ShownColumn[] = processColumns;
  state: SourceState = { kind: 'offline' };
  sourceName = 'web.scap';
  filter = '';
  drops = 0;
  busy = false;
  window: Snapshot['window'];
  /** What was asked of it, for tests that want to know. */
  readonly calls: string[] = [];
  readonly #listeners = new Set<() => void>();
  #path: PathStep[] = [];
  #levels: Level[] = [];
  #view = 'procs';
  #textFilter = '';
  #sorting = { column: 1, descending: true };
  #snapshot: Snapshot | undefined;

  constructor(rows: readonly ShownRow[] = processRows(100)) {
    this.rows = rows;
  }

  /** Tells the view that something changed. */
  changed(): void {
    this.#snapshot = undefined;
    for (const listener of this.#listeners) listener();
  }

  snapshot(): Snapshot {
    this.#snapshot ??= this.#make();
    return this.#snapshot;
  }

  #make(): Snapshot {
    const kept = this.rows.filter(({ cells }) => cells.some((cell) => cell.includes(this.#textFilter)));
    const { column: by, descending } = this.#sorting;
    const numeric = this.columns[by]?.align === 'right';
    const compare = (a: ShownRow, b: ShownRow) =>
      numeric ? Number(a.cells[by]) - Number(b.cells[by]) : a.cells[by]! < b.cells[by]! ? -1 : a.cells[by]! > b.cells[by]! ? 1 : 0;
    const sorted = kept.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
    const view = listed.find(({ id }) => id === this.#view)!;
    return {
      view,
      path: this.#path,
      source: { name: this.sourceName, detail: '22381 evts, 12.09s', recorded: this.state.kind !== 'live' && this.state.kind !== 'paused' },
      state: this.state,
      window: this.window,
      filter: this.filter,
      wholeFilter: Buffer.from(this.filter).toString('latin1'),
      textFilter: this.#textFilter,
      drops: this.drops,
      columns: this.columns,
      rows: rowsOf(sorted),
      total: this.rows.length,
      totals: this.columns.map(({ align, id }) => (align === 'right' && id !== 'proc.pid' ? '7' : undefined)),
      sorting: this.#sorting,
      busy: this.busy,
      slow: this.busy,
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  views(): readonly ListedView[] {
    return listed;
  }

  setView(id: string): Outcome {
    this.calls.push(`setView ${id}`);
    this.#view = id;
    this.changed();
    return undefined;
  }

  drillDown(rowKey: string): Outcome {
    this.calls.push(`drillDown ${rowKey}`);
    this.#levels.push({ view: this.#view, label: rowKey });
    this.#path = [...this.#path, { label: `program[${rowKey}]`, view: this.#view }];
    this.#view = this.#view === 'procs' ? 'threads' : 'files';
    this.changed();
    return undefined;
  }

  drillUp(): Outcome {
    this.calls.push('drillUp');
    const level = this.#levels.pop();
    if (level === undefined) return { refused: 'this is the whole machine' };
    this.#path = this.#path.slice(0, -1);
    this.#view = level.view;
    this.changed();
    return undefined;
  }

  setSorting(sorting: { column: number; descending: boolean }): void {
    this.#sorting = sorting;
    this.changed();
  }

  setFilter(filter: string): Outcome {
    this.filter = filter;
    this.changed();
    return undefined;
  }

  setTextFilter(text: string): void {
    this.#textFilter = text;
    this.changed();
  }

  setWindow(): Outcome {
    return undefined;
  }

  setPaused(paused: boolean): void {
    this.state = paused ? { kind: 'paused', behind_ms: 0 } : { kind: 'live', interval_ms: 2000 };
    this.changed();
  }

  clear(): void {
    this.rows = [];
    this.changed();
  }
}
