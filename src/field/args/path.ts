import { type ByteWriter, latin1, type ParamDef } from '../../event/index.ts';
import { type EventContext, joinPath, printable } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { atWorkingDirectory } from './fd.ts';
import type { Rendering } from './rendering.ts';
import { textEnd, writeSanitized } from './text.ts';

/**
 * Paths: as the program gave them, and in parentheses where a relative one leads to: from the working directory, or
 * from the directory fd in another parameter.
 */
export function path(param: ParamDef, settings: FieldSettings): Rendering {
  return {
    value: (context, at, size, out) => out.printableUntilNul(context.evt.view, at, at + size),
    meaning: (context, at, size, out) => writeTarget(param, context, at, size, settings, out),
    direct: 'path',
  };
}

function pathText({ evt }: EventContext, at: number, size: number): string {
  return latin1(evt.bytes, at, textEnd(evt.bytes, at, size));
}

const slash = 0x2f;

function writeTarget(param: ParamDef, context: EventContext, at: number, size: number, settings: FieldSettings, out: ByteWriter): void {
  const { thread, evt } = context;
  if (thread === undefined || size === 0 || evt.bytes[at] === slash) return;
  const text = pathText(context, at, size);
  if (text === '<NA>') return;
  writeSanitized(joinPath(baseDirectory(param, context), text), settings, out);
}

/** The directory a relative path starts from; '' where it is not known. */
function baseDirectory({ dirfd }: ParamDef, { evt, thread, type }: EventContext): string {
  if (thread === undefined) return '';
  // In one event type the table names a parameter that is no fd; sysdig starts from the working directory there.
  if (dirfd !== undefined && type.params[dirfd]?.type === 'FD' && evt.has(dirfd, 8)) {
    const number = evt.i64(dirfd);
    if (number !== atWorkingDirectory) {
      const directory = printable(thread.fds.get(number)?.name ?? '');
      return directory === '' ? '' : `${directory}/`;
    }
  }
  return thread.cwd;
}
