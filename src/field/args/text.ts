import { type ByteWriter, latin1 } from '../../event/index.ts';
import type { FieldSettings } from '../settings.ts';
import type { Rendering } from './rendering.ts';

/** Text from the traced machine: made fit for a terminal where the output is one. */
export function writeSanitized(text: string, settings: FieldSettings, out: ByteWriter): void {
  const from = out.length;
  out.text(text);
  settings.sanitize?.(out, from);
}

/** End of the NUL-terminated text in `[at, at + size)`. */
export function textEnd(bytes: Buffer, at: number, size: number): number {
  const end = at + size;
  const nul = bytes.indexOf(0, at);
  return nul >= 0 && nul < end ? nul : end;
}

/** NUL-terminated text, as it is. */
export function charbuf(settings: FieldSettings): Rendering {
  const { sanitize } = settings;
  if (sanitize === undefined) {
    return { value: (context, at, size, out) => out.untilNul(context.evt.view, at, at + size), direct: 'text' };
  }
  return {
    value: (context, at, size, out) => {
      const from = out.length;
      out.untilNul(context.evt.view, at, at + size);
      sanitize(out, from);
    },
  };
}

/** NUL-terminated texts, each after the other, with dots between them. */
export function charbufArray(settings: FieldSettings): Rendering {
  return texts(settings, (all) => all.join('.'));
}

/** NUL-terminated texts in pairs: `name:value,name:value`. */
export function charbufPairs(settings: FieldSettings): Rendering {
  return texts(settings, (all) => all.map((text, i) => (i === 0 ? text : `${i % 2 === 0 ? ',' : ':'}${text}`)).join(''));
}

function texts(settings: FieldSettings, join: (all: readonly string[]) => string): Rendering {
  return {
    value: (context, at, size, out) => {
      const text = latin1(context.evt.bytes, at, at + size);
      writeSanitized(join((text.endsWith('\0') ? text.slice(0, -1) : text).split('\0')), settings, out);
    },
  };
}
