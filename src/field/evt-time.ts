import type { ByteWriter, EventCursor, PrintFormat } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { absoluteTime, Clock } from './clock.ts';
import { boundField, field } from './define.ts';
import { exact } from './exact.ts';
import type { TimeMode } from './settings.ts';
import type { BoundField, Extractor, FieldDefinition, FieldWriter } from './types.ts';
import { written } from './written.ts';

/** ns in a second. */
const second = 1_000_000_000;

/** Fields that tell when an event happened. They exist for all events. */
export const timeFields: readonly FieldDefinition[] = [
  clockField('evt.time', 'Time', 'Time of the event as local time of day, with nanoseconds.', (clock, out) => clock.writeTimeOfDay(out), {
    cursor: 'clock',
  }),
  clockField('evt.time.s', 'Time (s)', 'Time of the event as local time of day, in whole seconds.', (clock, out) =>
    out.text(clock.timeOfDay),
  ),
  clockField(
    'evt.time.iso8601',
    'ISO 8601 Time',
    'Date and time of the event in UTC as ISO 8601 writes it, with nanoseconds and zone.',
    (clock, out) => {
      out.text(clock.utc);
      out.byte(0x2e);
      out.nine(clock.nanoseconds);
      out.text('+0000');
    },
  ),
  clockField('evt.datetime', 'Datetime', 'Local date and time of the event, with nanoseconds.', (clock, out) => {
    out.text(clock.date);
    out.byte(0x20);
    clock.writeTimeOfDay(out);
  }),
  clockField('evt.datetime.s', 'Datetime (s)', 'Local date and time of the event, in whole seconds.', (clock, out) => {
    out.text(clock.date);
    out.byte(0x20);
    out.text(clock.timeOfDay);
  }),
  boundField('evt.rawtime', 'ABSTIME', 'DEC', 'Absolute Time', 'Time of the event in nanoseconds since 1970.', undefined, () => ({
    extract: ({ evt }) => absoluteTime(evt),
    write: writeAbsolute,
  })),
  numberField(
    'evt.rawtime.s',
    'ABSTIME',
    'DEC',
    'Absolute Time (s)',
    'Time of the event in whole seconds since 1970.',
    ({ evt }) => clockOf(evt).seconds,
  ),
  numberField(
    'evt.rawtime.ns',
    'ABSTIME',
    '10_PADDED_DEC',
    'Absolute Time (ns)',
    'Nanoseconds of the event within its second.',
    ({ evt }) => clockOf(evt).nanoseconds,
  ),
  numberField('evt.reltime', 'RELTIME', '10_PADDED_DEC', 'Relative Time', 'Nanoseconds since the first event of the capture.', (context) =>
    wrapped(sinceFirst(context)),
  ),
  numberField('evt.reltime.s', 'RELTIME', 'DEC', 'Relative Time (s)', 'Whole seconds since the first event of the capture.', (context) =>
    whole(sinceFirst(context)),
  ),
  numberField(
    'evt.reltime.ns',
    'RELTIME',
    '10_PADDED_DEC',
    'Relative Time (ns)',
    'Nanoseconds within the second that is counted from the first event of the capture.',
    (context) => rest(sinceFirst(context)),
  ),
];

/** Fields about the time a call took and the time between events. */
export const durationFields: readonly FieldDefinition[] = [
  latencyField(
    'evt.latency',
    'DEC',
    'Latency',
    'Nanoseconds between the enter of a call and its exit; 0 for enters.',
    (latency) => latency,
  ),
  latencyField('evt.latency.s', 'DEC', 'Latency (s)', 'The same in whole seconds.', whole),
  latencyField('evt.latency.ns', '10_PADDED_DEC', 'Latency (ns)', 'Nanoseconds of the latency within its second.', rest),
  boundField(
    'evt.latency.quantized',
    'UINT64',
    'DEC',
    'Quantized Latency',
    'Column of a spectrogram the latency belongs to, on a logarithmic scale up to 100 s.',
    undefined,
    (_argument, { columns = -1 }) =>
      (context) => {
        const latency = latencyOf(context);
        if (latency === undefined || context.thread === undefined || latency === 0) return undefined;
        return Math.trunc((Math.min(Math.log10(latency), 11) * columns) / 11) + 1;
      },
    { hidden: true },
  ),
  field(
    'evt.latency.human',
    'CHARBUF',
    'NA',
    'Human-Readable Latency',
    'Time between enter and exit with a unit, such as 10.32ms.',
    (context) => {
      const latency = latencyOf(context);
      return latency === undefined ? undefined : humanTime(latency);
    },
  ),
  deltaField('evt.deltatime', 'DEC', 'Delta', 'Nanoseconds since the event before.', (delta) => delta),
  deltaField('evt.deltatime.s', 'DEC', 'Delta (s)', 'Whole seconds since the event before.', whole),
  deltaField('evt.deltatime.ns', '10_PADDED_DEC', 'Delta (ns)', 'Nanoseconds of that delta within its second.', rest),
  boundField(
    'evt.outputtime',
    'CHARBUF',
    'NA',
    'Output Time',
    'Time of the event in the form chosen with -t.',
    undefined,
    (_argument, { time }) => ({ ...written(outputTime(time)), json: writeAbsolute, ...(time === 'h' ? { cursor: 'clock' } : {}) }),
    { hidden: true, printOnly: true, stateful: true },
  ),
];

/** One clock serves all fields: it is cheapest where it is set on events in their order. */
const clock = new Clock();

function clockOf(evt: EventCursor): Clock {
  clock.set(evt);
  return clock;
}

function clockField(
  name: string,
  display: string,
  doc: string,
  write: (clock: Clock, out: ByteWriter) => void,
  shortcut: Pick<BoundField, 'cursor'> = {},
): FieldDefinition {
  const bound = written(({ evt }, out) => {
    write(clockOf(evt), out);
    return true;
  });
  return boundField(name, 'CHARBUF', 'NA', display, doc, undefined, () => ({ ...bound, ...shortcut, json: writeAbsolute }));
}

/** Times that are numbers: in JSON they stand without quotes and without zeros in front. */
function numberField(
  name: string,
  type: 'ABSTIME' | 'RELTIME',
  format: PrintFormat,
  display: string,
  doc: string,
  extract: Extractor,
): FieldDefinition {
  return boundField(name, type, format, display, doc, undefined, () => ({ extract, json: plainNumber(extract) }));
}

/** The time as a number of ns: what JSON shows for all its forms. */
function writeAbsolute({ evt }: EventContext, out: ByteWriter): boolean {
  const { seconds, nanoseconds } = clockOf(evt);
  if (seconds === 0) {
    out.uint(nanoseconds);
  } else {
    out.uint(seconds);
    out.nine(nanoseconds);
  }
  return true;
}

/** Writes a number as it is, without zeros in front. */
function plainNumber(extract: Extractor): FieldWriter {
  return (context, out) => {
    const value = extract(context);
    if (value === undefined) return false;
    if (typeof value === 'number') out.int(value);
    else out.text(String(value));
    return true;
  };
}

function latencyField(
  name: string,
  format: 'DEC' | '10_PADDED_DEC',
  display: string,
  doc: string,
  of: (latency: number) => number,
): FieldDefinition {
  return numberField(name, 'RELTIME', format, display, doc, (context) => {
    const latency = latencyOf(context);
    return latency === undefined ? undefined : of(latency);
  });
}

/** ns; undefined for events that are no calls at all. */
function latencyOf({ thread, type, latency }: EventContext): number | undefined {
  if (thread === undefined) return 0;
  return type.category === 'INTERNAL' ? undefined : latency;
}

/** Each use counts from the event it was itself asked about last. */
function deltaField(
  name: string,
  format: 'DEC' | '10_PADDED_DEC',
  display: string,
  doc: string,
  of: (delta: number) => number,
): FieldDefinition {
  return boundField(
    name,
    'RELTIME',
    format,
    display,
    doc,
    undefined,
    () => {
      const delta = deltas();
      const extract: Extractor = (context) => wrapped(of(delta(context)));
      return { extract, json: plainNumber(extract) };
    },
    { stateful: true },
  );
}

/** Gives the time since the last call, in ns; 0 for the first one. */
function deltas(): (context: EventContext) => number {
  let before: number | undefined;
  return ({ evt }) => {
    const { time } = evt;
    const delta = before === undefined ? 0 : time - before;
    before = time;
    return delta;
  };
}

function outputTime(mode: TimeMode): FieldWriter {
  switch (mode) {
    case 'h':
      return ({ evt }, out) => {
        clockOf(evt).writeTimeOfDay(out);
        return true;
      };
    case 'a':
      return ({ evt }, out) => {
        const { seconds, nanoseconds } = clockOf(evt);
        out.uint(seconds);
        out.byte(0x2e);
        // Without zeros in front, as sysdig prints it: `1.5` may be 1 s and 5 ns.
        out.uint(nanoseconds);
        return true;
      };
    case 'r':
      return (context, out) => writeSpan(sinceFirst(context), out);
    case 'd':
      return ({ thread, latency }, out) => writeSpan(thread === undefined ? 0 : latency, out);
    case 'D': {
      const delta = deltas();
      return (context, out) => writeSpan(delta(context), out);
    }
  }
}

/** Seconds, a point, nine digits. */
function writeSpan(span: number, out: ByteWriter): true {
  if (span >= 0) {
    out.uint(whole(span));
    out.byte(0x2e);
    out.nine(rest(span));
  } else {
    const wide = BigInt.asUintN(64, BigInt(span));
    out.text(`${wide / 1_000_000_000n}.`);
    out.nine(Number(wide % 1_000_000_000n));
  }
  return true;
}

function sinceFirst({ evt, firstTime }: EventContext): number {
  return evt.time - firstTime;
}

/** Time is unsigned: what lies before its reference shows as a number near 2^64. */
function wrapped(span: number): number | bigint {
  return span >= 0 ? span : exact(BigInt.asUintN(64, BigInt(span)));
}

function whole(span: number): number {
  return Math.floor(span / second);
}

function rest(span: number): number {
  return span % second;
}

/** A span of ns with three or four significant digits and a unit; from a minute on as m:s and hh:mm:ss. */
export function humanTime(span: number): string {
  if (span >= 3600 * second) {
    const seconds = whole(span);
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
  }
  if (span >= 60 * second) return `${Math.floor(whole(span) / 60)}:${whole(span) % 60}`;
  if (span >= second) return `${whole(span)}.${hundredths(span, second)}s`;
  if (span >= second / 100) return `${Math.floor(span / 1e6)}ms`;
  if (span >= second / 1000) return `${Math.floor(span / 1e6)}.${hundredths(span, 1e6)}ms`;
  if (span >= second / 100_000) return `${Math.floor(span / 1000)}us`;
  if (span >= second / 1e6) return `${Math.floor(span / 1000)}.${hundredths(span, 1000)}us`;
  return `${span}ns`;
}

/** Two digits of what is left of whole units. */
function hundredths(span: number, unit: number): string {
  return String(Math.floor((span % unit) / (unit / 100))).padStart(2, '0');
}
