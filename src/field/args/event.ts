import { type ByteWriter, type EventType, eventTable, FixedText, type ParamDef } from '../../event/index.ts';
import type { EventContext } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { dottedAndCut } from './buffer.ts';
import { writeFd } from './fd.ts';
import { writeErrno, writePid } from './identity.ts';
import type { NamedNumbers } from './named-numbers.ts';
import { decimal64 } from './number.ts';
import { renderingOf } from './parameter.ts';
import { isAbsolute } from './path.ts';
import { high32, low32 } from './read.ts';
import { type Direct, type ParameterWriter, type Rendering, writeBoth } from './rendering.ts';

/** A parameter of an event type, ready to be written. */
interface Argument {
  /** `name=`, and what stands between it and the parameter before. */
  readonly label: FixedText;
  readonly rendering: Rendering;
  /** Writes value and meaning, where `direct` does not say how. */
  readonly write: ParameterWriter;
  readonly direct: Direct | undefined;
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

  /** All parameters: `fd=3(<f>/etc/passwd) size=4096 `, with a space behind each. */
  all(context: EventContext, out: ByteWriter): void {
    const { evt, type, machine } = context;
    if (type.number < genericEvents) return;
    const known = this.#argumentsOf(type);
    // What newer drivers added to an exit repeats its enter, or is a detail classic readers do not show.
    const shown = machine.exitOnly ? known.length : classicCounts[type.number]!;
    const count = Math.min(evt.paramCount, shown);
    for (let i = 0; i < count; i++) {
      const argument = known[i]!;
      out.fixed(argument.label);
      this.#write(argument, context, evt.offset(i), evt.size(i), out);
    }
    if (count > 0) out.byte(0x20);
  }

  /**
   * Writes value and meaning. The types nearly all parameters are of have a branch of their own: calling through a
   * variable costs more than writing a number.
   */
  #write(argument: Argument, context: EventContext, at: number, size: number, out: ByteWriter): void {
    const { evt } = context;
    switch (argument.direct) {
      case 'errno':
        writeErrno(evt, at, out);
        return;
      case 'fd':
        writeFd(context, at, this.#settings, out);
        return;
      case 'int32':
        out.int(low32(evt, at) | 0);
        return;
      case 'int64':
        decimal64(high32(evt, at), low32(evt, at), out);
        return;
      case 'hex64':
        out.hex64(high32(evt, at), low32(evt, at), true);
        return;
      case 'named32':
        argument.names!.write(low32(evt, at), out);
        return;
      case 'named8':
        argument.names!.write(evt.view.getUint8(at), out);
        return;
      case 'pid':
        writePid(context, at, this.#settings, out);
        return;
      case 'dotted':
        dottedAndCut(evt.view, at, at + size, this.#settings.bufferLength, out);
        return;
      case 'text':
        out.untilNul(evt.view, at, at + size);
        return;
      case 'path':
        if (isAbsolute(evt, at, size)) out.printableUntilNul(evt.view, at, at + size);
        else argument.write(context, at, size, out);
        return;
      default:
        argument.write(context, at, size, out);
    }
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

function argumentOf(param: ParamDef, isFirst: boolean, settings: FieldSettings): Argument {
  const rendering = renderingOf(param, settings);
  const { value, meaning, both, direct, names } = rendering;
  const write: ParameterWriter =
    both ?? (meaning === undefined ? value : (context, at, size, out) => writeBoth(rendering, context, at, size, out));
  return { label: new FixedText(`${isFirst ? '' : ' '}${param.name}=`), rendering, write, direct, names };
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
