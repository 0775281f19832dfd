import { eventNumber } from '../event/index.ts';
import { type EventContext, joinPath } from '../machine/index.ts';
import { atWorkingDirectory, indexOfParameter } from './args/index.ts';
import { boundField } from './define.ts';
import { FieldArgumentError, type FieldDefinition } from './types.ts';

/** Names of the two parameters that make a path. */
interface PathParameters {
  readonly directory: string;
  readonly path: string;
}

/** What `evt.abspath` reads from events of a type: the first path, and for events with two the second. */
type PathsOfType = readonly [source: PathParameters, destination: PathParameters];

function both(directory: string, path: string): PathsOfType {
  return [
    { directory, path },
    { directory, path },
  ];
}

const rename: PathsOfType = [
  { directory: 'olddirfd', path: 'oldpath' },
  { directory: 'newdirfd', path: 'newpath' },
];
const link: PathsOfType = [
  { directory: 'olddir', path: 'oldpath' },
  { directory: 'newdir', path: 'newpath' },
];

const paths: ReadonlyMap<number, PathsOfType> = new Map(
  (
    [
      ['PPME_SYSCALL_RENAMEAT_X', rename],
      ['PPME_SYSCALL_RENAMEAT2_X', rename],
      ['PPME_SYSCALL_SYMLINKAT_X', both('linkdirfd', 'linkpath')],
      ['PPME_SYSCALL_OPENAT_E', both('dirfd', 'name')],
      ['PPME_SYSCALL_OPENAT_2_X', both('dirfd', 'name')],
      ['PPME_SYSCALL_OPENAT2_X', both('dirfd', 'name')],
      ['PPME_SYSCALL_LINKAT_E', link],
      ['PPME_SYSCALL_LINKAT_2_X', link],
      ['PPME_SYSCALL_UNLINKAT_E', both('dirfd', 'name')],
      ['PPME_SYSCALL_UNLINKAT_2_X', both('dirfd', 'name')],
      ['PPME_SYSCALL_MKDIRAT_X', both('dirfd', 'path')],
      ['PPME_SYSCALL_FCHMODAT_X', both('dirfd', 'filename')],
    ] as const
  ).map(([code, names]) => [eventNumber(code), names] as const),
);

/** The full path of calls that name a directory by an fd. */
export const absolutePathField: FieldDefinition = boundField(
  'evt.abspath',
  'CHARBUF',
  'NA',
  'Absolute Path',
  'Full path of calls that take a directory fd, such as openat; evt.abspath.src and evt.abspath.dst where there are two.',
  { required: false, dotted: true, what: 'src or dst', pattern: /src|dst/y },
  (argument) => {
    const which = whichPath(argument);
    return (context) => absolutePath(context, which);
  },
  { eventTypes: [...paths.keys()], costly: true },
);

function whichPath(argument: string | undefined): 0 | 1 {
  if (argument === undefined || argument === 'src') return 0;
  if (argument === 'dst') return 1;
  throw new FieldArgumentError(`evt.abspath has no '${argument}'`, 'write evt.abspath, evt.abspath.src or evt.abspath.dst');
}

function absolutePath(context: EventContext, which: 0 | 1): string | undefined {
  const { evt, thread, type } = context;
  const names = paths.get(type.number)?.[which];
  if (names === undefined || thread === undefined) return undefined;
  const directory = indexOfParameter(context, names.directory);
  const path = indexOfParameter(context, names.path);
  if (directory < 0 || path < 0 || !evt.has(directory, 8)) return undefined;
  const text = evt.text(path);
  if (text.startsWith('/')) return joinPath('', text);
  const number = evt.i64(directory);
  if (number === atWorkingDirectory) return joinPath(thread.cwd, text);
  const fd = number < 0 ? undefined : thread.fds.get(number);
  return joinPath(fd === undefined ? '<UNKNOWN>/' : `${fd.name}/`, text);
}
