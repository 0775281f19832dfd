import { enumName, type FlagSet, flagNames, type PrintFormat } from '../../event/index.ts';
import { NamedNumbers } from './named-numbers.ts';
import { integer } from './number.ts';
import { low32, unsigned8, unsigned16 } from './read.ts';
import type { Direct, Rendering } from './rendering.ts';

/** Masks of flags: `4097(O_RDONLY|O_CLOEXEC)`. */
export function flags(bits: 8 | 16 | 32, set: FlagSet | undefined): Rendering {
  return named(bits, set === undefined ? undefined : new NamedNumbers(set, flagNames));
}

/** One value of a list: `10(AF_INET6)`. */
export function enumeration(bits: 8 | 16 | 32, set: FlagSet | undefined): Rendering {
  return named(bits, set === undefined ? undefined : new NamedNumbers(set, enumName));
}

/** File modes: the number in the parameter's format, then the names of its bits. */
export function mode(format: PrintFormat, set: FlagSet | undefined): Rendering {
  const { value } = integer(32, false, format);
  if (set === undefined) return { value, ofBytes: true };
  return { value, meaning: (context, at, _size, out) => out.text(flagNames(set, low32(context.evt, at))), ofBytes: true };
}

function named(bits: 8 | 16 | 32, names: NamedNumbers | undefined): Rendering {
  const read = readerOf(bits);
  const value: Rendering['value'] = (context, at, _size, out) => out.uint(read(context.evt, at));
  if (names === undefined) return { value, ofBytes: true };
  const direct: Direct | undefined = bits === 8 ? 'named8' : bits === 32 ? 'named32' : undefined;
  return {
    value,
    meaning: (context, at, _size, out) => out.text(names.name(read(context.evt, at))),
    both: (context, at, _size, out) => names.write(read(context.evt, at), out),
    ofBytes: true,
    names,
    ...(direct === undefined ? {} : { direct }),
  };
}

function readerOf(bits: 8 | 16 | 32): typeof low32 {
  if (bits === 32) return low32;
  return bits === 16 ? unsigned16 : unsigned8;
}
