import { bytesText, defineChisel, exactly, toNumber } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c whatchanged make
 *
 * created   4.88KB     /build/main.o (cc)
 * modified  12B        /build/log (make)
 * deleted              /build/old.o (rm)
 * 1 created, 1 modified, 1 deleted, 2 that came and went
 */

/** What became of a path. */
interface Change {
  /** Whether it was there before, and is there now; undefined where nothing told. */
  before: boolean | undefined;
  now: boolean;
  /** It is another than it was: written, cut, given to somebody else. */
  touched: boolean;
  bytes: number;
  by: string;
}

type Changes = Map<string, Change>;

const opens = 'open, openat, openat2, creat';
const removals: ReadonlySet<string> = new Set(['unlink', 'unlinkat', 'rmdir']);
const makings: ReadonlySet<string> = new Set(['mkdir', 'mkdirat', 'mknod', 'mknodat', 'link', 'linkat', 'symlink', 'symlinkat']);
const renamings: ReadonlySet<string> = new Set(['rename', 'renameat', 'renameat2']);
const attributes = 'chmod, fchmod, fchmodat, chown, lchown, fchown, fchownat, truncate, ftruncate';

function changeOf(changes: Changes, path: string, by: string): Change {
  let change = changes.get(path);
  if (change === undefined) {
    change = { before: undefined, now: true, touched: false, bytes: 0, by };
    changes.set(path, change);
  }
  change.by = by;
  return change;
}

function appears(changes: Changes, path: string, by: string): Change {
  const isNew = !changes.has(path);
  const change = changeOf(changes, path, by);
  if (isNew) change.before = false;
  change.now = true;
  change.touched = true;
  return change;
}

function goes(changes: Changes, path: string, by: string): void {
  const change = changeOf(changes, path, by);
  change.before ??= true;
  change.now = false;
}

function kindOf({ before, now, touched }: Change): 'created' | 'modified' | 'deleted' | 'temporary' | undefined {
  if (!now) return before === false ? 'temporary' : 'deleted';
  return before === false ? 'created' : touched ? 'modified' : undefined;
}

const kinds = ['created', 'modified', 'deleted'] as const;

export default defineChisel({
  category: 'I/O',
  summary: 'Files that a command created, modified, deleted',
  description:
    'Shows at the end what became of files: which are new, which were written, cut or given other rights, which are gone. ' +
    'With the name of a command only what it and the processes below it did. Files under /dev, /proc and /sys do not count.',
  args: { command: { type: 'string', optional: true, description: 'Name of the command' } },
  fields: [
    'evt.type',
    'evt.is_io_write',
    'evt.is_open_create',
    'evt.is_open_write',
    'evt.arg.flags',
    'evt.rawres',
    'fd.name',
    'fs.path.name',
    'fs.path.source',
    'fs.path.target',
    'proc.name',
  ],
  filter({ args: { command } }) {
    const calls = [
      `evt.type in (${[opens, attributes, ...removals, ...makings, ...renamings].join(', ')})`,
      '(evt.is_io_write=true and fd.type=file and evt.rawres>0)',
    ];
    const what = `evt.dir=< and evt.failed=false and (${calls.join(' or ')})`;
    if (command === undefined) return what;
    const name = `'${command.replaceAll("'", '')}'`;
    return `${what} and (proc.name=${name} or proc.aname=${name})`;
  },
  state: (): Changes => new Map(),
  onEvent({ evt, fd, fs, proc }, { state }) {
    const type = evt.type ?? '';
    const by = proc.name ?? '<NA>';
    const path = fs['path.name'] ?? fd.name;
    const [source, target] = [fs['path.source'], fs['path.target']];
    if (renamings.has(type)) {
      if (source === undefined || target === undefined) return;
      const bytes = state.get(source)?.bytes ?? 0;
      goes(state, source, by);
      const change = appears(state, target, by);
      change.bytes = Math.max(change.bytes, bytes);
    } else if (makings.has(type)) {
      const made = source ?? path;
      if (made !== undefined) appears(state, made, by);
    } else if (path === undefined || /^\/(?:dev|proc|sys)\//.test(path) || !path.startsWith('/')) return;
    else if (removals.has(type)) goes(state, path, by);
    else if (evt.is_io_write === true) {
      const change = changeOf(state, path, by);
      change.touched = true;
      change.bytes += toNumber(evt.rawres ?? 0);
    } else if (opens.split(', ').includes(type)) {
      const flags = evt['arg.flags'] ?? '';
      // Older drivers do not tell whether the file was there: then what is made and emptied, or made alone, counts as new.
      const isNew =
        type === 'creat' ||
        evt.is_open_create === true ||
        /O_EXCL|O_TMPFILE/.test(flags) ||
        (/O_CREAT/.test(flags) && /O_TRUNC/.test(flags));
      if (isNew) appears(state, path, by);
      else if (/O_TRUNC/.test(flags) && evt.is_open_write === true) changeOf(state, path, by).touched = true;
    } else changeOf(state, path, by).touched = true;
  },
  onEnd(run) {
    const rows = [...run.state].flatMap(([path, change]) => {
      const kind = kindOf(change);
      return kind === undefined ? [] : [{ kind, path, bytes: change.bytes, by: change.by }];
    });
    const of = (wanted: string) => rows.filter(({ kind }) => kind === wanted).sort((a, b) => (a.path < b.path ? -1 : 1));
    if (run.json) {
      const list = (kind: string) => of(kind).map(({ path, bytes, by }) => ({ path, bytes, by }));
      run.printJson({ created: list('created'), modified: list('modified'), deleted: list('deleted'), temporary: list('temporary') });
      return;
    }
    const colours = { created: 'green', modified: 'yellow', deleted: 'red' } as const;
    for (const kind of kinds) {
      for (const { path, bytes, by } of of(kind)) {
        const size = bytes === 0 ? '' : bytesText(bytes);
        run.print({ text: exactly(kind, 9), colour: colours[kind] }, ` ${exactly(size, 10)} ${path} (${by})`);
      }
    }
    run.print(`${kinds.map((kind) => `${of(kind).length} ${kind}`).join(', ')}, ${of('temporary').length} that came and went`);
  },
});
