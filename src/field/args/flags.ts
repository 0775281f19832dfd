import { enumName, type FlagSet, flagNames, type PrintFormat } from '../../event/index.ts';
import { integer } from './number.ts';
import { low32, unsigned16 } from './read.ts';
import type { Rendering } from './rendering.ts';

/** Renderings kept for a set; a program cannot fill memory by calling with ever other values. */
const cachedValues = 4096;

/** Masks of flags: `4097(O_RDONLY|O_CLOEXEC)`. */
export function flags(bits: 8 | 16 | 32, set: FlagSet | undefined): Rendering {
  const read = readerOf(bits);
  const value: Rendering['value'] = (context, at, _size, out) => out.uint(read(context.evt, at));
  if (set === undefined) return { value };
  const names = cached((mask) => flagNames(set, mask));
  return { value, meaning: (context, at, _size, out) => out.text(names(read(context.evt, at))) };
}

/** One value of a list: `10(AF_INET6)`. */
export function enumeration(bits: 8 | 16 | 32, set: FlagSet | undefined): Rendering {
  const read = readerOf(bits);
  const value: Rendering['value'] = (context, at, _size, out) => out.uint(read(context.evt, at));
  if (set === undefined) return { value };
  const names = cached((number) => enumName(set, number));
  return { value, meaning: (context, at, _size, out) => out.text(names(read(context.evt, at))) };
}

/** File modes: the number in the parameter's format, then the names of its bits. */
export function mode(format: PrintFormat, set: FlagSet | undefined): Rendering {
  const { value } = integer(32, false, format);
  if (set === undefined) return { value };
  const names = cached((mask) => flagNames(set, mask));
  return { value, meaning: (context, at, _size, out) => out.text(names(low32(context.evt, at))) };
}

function readerOf(bits: 8 | 16 | 32): typeof low32 {
  if (bits === 32) return low32;
  return bits === 16 ? unsigned16 : (evt, at) => evt.view.getUint8(at);
}

function cached(render: (value: number) => string): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    const text = known.get(value);
    if (text !== undefined) return text;
    const rendered = render(value);
    if (known.size < cachedValues) known.set(value, rendered);
    return rendered;
  };
}
