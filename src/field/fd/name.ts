import { ByteWriter, eventNumber } from '../../event/index.ts';
import { type EventContext, joinPath } from '../../machine/index.ts';
import { argumentWriter, textsOfFd } from '../args/index.ts';
import { defaultFieldSettings, type FieldSettings } from '../settings.ts';
import { nameWithServices } from './services.ts';
import { isAboutFd } from './subject.ts';

const connectExit = eventNumber('PPME_SOCKET_CONNECT_X');
const openatExit = eventNumber('PPME_SYSCALL_OPENAT_X');
/** Exits that repeat the directory and the name they were asked for. */
const namedByDirectory: ReadonlySet<number> = new Set(['PPME_SYSCALL_OPENAT_2_X', 'PPME_SYSCALL_OPENAT2_X'].map(eventNumber));

/** Exits whose parameter 1 names what they tried to open. */
const namedByParameter: ReadonlySet<number> = new Set(
  ['SYSCALL_OPEN', 'SYSCALL_CREAT', 'SOCKET_ACCEPT', 'SOCKET_ACCEPT_5', 'SOCKET_ACCEPT4', 'SOCKET_ACCEPT4_5', 'SOCKET_CONNECT'].map(
    (name) => eventNumber(`PPME_${name}_X`),
  ),
);

const AT_FDCWD = -100;

const scratch = new ByteWriter();

/**
 * The name of the event's fd. A call that failed made no fd, but its exit still says what it was about: then that.
 * '' for exits that concern an fd nobody knows; undefined for enters of such, and for events about no fd.
 */
export function fdName(context: EventContext, settings: FieldSettings): string | undefined {
  if (!isAboutFd(context)) return undefined;
  const { fd, evt } = context;
  if (fd === undefined || (evt.type === connectExit && failed(context))) return nameFromCreator(context, settings);
  return settings.portName === undefined ? fd.name : nameWithServices(fd, settings);
}

/** Writes {@link fdName}; false where there is none. */
export function writeFdName(context: EventContext, settings: FieldSettings, out: ByteWriter): boolean {
  const { fd, evt } = context;
  if (fd !== undefined && evt.type !== connectExit && settings.portName === undefined && isAboutFd(context)) {
    out.fixed(textsOfFd(fd).name);
    return true;
  }
  const name = fdName(context, settings);
  if (name === undefined) return false;
  out.text(name);
  return true;
}

/** What the exit of a failed call says it tried to open; undefined for enters. */
export function nameFromCreator(context: EventContext, settings: FieldSettings = defaultFieldSettings): string | undefined {
  const { evt, type } = context;
  if (type.enter) return undefined;
  if (namedByParameter.has(evt.type)) {
    scratch.length = 0;
    argumentWriter(settings).one(context, 1, scratch);
    return scratch.since(0);
  }
  if (evt.type === openatExit) {
    const { enter } = context;
    return enter?.has(1) ? fromDirectory(context, enter.i64(0), enter.text(1)) : undefined;
  }
  if (namedByDirectory.has(evt.type) && evt.has(2) && evt.has(1, 8)) return fromDirectory(context, evt.i64(1), evt.text(2));
  return '';
}

/** A path as seen from a directory fd. */
function fromDirectory({ thread }: EventContext, directory: number, path: string): string {
  const base = path.startsWith('/') ? '' : directory === AT_FDCWD ? (thread?.cwd ?? '') : directoryName(thread?.fds.get(directory)?.name);
  return joinPath(base, path);
}

function directoryName(name: string | undefined): string {
  if (name === undefined) return '<UNKNOWN>';
  return name.endsWith('/') ? name : `${name}/`;
}

function failed({ evt }: EventContext): boolean {
  return evt.has(0, 8) && evt.i64(0) < 0;
}

/** The directory part of a path; of a path with nothing behind its last slash all of it, `/` where there is no slash. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash <= 0) return '/';
  return slash < path.length - 1 ? path.slice(0, slash) : path;
}

/** What stands behind the last slash of a path; all of it where that is nothing. */
export function fileNameOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '/';
  return slash < path.length - 1 ? path.slice(slash + 1) : path;
}
