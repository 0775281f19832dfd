import { type EventContext, type SpanEvent, spanEnter, spanExit } from '../machine/index.ts';
import { boundField, requireNumber } from './define.ts';
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
    // sysdig takes the span's own thread only.
    belongs: ({ evt, thread, machine }, span) =>
      span.tid === evt.tid || (machine.mends && thread !== undefined && machine.threads.get(span.tid)?.pid === thread.pid),
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
    const { spans } = context.machine.tracers;
    const own = spans.see(context.evt);
    const values: FieldValue[] = [];
    const add = (span: SpanEvent) => {
      const value = belongs(context, span) ? read(span) : undefined;
      if (value !== undefined) values.push(value);
    };
    for (const span of spans.open()) add(span);
    // A begin is in those spans that have not the same value; an end is in its own as well, though that is not open any more.
    if (context.evt.type === spanEnter && own !== undefined) {
      const same = read(own.event);
      return values.filter((value) => value !== same);
    }
    if (context.evt.type === spanExit && own?.enter !== undefined) add(own.enter);
    return values;
  };
  // sysdig shows values for those threads only that have tried to mark something themselves.
  const first = (context: EventContext) => {
    const { machine, thread } = context;
    const { mends, tracers } = machine;
    const { spans } = tracers;
    if (spans.none || context.evt.type === spanEnter || context.evt.type === spanExit) return undefined;
    if (!mends && (thread === undefined || !tracers.marks(thread))) return undefined;
    for (const span of spans.open()) {
      const value = belongs(context, span) ? read(span) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return { extract: first, extractAll: all, several: 'any' };
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
