import { ByteWriter } from '../event/index.ts';
import { type CurrentSpan, type EventContext, type SpanEvent, spanEnter, spanExit } from '../machine/index.ts';
import { Clock } from './clock.ts';
import { boundField, field, numberArgument, requireNumber } from './define.ts';
import { humanTime } from './evt-time.ts';
import { exact } from './exact.ts';
import type { Extractor, FieldArgument, FieldClass, FieldValue } from './types.ts';

const onSpans = { eventTypes: [spanEnter, spanExit], stateful: true };
const hiddenOnSpans = { ...onSpans, hidden: true };

const whichTag: FieldArgument = { required: true, what: 'the number of a tag, 0 the first, -1 the last', dotted: false };
const whichArgument: FieldArgument = { required: true, what: 'the name or number of an argument', dotted: true };
const howManyTags: FieldArgument = { required: true, what: 'a number of tags, counted from 0', dotted: false };

function of(read: (span: CurrentSpan, context: EventContext) => FieldValue | undefined): Extractor {
  return (context) => {
    const span = context.machine.tracers.spans.see(context.evt);
    return span === undefined ? undefined : read(span, context);
  };
}

/** The same, for fields that need the begin of the span. */
function ofWhole(read: (span: CurrentSpan, enter: SpanEvent, context: EventContext) => FieldValue | undefined): Extractor {
  return of((span, context) => (span.enter === undefined ? undefined : read(span, span.enter, context)));
}

/** `name=value,name=value`. */
export function argumentsText({ args }: SpanEvent, between = '='): string {
  return args.map(([name, value]) => name + between + value).join(',');
}

/** The reader of one argument, by name or number. */
export function argumentReader(argument: string): (event: SpanEvent) => string | undefined {
  const index = numberArgument(argument);
  return ({ args }) => (index === undefined ? args.find(([name]) => name === argument) : args.at(index))?.[1];
}

/** ns the span took; only its end knows. */
function duration({ event }: CurrentSpan, enter: SpanEvent, context: EventContext): number | undefined {
  if (context.evt.type !== spanExit) return undefined;
  return Math.max(0, Number(event.time - enter.time));
}

const clock = new Clock();
const scratch = new ByteWriter(32);

function timeOfDay(context: EventContext): string {
  clock.set(context.evt);
  scratch.length = 0;
  clock.writeTimeOfDay(scratch);
  return scratch.since(0);
}

/** Fields of the spans that traced programs mark. */
export const spanFields: FieldClass = {
  name: 'span',
  doc: 'Spans: stretches of work a program marked by writing to /dev/null.',
  fields: [
    field(
      'span.id',
      'INT64',
      'ID',
      'Span ID',
      'Id of the span, the same at its begin and its end.',
      of(({ event }) => event.id),
      onSpans,
    ),
    field(
      'span.time',
      'CHARBUF',
      'NA',
      'Time',
      'Local time of day of the event.',
      ofWhole((_, __, context) => timeOfDay(context)),
      onSpans,
    ),
    field(
      'span.ntags',
      'UINT32',
      'DEC',
      'Tag Count',
      'How many tags the span has: how deep it lies in others.',
      of(({ event }) => event.tags.length),
      onSpans,
    ),
    field(
      'span.nargs',
      'UINT32',
      'DEC',
      'Argument Count',
      'How many arguments its begin has.',
      ofWhole((_, { args }) => args.length),
      onSpans,
    ),
    field(
      'span.tags',
      'CHARBUF',
      'NA',
      'Tags',
      'All tags, dots between.',
      of(({ event }) => event.tags.join('.')),
      onSpans,
    ),
    boundField(
      'span.tag',
      'CHARBUF',
      'NA',
      'Tag',
      'One tag of the span, by its number.',
      whichTag,
      (argument = '') => {
        const index = requireNumber('span.tag', argument);
        return of(({ event }) => event.tags.at(index));
      },
      onSpans,
    ),
    field(
      'span.args',
      'CHARBUF',
      'NA',
      'Arguments',
      'Arguments of this event of the span, name=value, commas between.',
      ofWhole(({ event }) => argumentsText(event)),
      onSpans,
    ),
    boundField(
      'span.arg',
      'CHARBUF',
      'NA',
      'Argument',
      'One argument of this event of the span.',
      whichArgument,
      (argument = '') => {
        const read = argumentReader(argument);
        return ofWhole(({ event }) => read(event));
      },
      onSpans,
    ),
    field(
      'span.enterargs',
      'CHARBUF',
      'NA',
      'Enter Arguments',
      'Arguments of the begin of the span.',
      ofWhole((_, enter) => argumentsText(enter)),
      onSpans,
    ),
    boundField(
      'span.enterarg',
      'CHARBUF',
      'NA',
      'Enter Argument',
      'One argument of the begin of the span.',
      whichArgument,
      (argument = '') => {
        const read = argumentReader(argument);
        return ofWhole((_, enter) => read(enter));
      },
      onSpans,
    ),
    field('span.duration', 'RELTIME', 'DEC', 'Duration', 'Nanoseconds from the begin of the span to its end.', ofWhole(duration), onSpans),
    boundField(
      'span.duration.quantized',
      'UINT64',
      'DEC',
      'Quantized Duration',
      'Column of a spectrogram the duration belongs to, on a logarithmic scale.',
      undefined,
      (_, { columns = -1 }) =>
        ofWhole((...span) => {
          const ns = duration(...span);
          return ns === undefined || ns === 0 ? undefined : Math.trunc((Math.min(Math.log10(ns), 11) * columns) / 11) + 1;
        }),
      hiddenOnSpans,
    ),
    field(
      'span.duration.human',
      'CHARBUF',
      'NA',
      'Human-Readable Duration',
      'The duration with a unit, such as 10.32ms.',
      ofWhole((...span) => {
        const ns = duration(...span);
        return ns === undefined ? undefined : humanTime(ns);
      }),
      onSpans,
    ),
    boundField(
      'span.duration.fortag',
      'RELTIME',
      'DEC',
      'Duration For Tag',
      'The duration of spans with so many tags.',
      howManyTags,
      (argument = '') => {
        const depth = requireNumber('span.duration.fortag', argument);
        return ofWhole((span, enter, context) => (span.event.tags.length - 1 === depth ? duration(span, enter, context) : undefined));
      },
      hiddenOnSpans,
    ),
    field(
      'span.count',
      'UINT64',
      'DEC',
      'Span Count',
      '1 for the end of a span, 0 for its begin.',
      of((_, { evt }) => (evt.type === spanExit ? 1 : 0)),
      hiddenOnSpans,
    ),
    boundField(
      'span.count.fortag',
      'UINT64',
      'DEC',
      'Count For Tag',
      '1 for the end of a span with so many tags.',
      howManyTags,
      (argument = '') => {
        const depth = requireNumber('span.count.fortag', argument);
        return of(({ event }, { evt }) => (evt.type === spanExit && event.tags.length - 1 === depth ? 1 : 0));
      },
      hiddenOnSpans,
    ),
    boundField(
      'span.childcount.fortag',
      'UINT64',
      'DEC',
      'Child Count For Tag',
      '1 for the end of a span with more than so many tags.',
      howManyTags,
      (argument = '') => {
        const depth = requireNumber('span.childcount.fortag', argument);
        return of(({ event }, { evt }) => (evt.type === spanExit && event.tags.length > depth + 1 ? 1 : 0));
      },
      hiddenOnSpans,
    ),
    boundField(
      'span.idtag',
      'CHARBUF',
      'NA',
      'List View ID',
      'Id and one tag in one word: a key for tables of spans.',
      whichTag,
      (argument = '') => {
        const index = requireNumber('span.idtag', argument);
        return ofWhole(({ event }) => `${event.id}${event.tags.at(index) ?? ''}`);
      },
      hiddenOnSpans,
    ),
    field(
      'span.rawtime',
      'CHARBUF',
      'NA',
      'List View Time',
      'When the span began, in nanoseconds since 1970: a key for tables of spans.',
      ofWhole((_, enter) => String(exact(enter.time))),
      hiddenOnSpans,
    ),
    field(
      'span.rawparenttime',
      'CHARBUF',
      'NA',
      'List View Parent Time',
      'When the span around it began: a key for tables of spans.',
      ofWhole(({ parent }) => (parent === undefined ? undefined : String(exact(parent.time)))),
      hiddenOnSpans,
    ),
  ],
};
