import { type EventCursor, type EventType, eventTable, type ParamDef } from '../event/index.ts';
import { type EventContext, joinPath } from '../machine/index.ts';
import { field } from './define.ts';
import { isAboutFd, subject } from './fd/subject.ts';
import type { Extractor, FieldClass } from './types.ts';

type Role = 'name' | 'source' | 'target';

/** Names of the parameters that hold a path, by the name of the event. */
const pathParameters: Readonly<Record<string, Partial<Record<Role, string>>>> = {
  mkdir: { name: 'path' },
  mkdirat: { name: 'path' },
  rmdir: { name: 'path' },
  unlink: { name: 'path' },
  unlinkat: { name: 'name' },
  open: { name: 'name' },
  openat: { name: 'name' },
  openat2: { name: 'name' },
  creat: { name: 'name' },
  chmod: { name: 'filename' },
  fchmodat: { name: 'filename' },
  chown: { name: 'path' },
  lchown: { name: 'path' },
  fchownat: { name: 'pathname' },
  mknod: { name: 'path' },
  mknodat: { name: 'path' },
  newfstatat: { name: 'path' },
  quotactl: { name: 'special' },
  umount: { name: 'name' },
  umount2: { name: 'name' },
  rename: { source: 'oldpath', target: 'newpath' },
  renameat: { source: 'oldpath', target: 'newpath' },
  renameat2: { source: 'oldpath', target: 'newpath' },
  // What is made is the source: it leads to the target.
  link: { source: 'newpath', target: 'oldpath' },
  linkat: { source: 'newpath', target: 'oldpath' },
  symlink: { source: 'linkpath', target: 'target' },
  symlinkat: { source: 'linkpath', target: 'target' },
  mount: { source: 'dev', target: 'dir' },
};

/** Calls whose path is that of an fd. */
const throughFd: ReadonlySet<string> = new Set(['fchmod', 'fchown']);

const exits = eventTable.filter(({ enter, name }) => !enter && (pathParameters[name] !== undefined || throughFd.has(name)));

const AT_FDCWD = -100;

/** The calls succeeded: results are 0 or above. */
function succeeded({ evt, type }: EventContext): boolean {
  const result = type.params[0];
  return (result?.type === 'ERRNO' || result?.type === 'FD') && evt.has(0, 8) && evt.i64(0) >= 0;
}

/** Where a parameter of that name lies: in the exit itself, or in old events in its enter. */
function find({ evt, type, enter }: EventContext, name: string): { event: EventCursor; type: EventType; index: number } | undefined {
  const own = type.params.findIndex((param) => param.name === name);
  if (own >= 0) return evt.has(own) ? { event: evt, type, index: own } : undefined;
  const enterType = enter === undefined ? undefined : eventTable[enter.type];
  const index = enterType?.params.findIndex((param) => param.name === name) ?? -1;
  return enter !== undefined && enterType !== undefined && index >= 0 && enter.has(index)
    ? { event: enter, type: enterType, index }
    : undefined;
}

/** The directory a relative path starts from. */
function base({ thread }: EventContext, event: EventCursor, params: readonly ParamDef[], path: ParamDef): string {
  const directory = path.dirfd ?? -1;
  const number = directory >= 0 && event.has(directory, 8) && params[directory]?.type === 'FD' ? event.i64(directory) : AT_FDCWD;
  if (number === AT_FDCWD) return thread?.cwd ?? '';
  const name = thread?.fds.get(number)?.name ?? '<UNKNOWN>';
  return name.endsWith('/') ? name : `${name}/`;
}

function path(role: Role, raw: boolean): Extractor {
  return (context) => {
    const { type } = context;
    if (type.enter || !succeeded(context)) return undefined;
    if (throughFd.has(type.name)) return role === 'name' && isAboutFd(context) ? subject(context)?.name : undefined;
    const name = pathParameters[type.name]?.[role];
    const found = name === undefined ? undefined : find(context, name);
    if (found === undefined) return undefined;
    const { event, index } = found;
    const written = event.text(index);
    if (raw || written.startsWith('/')) return written;
    const { params } = found.type;
    return joinPath(base(context, event, params, params[index]!), written);
  };
}

const onPathCalls = { eventTypes: exits.map(({ number }) => number) };

/** Fields of the paths a call works on. */
export const fsPathFields: FieldClass = {
  name: 'fs.path',
  doc: 'Paths of calls that work on the file system, also of those that make no fd: rename, unlink, mkdir, mount and others, where they succeeded.',
  fields: [
    field(
      'fs.path.name',
      'CHARBUF',
      'NA',
      'Path for Filesystem-related operation',
      'The path the call works on, made absolute.',
      path('name', false),
      onPathCalls,
    ),
    field(
      'fs.path.nameraw',
      'CHARBUF',
      'NA',
      'Raw path for Filesystem-related operation',
      'The same path as the program gave it.',
      path('name', true),
      onPathCalls,
    ),
    field(
      'fs.path.source',
      'CHARBUF',
      'NA',
      'Source path for Filesystem-related operation',
      'Where it comes from: the old name, the device; of links the link itself. Made absolute.',
      path('source', false),
      onPathCalls,
    ),
    field(
      'fs.path.sourceraw',
      'CHARBUF',
      'NA',
      'Source path for Filesystem-related operation',
      'The source as the program gave it.',
      path('source', true),
      onPathCalls,
    ),
    field(
      'fs.path.target',
      'CHARBUF',
      'NA',
      'Target path for Filesystem-related operation',
      'Where it goes: the new name, the mount point; of links what they lead to. Made absolute.',
      path('target', false),
      onPathCalls,
    ),
    field(
      'fs.path.targetraw',
      'CHARBUF',
      'NA',
      'Target path for Filesystem-related operation',
      'The target as the program gave it.',
      path('target', true),
      onPathCalls,
    ),
  ],
};
