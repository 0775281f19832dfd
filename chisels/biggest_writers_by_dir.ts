import { bytesText, defineChisel, type Run, refreshed, toNumber } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c biggest_writers_by_dir
 *
 *   WRITTEN  SHARE  DIRECTORY (most of it by)
 *    5.86KB 100.0%  / (app)
 *    4.88KB  83.3%  ├─ var/log (app)
 *    3.91KB  66.7%  │  └─ app (app)
 *    1000B   16.7%  └─ tmp (sort)
 */

interface Folder {
  readonly name: string;
  /** Bytes written to files in it and below. */
  bytes: number;
  /** The same by program. */
  readonly writers: Map<string, number>;
  readonly folders: Map<string, Folder>;
}

const usualDepth = 4;
/** Folders with less of the whole are not shown. */
const leastShare = 0.005;

function folder(name: string): Folder {
  return { name, bytes: 0, writers: new Map(), folders: new Map() };
}

function count(at: Folder, writer: string, bytes: number): void {
  at.bytes += bytes;
  at.writers.set(writer, (at.writers.get(writer) ?? 0) + bytes);
}

/** The biggest first. */
function foldersIn({ folders }: Folder): Folder[] {
  return [...folders.values()].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

function biggestWriter({ writers }: Folder): string {
  return [...writers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

interface PlainFolder {
  readonly name: string;
  readonly bytes: number;
  readonly writers: Readonly<Record<string, number>>;
  readonly folders: readonly PlainFolder[];
}

function plain(at: Folder): PlainFolder {
  return { name: at.name, bytes: at.bytes, writers: Object.fromEntries(at.writers), folders: foldersIn(at).map(plain) };
}

const args = { depth: { type: 'int', optional: true, description: `Levels that are shown, ${usualDepth} where not given` } } as const;

function show(run: Run<typeof args, Folder>): void {
  const { state: root } = run;
  if (run.json) {
    run.printJson(plain(root));
    return;
  }
  run.print('   WRITTEN  SHARE  DIRECTORY (most of it by)');
  const print = (at: Folder, branch: string): void => {
    const share = `${((100 * at.bytes) / Math.max(1, root.bytes)).toFixed(1)}%`;
    run.print(`${bytesText(at.bytes).padStart(10)} ${share.padStart(6)}  ${branch}${at.name} (${biggestWriter(at)})`);
  };
  const below = (at: Folder, lines: string, depth: number): void => {
    const shown = depth > (run.args.depth ?? usualDepth) ? [] : foldersIn(at).filter(({ bytes }) => bytes >= root.bytes * leastShare);
    shown.forEach((child, i) => {
      const isLast = i === shown.length - 1;
      // Folders with nothing but one other folder stand in its line.
      const [name, end] = throughOnly(child);
      print({ ...end, name }, `${lines}${isLast ? '└─ ' : '├─ '}`);
      below(end, `${lines}${isLast ? '   ' : '│  '}`, depth + 1);
    });
  };
  print(root, '');
  below(root, '', 1);
}

function throughOnly(from: Folder): readonly [name: string, end: Folder] {
  let name = from.name;
  let at = from;
  while (at.folders.size === 1) {
    const [only] = at.folders.values();
    if (only === undefined || only.bytes !== at.bytes) break;
    at = only;
    name += `/${only.name}`;
  }
  return [name, at];
}

export default defineChisel({
  category: 'I/O',
  summary: 'Tree of directories with the bytes written below them',
  description:
    'Shows where files are written: a tree of directories, each with all bytes written below it and the program that wrote most of them.',
  args,
  fields: ['evt.rawarg.res', 'fd.directory', 'proc.name'],
  // What lies there are no files on a disk.
  filter:
    'evt.is_io_write=true and fd.type=file and evt.rawres>0 and not (fd.name startswith /dev/ or fd.name startswith /proc/ or fd.name startswith /sys/)',
  onlyComplete: true,
  state: () => folder('/'),
  ...refreshed(show),
  onEvent({ evt, fd, proc }, { state }) {
    const bytes = toNumber(evt['rawarg.res'] ?? 0);
    const writer = proc.name ?? '<NA>';
    if (fd.directory === undefined) return;
    let at = state;
    count(at, writer, bytes);
    for (const name of fd.directory.split('/')) {
      if (name === '') continue;
      let next = at.folders.get(name);
      if (next === undefined) {
        next = folder(name);
        at.folders.set(name, next);
      }
      count(next, writer, bytes);
      at = next;
    }
  },
});
