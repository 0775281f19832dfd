import { type ByteWriter, type EventType, eventTable, FixedText, type ParamDef } from '../../event/index.ts';
import type { EventContext } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { dottedAndCut } from './buffer.ts';
import { writeFdText } from './fd.ts';
import type { NamedNumbers } from './named-numbers.ts';
import { octal } from './number.ts';
import { renderingOf } from './parameter.ts';
import { type Direct, type ParameterWriter, type Rendering, writeBoth } from './rendering.ts';

/** A parameter of an event type, ready to be written. */
interface Argument {
  /** `name=`, and what stands between it and the parameter before. */
  readonly label: FixedText;
  readonly rendering: Rendering;
  /** Writes value and meaning, where `direct` does not say how. */
  readonly write: ParameterWriter;
  readonly direct: Direct | undefined;
  /** Bytes a value needs for `direct`; a shorter one is written the long way. */
  readonly least: number;
  /** The label with a digit behind it: most numbers are small. */
  readonly digits: readonly FixedText[];
  /** Numbers with names, the label in front. */
  readonly names: NamedNumbers | undefined;
}

/** By type number: how many parameters events of the type have in sysdig 0.29.3; all where it does not know the type. */
const classicCounts: Uint8Array = Uint8Array.from(eventTable, ({ params }) => params.filter((param) => param.added !== true).length);

/** Generic events carry only the syscall's number, which their name says already. */
const genericEvents = 2;

/** Writes the parameters of events, bound to one choice of how values look. */
export class ArgumentWriter {
  readonly #settings: FieldSettings;
  /** By type number, made when the first event of the type comes. */
  readonly #byType: (readonly Argument[] | undefined)[] = new Array(eventTable.length);

  constructor(settings: FieldSettings) {
    this.#settings = settings;
  }

  /**
   * All parameters: `fd=3(<f>/etc/passwd) size=4096 `, with a space behind each.
   *
   * The types nearly all parameters are of are written right here: in a loop that runs for every parameter of every
   * event, calls cost more than what they do, most of all those through a variable.
   */
  all(context: EventContext, out: ByteWriter): void {
    const { evt, type, machine } = context;
    const { number } = type;
    if (number < genericEvents) return;
    const known = this.#byType[number] ?? this.#argumentsOf(type);
    // What newer drivers added to an exit repeats its enter, or is a detail classic readers do not show.
    const shown = machine.exitOnly ? known.length : classicCounts[number]!;
    const count = Math.min(evt.paramCount, shown);
    const { view } = evt;
    for (let i = 0; i < count; i++) {
      const argument = known[i]!;
      const { direct } = argument;
      const at = evt.offset(i);
      const size = evt.size(i);
      if (direct === undefined || size < argument.least) {
        out.fixed(argument.label);
        argument.write(context, at, size, out);
        continue;
      }
      switch (direct) {
        case 'int64':
        case 'errno':
        case 'fd':
        case 'int32': {
          const low = view.getInt32(at, true);
          if (low < 0 || (direct !== 'int32' && view.getInt32(at + 4, true) !== 0)) break;
          if (low < 10) {
            out.fixed(argument.digits[low]!);
          } else {
            out.fixed(argument.label);
            out.uint(low);
          }
          if (direct !== 'fd') continue;
          const fd = context.thread?.fds.get(low);
          if (fd !== undefined) writeFdText(fd, out);
          continue;
        }
        case 'named32':
          argument.names!.write(view.getUint32(at, true), out);
          continue;
        case 'named8':
          argument.names!.write(view.getUint8(at), out);
          continue;
        case 'hex64':
          out.fixed(argument.label);
          out.hex64(view.getUint32(at + 4, true), view.getUint32(at, true), true);
          continue;
        case 'octal32':
          out.fixed(argument.label);
          octal(view.getUint32(at, true), out);
          continue;
        case 'dotted':
          out.fixed(argument.label);
          dottedAndCut(view, at, at + size, this.#settings.bufferLength, out);
          continue;
        case 'text':
          out.fixed(argument.label);
          out.untilNul(view, at, at + size);
          continue;
        case 'path':
          if (view.getUint8(at) !== slash) break;
          out.fixed(argument.label);
          out.printableUntilNul(view, at, at + size);
          continue;
      }
      out.fixed(argument.label);
      argument.write(context, at, size, out);
    }
    if (count > 0) out.byte(0x20);
  }

  /**
   * One parameter by its index, as `evt.arg` shows it: what it means where it means something, else its value.
   * False where the event has no such parameter.
   */
  one(context: EventContext, index: number, out: ByteWriter): boolean {
    const { evt, type } = context;
    const argument = this.#argumentsOf(type)[index];
    if (argument === undefined || index >= evt.paramCount) return false;
    const { value, meaning } = argument.rendering;
    const at = evt.offset(index);
    const size = evt.size(index);
    const mark = out.length;
    meaning?.(context, at, size, out);
    if (out.length === mark) value(context, at, size, out);
    return true;
  }

  /** The value of one parameter without what it means. False where the event has no such parameter. */
  value(context: EventContext, index: number, out: ByteWriter): boolean {
    const { evt, type } = context;
    const argument = this.#argumentsOf(type)[index];
    if (argument === undefined || index >= evt.paramCount) return false;
    argument.rendering.value(context, evt.offset(index), evt.size(index), out);
    return true;
  }

  #argumentsOf(type: EventType): readonly Argument[] {
    const known = this.#byType[type.number];
    if (known !== undefined) return known;
    const made = type.params.map((param, i) => argumentOf(param, i === 0, this.#settings));
    this.#byType[type.number] = made;
    return made;
  }
}

const slash = 0x2f;

/** Bytes a value needs to be written directly. */
const leastSizes: Readonly<Record<Direct, number>> = {
  errno: 8,
  fd: 8,
  int32: 4,
  octal32: 4,
  int64: 8,
  hex64: 8,
  named8: 1,
  named32: 4,
  dotted: 0,
  text: 0,
  path: 1,
};

function argumentOf(param: ParamDef, isFirst: boolean, settings: FieldSettings): Argument {
  const rendering = renderingOf(param, settings);
  const { value, meaning, both, direct, names } = rendering;
  const write: ParameterWriter =
    both ?? (meaning === undefined ? value : (context, at, size, out) => writeBoth(rendering, context, at, size, out));
  const label = `${isFirst ? '' : ' '}${param.name}=`;
  return {
    label: new FixedText(label),
    rendering,
    write,
    direct,
    least: direct === undefined ? 0 : leastSizes[direct],
    digits: Array.from({ length: 10 }, (_, digit) => new FixedText(`${label}${digit}`)),
    names: names?.behind(label),
  };
}

const writers = new WeakMap<FieldSettings, ArgumentWriter>();

/** The writer for one choice of how values look; all fields bound to it share one. */
export function argumentWriter(settings: FieldSettings): ArgumentWriter {
  let writer = writers.get(settings);
  if (writer === undefined) {
    writer = new ArgumentWriter(settings);
    writers.set(settings, writer);
  }
  return writer;
}

/** Index of the event's own parameter of this name; -1 where it has none. */
export function indexOfParameter({ evt, type }: EventContext, name: string): number {
  const { params } = type;
  const count = Math.min(evt.paramCount, params.length);
  for (let i = 0; i < count; i++) if (params[i]!.name === name) return i;
  return -1;
}
