import type { EventContext } from '../machine/index.ts';
import { boundField, requireNumber } from './define.ts';
import { type SpanEvent, spanExit, trackerOf } from './span/tracker.ts';
import { argumentReader, argumentsText } from './span.ts';
import type { BoundField, FieldArgument, FieldClass, FieldDefinition, FieldType, FieldValue } from './types.ts';

/** Whether an event happened inside a span, by who made the two. */
type Belongs = (context: EventContext, span: SpanEvent) => boolean;

const scopes: readonly { readonly prefix: string; readonly display: string; readonly who: string; readonly belongs: Belongs }[] = [
  { prefix: 'evtin.span', display: 'Span', who: 'by the same thread', belongs: ({ evt }, span) => span.tid === evt.tid },
  {
    prefix: 'evtin.span.p',
    display: 'Parent',
    who: 'by any thread of its process',
    belongs: ({ thread, machine }, span) => thread !== undefined && machine.threads.get(span.tid)?.pid === thread.pid,
  },
  {
    prefix: 'evtin.span.s',
    display: 'Script',
    who: 'by the children of its process',
    belongs: ({ thread, machine }, span) => thread !== undefined && machine.threads.get(span.tid)?.pid === thread.ptid,
  },
  { prefix: 'evtin.span.m', display: 'Machine', who: 'by anyone on the machine', belongs: () => true },
];

const whichTag: FieldArgument = { required: true, what: 'the number of a tag, 0 the first, -1 the last', dotted: false };
const whichArgument: FieldArgument = { required: true, what: 'the name or number of an argument', dotted: true };

/** Values of all open spans the event lies in. */
function inside(belongs: Belongs, read: (span: SpanEvent) => FieldValue | undefined): Partial<BoundField> {
  const all = (context: EventContext) => {
    const tracker = trackerOf(context.machine);
    const own = tracker.see(context);
    const values: FieldValue[] = [];
    const add = (span: SpanEvent) => {
      const value = belongs(context, span) ? read(span) : undefined;
      if (value !== undefined) values.push(value);
    };
    // The begin of a span is not inside of it; its end is, though it is not open any more.
    for (const span of tracker.open) if (span !== own?.enter) add(span);
    if (context.evt.type === spanExit && own?.enter !== undefined) add(own.enter);
    return values;
  };
  return { extract: (context) => (context.type.name === 'tracer' ? undefined : all(context)[0]), extractAll: all, several: 'any' };
}

function fieldsOf({ prefix, display, who, belongs }: (typeof scopes)[number]): FieldDefinition[] {
  const traits = { stateful: true, costly: true };
  const plain = (
    name: string,
    type: FieldType,
    format: 'ID' | 'DEC' | 'NA',
    title: string,
    doc: string,
    read: (span: SpanEvent) => FieldValue,
  ) =>
    boundField(
      `${prefix}.${name}`,
      type,
      format,
      `In ${display} ${title}`,
      `Events made during a span ${who}: ${doc}.`,
      undefined,
      () => inside(belongs, read),
      traits,
    );
  return [
    plain('id', 'INT64', 'ID', 'ID', 'id of the span', ({ id }) => id),
    plain('ntags', 'UINT32', 'DEC', 'Tag Count', 'how many tags the span has', ({ tags }) => tags.length),
    plain('nargs', 'UINT32', 'DEC', 'Argument Count', 'how many arguments the span has', ({ args }) => args.length),
    plain('tags', 'CHARBUF', 'NA', 'Tags', 'all tags of the span, dots between', ({ tags }) => tags.join('.')),
    boundField(
      `${prefix}.tag`,
      'CHARBUF',
      'NA',
      `In ${display} Tag`,
      `Events made during a span ${who}: one tag of the span.`,
      whichTag,
      (argument = '') => {
        const index = requireNumber(`${prefix}.tag`, argument);
        return inside(belongs, ({ tags }) => tags.at(index));
      },
      traits,
    ),
    plain('args', 'CHARBUF', 'NA', 'Arguments', 'all arguments of the span, name:value, commas between', (span) =>
      argumentsText(span, ':'),
    ),
    boundField(
      `${prefix}.arg`,
      'CHARBUF',
      'NA',
      `In ${display} Argument`,
      `Events made during a span ${who}: one argument of the span.`,
      whichArgument,
      (argument = '') => inside(belongs, argumentReader(argument)),
      traits,
    ),
  ];
}

/** Fields of the spans an event lies in. */
export const eventInFields: FieldClass = {
  name: 'evtin',
  doc: 'Events that happened while a span was open, by the tags and arguments of the span.',
  fields: scopes.flatMap(fieldsOf),
};
