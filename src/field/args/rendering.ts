import type { ByteWriter } from '../../event/index.ts';
import type { EventContext } from '../../machine/index.ts';
import type { NamedNumbers } from './named-numbers.ts';

/**
 * Writes one thing about a parameter of the current event, whose bytes are `[at, at + size)` of `context.evt.bytes`.
 */
export type ParameterWriter = (context: EventContext, at: number, size: number, out: ByteWriter) => void;

/** The two texts of a parameter: `3(<f>/etc/passwd)` is the value `3` with the meaning `<f>/etc/passwd`. */
export interface Rendering {
  readonly value: ParameterWriter;
  /** Writes nothing where this value has no meaning beside itself. Missing where the type has none. */
  readonly meaning?: ParameterWriter;
  /** Writes value and meaning as a list of arguments shows them, where that is faster than one after the other. */
  readonly both?: ParameterWriter;
  /** Says that a list of arguments can write value and meaning without any of the above: see `ArgumentWriter`. */
  readonly direct?: Direct;
  /** Both texts follow from the bytes of the event alone; so do those that are written directly, but for fds and paths. */
  readonly ofBytes?: boolean;
  /** For numbers with names. */
  readonly names?: NamedNumbers;
}

/** Ways to write a parameter that are common enough to have their own branch. */
export type Direct = 'fd' | 'int32' | 'int64' | 'named8' | 'named32' | 'dotted' | 'text' | 'path' | 'octal32' | 'hex64';

/** Writes value and meaning as a list of arguments shows them: `3(<f>/etc/passwd)`. */
export function writeBoth({ value, meaning }: Rendering, context: EventContext, at: number, size: number, out: ByteWriter): void {
  value(context, at, size, out);
  if (meaning === undefined) return;
  const mark = out.length;
  out.byte(0x28);
  meaning(context, at, size, out);
  if (out.length === mark + 1) out.length = mark;
  else out.byte(0x29);
}
