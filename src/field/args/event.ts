import {
  type ByteWriter,
  classicParamCount,
  type EventType,
  eventTable,
  FixedText,
  numberRoom,
  type ParamDef,
  putHex64,
  putOctal,
  putUint,
  putWords,
  slack,
} from '../../event/index.ts';
import type { EventContext, Thread } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { dottedAndCut } from './buffer.ts';
import { textsOfFd } from './fd.ts';
import type { NamedNumbers } from './named-numbers.ts';
import { renderingOf } from './parameter.ts';
import { type Direct, type ParameterWriter, type Rendering, writeBoth } from './rendering.ts';
import { formOf, keepNothing, keepText, newOwner, writeAgain } from './repeated.ts';

/** A parameter of an event type, ready to be written. */
interface Argument {
  /** `name=`, and what stands between it and the parameter before. */
  readonly label: FixedText;
  readonly rendering: Rendering;
  /** Writes value and meaning, where the parameter's {@link Way} does not say how. */
  readonly write: ParameterWriter;
  readonly way: number;
  /** Numbers with names. */
  readonly names: NamedNumbers | undefined;
}

/** By type number: where the parameters of the type begin in lists that hold those of all types one after the other. */
const firstParam = new Int32Array(eventTable.length);
let paramTotal = 0;
for (const { number, params } of eventTable) {
  firstParam[number] = paramTotal;
  paramTotal += params.length;
}

/** Words that hold a label. */
const labelWords = 3;

/**
 * The labels of all parameters in words of eight bytes, as far as they are known: a list of numbers whose place never
 * changes costs engines one load where an object with a text with a list of words costs five, each waiting for the one before.
 */
const labels = new Float64Array(paramTotal * labelWords);

/** Generic events carry only the syscall's number, which their name says already. */
const genericEvents = 2;

/** Writes the parameters of events, bound to one choice of how values look. */
export class ArgumentWriter {
  readonly #settings: FieldSettings;
  /** By type number, made when the first event of the type comes. */
  readonly #byType: (readonly Argument[] | undefined)[] = new Array(eventTable.length);
  /** How each parameter of the types in {@link #byType} is written, in the order of {@link firstParam}; see {@link planOf}. */
  readonly #plans = new Int32Array(paramTotal);
  readonly #owner = newOwner();

  constructor(settings: FieldSettings) {
    this.#settings = settings;
  }

  /** All parameters: `fd=3(<f>/etc/passwd) size=4096 `, with a space behind each. */
  all(context: EventContext, out: ByteWriter): void {
    const { evt, thread } = context;
    const { type } = evt;
    if (type < genericEvents || evt.paramCount === 0) return;
    const form = thread === undefined || context.machine.exitOnly ? 0 : formOf(evt, this.#owner);
    if (form === 0 || thread === undefined) {
      this.#make(context, out);
    } else if (!writeAgain(evt, form, thread, out)) {
      const start = out.length;
      this.#make(context, out);
      this.#keep(context, form, thread, out, start);
    }
  }

  /**
   * The types nearly all parameters are of are written right here, with the place in a variable: in a loop that runs for
   * every parameter of every event, calls cost more than what they do, most of all those through a variable.
   */
  #make(context: EventContext, out: ByteWriter): void {
    const { evt } = context;
    const { type } = evt;
    const known = this.#byType[type] ?? this.#argumentsOf(context.type);
    const from = evt.offsets();
    // What newer drivers added to an exit repeats its enter, or is a detail classic readers do not show.
    const shown = context.machine.exitOnly ? known.length : classicParamCount[type]!;
    const count = Math.min(evt.paramCount, shown);
    if (count === 0) return;
    const plans = this.#plans;
    const first = firstParam[type]!;
    const bytes = evt.view;
    const room = count * argumentRoom;
    out.reserve(room);
    let { view } = out;
    // So that the engine keeps it as a 32-bit integer, and knows that it is one.
    let at = out.length | 0;
    let start = from[0]!;
    for (let i = 0; i < count; i++) {
      const plan = plans[first + i]!;
      const labelLength = plan & 0xff;
      const word = (first + i) * labelWords;
      view.setFloat64(at, labels[word]!, true);
      if (labelLength > 8) {
        view.setFloat64(at + 8, labels[word + 1]!, true);
        view.setFloat64(at + 16, labels[word + 2]!, true);
      }
      at = (at + labelLength) | 0;
      const end = from[i + 1]!;
      const begin = start;
      start = end;
      let isWritten = false;
      if (end - begin >= plan >> 16) {
        const way = (plan >> 8) & 0xff;
        let fixed: FixedText | undefined;
        switch (way) {
          case Way.int64:
          case Way.int32:
          case Way.fd: {
            const low = bytes.getInt32(begin, true);
            if (low < 0 || (way !== Way.int32 && bytes.getInt32(begin + 4, true) !== 0)) break;
            at = putUint(view, at, low);
            if (way !== Way.fd) continue;
            const fd = context.thread?.fds.get(low);
            if (fd === undefined) continue;
            fixed = textsOfFd(fd).argument;
            break;
          }
          case Way.named32:
            fixed = known[i]!.names!.text(bytes.getInt32(begin, true) >>> 0);
            break;
          case Way.named8:
            fixed = known[i]!.names!.text(bytes.getInt8(begin) & 0xff);
            break;
          case Way.octal32:
            at = putOctal(view, at, bytes.getInt32(begin, true));
            continue;
          case Way.hex64:
            at = putHex64(view, at, bytes.getInt32(begin + 4, true), bytes.getInt32(begin, true));
            continue;
          case Way.dotted:
            out.length = at;
            dottedAndCut(bytes, begin, end, this.#settings.bufferLength, out);
            isWritten = true;
            break;
          case Way.text:
            out.length = at;
            out.untilNul(bytes, begin, end);
            isWritten = true;
            break;
          case Way.path:
            if (bytes.getInt8(begin) !== slash) break;
            out.length = at;
            out.printableUntilNul(bytes, begin, end);
            isWritten = true;
            break;
        }
        if (fixed !== undefined) {
          const { words, length } = fixed;
          if (words !== undefined && length <= longestFixed) {
            at = putWords(view, at, words, length);
            continue;
          }
          out.length = at;
          out.fixed(fixed);
          isWritten = true;
        }
      }
      if (!isWritten) {
        out.length = at;
        known[i]!.write(context, begin, end - begin, out);
      }
      out.reserve(room);
      ({ view } = out);
      at = out.length | 0;
    }
    view.setInt8(at, space);
    out.length = at + 1;
  }

  /** Keeps what was written of an event where it follows from the bytes of the event, and from one fd. */
  #keep(context: EventContext, form: number, thread: Thread, out: ByteWriter, start: number): void {
    const { evt } = context;
    const count = evt.paramCount;
    // Of a damaged event there are fewer than it said.
    const fd = count === ((form >> 8) & 0xff) ? this.#onlyFdOf(context) : undefined;
    if (fd === undefined) keepNothing(evt);
    else keepText(evt, form, thread, fd, out, start);
  }

  /**
   * The number of the fd from whose name, beside the bytes of the event, the text of all parameters follows; -1 where it follows
   * from the bytes alone, undefined where it takes more than that.
   */
  #onlyFdOf({ evt, type }: EventContext): number | undefined {
    const known = this.#argumentsOf(type);
    const count = Math.min(evt.paramCount, known.length);
    let fd = -1;
    for (let i = 0; i < count; i++) {
      const { way, rendering } = known[i]!;
      if (way === Way.fd) {
        if (!evt.has(i, 8)) return undefined;
        const number = evt.i64(i);
        if (number > maxInt32 || (number >= 0 && fd >= 0)) return undefined;
        if (number >= 0) fd = number;
      } else if (way === Way.path) {
        if (evt.size(i) === 0 || evt.u8(i) !== slash) return undefined;
      } else if (way === Way.none && rendering.ofBytes !== true) {
        return undefined;
      }
    }
    return fd;
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
    made.forEach((argument, i) => {
      const index = firstParam[type.number]! + i;
      this.#plans[index] = planOf(argument);
      labels.set(argument.label.words!, index * labelWords);
    });
    this.#byType[type.number] = made;
    return made;
  }
}

const slash = 0x2f;

const maxInt32 = 0x7fffffff;

const space = 0x20;

/** Longer fixed texts are left to the output, which makes room for them. Bytes. */
const longestFixed = 160;
/** Bytes that a label may take, see {@link labels}. */
const longestLabel = labelWords * 8;
/** Bytes that one parameter needs at most where it is written in place. */
const argumentRoom = longestLabel + numberRoom + longestFixed + slack;

/** The direct ways as numbers: engines jump by a number, and compare texts one after the other. */
const Way = {
  none: 0,
  int64: 1,
  int32: 2,
  fd: 3,
  named32: 4,
  named8: 5,
  dotted: 6,
  text: 7,
  path: 8,
  octal32: 9,
  hex64: 10,
} as const;

/** By {@link Way}: bytes a value needs to be written directly; a shorter one is written the long way. */
const leastSizes: Readonly<Record<Direct, number>> = {
  int64: 8,
  int32: 4,
  fd: 8,
  named32: 4,
  named8: 1,
  dotted: 0,
  text: 0,
  path: 1,
  octal32: 4,
  hex64: 8,
};

/** How a parameter is written, in one number: bytes of its label, way, bytes the way needs. */
function planOf({ label, way, rendering: { direct } }: Argument): number {
  return label.length | (way << 8) | ((direct === undefined ? 0 : leastSizes[direct]) << 16);
}

function argumentOf(param: ParamDef, isFirst: boolean, settings: FieldSettings): Argument {
  const rendering = renderingOf(param, settings);
  const { value, meaning, both, direct, names } = rendering;
  const write: ParameterWriter =
    both ?? (meaning === undefined ? value : (context, at, size, out) => writeBoth(rendering, context, at, size, out));
  const label = new FixedText(`${isFirst ? '' : ' '}${param.name}=`);
  return { label, rendering, write, way: Way[direct ?? 'none'], names };
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
