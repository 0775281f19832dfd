import { enumName, FixedText, type FlagSet, flagNames, type PrintFormat } from '../../event/index.ts';
import { integer } from './number.ts';
import { low32, unsigned16 } from './read.ts';
import type { Rendering } from './rendering.ts';

/** Renderings kept for a set; a program cannot fill memory by calling with ever other values. */
const cachedValues = 4096;

/** Masks of flags: `4097(O_RDONLY|O_CLOEXEC)`. */
export function flags(bits: 8 | 16 | 32, set: FlagSet | undefined): Rendering {
  return named(bits, set, flagNames);
}

/** One value of a list: `10(AF_INET6)`. */
export function enumeration(bits: 8 | 16 | 32, set: FlagSet | undefined): Rendering {
  return named(bits, set, enumName);
}

/** File modes: the number in the parameter's format, then the names of its bits. */
export function mode(format: PrintFormat, set: FlagSet | undefined): Rendering {
  const { value } = integer(32, false, format);
  return set === undefined ? { value } : { value, meaning: (context, at, _size, out) => out.text(flagNames(set, low32(context.evt, at))) };
}

/** Numbers with names. All that was written for a number once is kept with its set. */
function named(bits: 8 | 16 | 32, set: FlagSet | undefined, nameOf: (set: FlagSet, value: number) => string): Rendering {
  const read = readerOf(bits);
  const value: Rendering['value'] = (context, at, _size, out) => out.uint(read(context.evt, at));
  if (set === undefined) return { value };
  const known = new Map<number, FixedText>();
  return {
    value,
    meaning: (context, at, _size, out) => out.text(nameOf(set, read(context.evt, at))),
    both: (context, at, _size, out) => {
      const number = read(context.evt, at);
      let text = known.get(number);
      if (text === undefined) {
        const name = nameOf(set, number);
        text = new FixedText(name === '' ? String(number) : `${number}(${name})`);
        if (known.size < cachedValues) known.set(number, text);
      }
      out.fixed(text);
    },
  };
}

function readerOf(bits: 8 | 16 | 32): typeof low32 {
  if (bits === 32) return low32;
  return bits === 16 ? unsigned16 : (evt, at) => evt.view.getUint8(at);
}
