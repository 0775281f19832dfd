import {
  type ByteWriter,
  type EventType,
  eventTable,
  FixedText,
  numberRoom,
  type ParamDef,
  putUint,
  putWords,
  slack,
} from '../../event/index.ts';
import type { EventContext } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { dottedAndCut } from './buffer.ts';
import { textOfFd } from './fd.ts';
import type { NamedNumbers } from './named-numbers.ts';
import { renderingOf } from './parameter.ts';
import { type Direct, type ParameterWriter, type Rendering, writeBoth } from './rendering.ts';

/** A parameter of an event type, ready to be written. */
interface Argument {
  /** `name=`, and what stands between it and the parameter before; also in words. */
  readonly label: FixedText;
  readonly labelWords: readonly number[];
  readonly rendering: Rendering;
  /** Writes value and meaning, where `direct` does not say how. */
  readonly write: ParameterWriter;
  readonly direct: number;
  /** Bytes a value needs for `direct`; a shorter one is written the long way, and every one where there is no direct way. */
  readonly least: number;
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
   * The types nearly all parameters are of are written right here, with the place in a variable: in a loop that runs for
   * every parameter of every event, calls cost more than what they do, most of all those through a variable.
   */
  all(context: EventContext, out: ByteWriter): void {
    const { evt, type, machine } = context;
    const { number } = type;
    if (number < genericEvents) return;
    const known = this.#byType[number] ?? this.#argumentsOf(type);
    const from = evt.offsets();
    // What newer drivers added to an exit repeats its enter, or is a detail classic readers do not show.
    const shown = machine.exitOnly ? known.length : classicCounts[number]!;
    const count = Math.min(evt.paramCount, shown);
    if (count === 0) return;
    const bytes = evt.view;
    const room = count * argumentRoom;
    out.reserve(room);
    let { view, length: at } = out;
    for (let i = 0; i < count; i++) {
      const argument = known[i]!;
      const start = from[i]!;
      const size = from[i + 1]! - start;
      let fixed: FixedText | undefined;
      if (size >= argument.least) {
        switch (argument.direct) {
          case Way.int64:
          case Way.int32:
          case Way.fd: {
            const low = bytes.getInt32(start, true);
            if (low < 0 || (argument.direct !== Way.int32 && bytes.getInt32(start + 4, true) !== 0)) break;
            at = putUint(view, putWords(view, at, argument.labelWords, argument.label.length), low);
            if (argument.direct !== Way.fd) continue;
            const fd = context.thread?.fds.get(low);
            if (fd === undefined) continue;
            fixed = textOfFd(fd);
            break;
          }
          case Way.named32:
            fixed = argument.names!.text(bytes.getUint32(start, true));
            break;
          case Way.named8:
            fixed = argument.names!.text(bytes.getUint8(start));
            break;
          case Way.dotted:
            out.length = putWords(view, at, argument.labelWords, argument.label.length);
            dottedAndCut(bytes, start, start + size, this.#settings.bufferLength, out);
            out.reserve(room);
            ({ view, length: at } = out);
            continue;
          case Way.text:
            out.length = putWords(view, at, argument.labelWords, argument.label.length);
            out.untilNul(bytes, start, start + size);
            out.reserve(room);
            ({ view, length: at } = out);
            continue;
          case Way.path:
            if (bytes.getUint8(start) !== slash) break;
            out.length = putWords(view, at, argument.labelWords, argument.label.length);
            out.printableUntilNul(bytes, start, start + size);
            out.reserve(room);
            ({ view, length: at } = out);
            continue;
        }
        if (fixed !== undefined) {
          const { words, length } = fixed;
          if (words !== undefined && length <= longestFixed) {
            at = putWords(view, at, words, length);
          } else {
            out.length = at;
            out.fixed(fixed);
            out.reserve(room);
            ({ view, length: at } = out);
          }
          continue;
        }
      }
      out.length = putWords(view, at, argument.labelWords, argument.label.length);
      argument.write(context, start, size, out);
      out.reserve(room);
      ({ view, length: at } = out);
    }
    view.setUint8(at, space);
    out.length = at + 1;
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

const space = 0x20;

/** Longer fixed texts are left to the output, which makes room for them. Bytes. */
const longestFixed = 160;
/** Parameters' names are shorter than this, with what stands around them. Bytes. */
const longestLabel = 64;
/** Bytes that one parameter needs at most where it is written in place. */
const argumentRoom = longestLabel + numberRoom + longestFixed + slack;

/** The direct ways as numbers: engines jump by a number, and compare texts one after the other. */
const Way = { none: 0, int64: 1, int32: 2, fd: 3, named32: 4, named8: 5, dotted: 6, text: 7, path: 8 } as const;

/** Bytes a value needs to be written directly. */
const leastSizes: Readonly<Record<Direct, number>> = { int64: 8, int32: 4, fd: 8, named32: 4, named8: 1, dotted: 0, text: 0, path: 1 };

function argumentOf(param: ParamDef, isFirst: boolean, settings: FieldSettings): Argument {
  const rendering = renderingOf(param, settings);
  const { value, meaning, both, direct, names } = rendering;
  const write: ParameterWriter =
    both ?? (meaning === undefined ? value : (context, at, size, out) => writeBoth(rendering, context, at, size, out));
  const label = `${isFirst ? '' : ' '}${param.name}=`;
  const fixed = new FixedText(label);
  return {
    label: fixed,
    labelWords: fixed.words!,
    rendering,
    write,
    direct: Way[direct ?? 'none'],
    least: direct === undefined ? Number.POSITIVE_INFINITY : leastSizes[direct],
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
