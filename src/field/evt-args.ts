import { type ByteWriter, EventFlag, eventFlags, eventTable, FdType } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { argumentWriter, fieldTypeOf, indexOfParameter, parameterValue } from './args/index.ts';
import { boundField, numberArgument } from './define.ts';
import type { FieldSettings } from './settings.ts';
import { severityName } from './syslog.ts';
import { syslogMessage } from './syslog-message.ts';
import { type BoundField, FieldArgumentError, type FieldDefinition, type FieldType } from './types.ts';
import { written } from './written.ts';

/** Fields that give an event's parameters. */
export const argumentFields: readonly FieldDefinition[] = [
  boundField('evt.args', 'CHARBUF', 'NA', 'Arguments', 'All parameters of the event in one text.', undefined, allArguments, {
    costly: true,
  }),
  boundField(
    'evt.arg',
    'CHARBUF',
    'NA',
    'Argument',
    'One parameter of the event by name or index, as text: what it means where it means something. As in evt.arg.fd or evt.arg[0].',
    { required: true, dotted: true, what: "a parameter's name or index" },
    oneArgument,
    { costly: true },
  ),
  boundField(
    'evt.rawarg',
    'DYNAMIC',
    'NA',
    'Raw Argument',
    'One parameter of the event by name, as the number or bytes it is. As in evt.rawarg.fd.',
    { required: true, dotted: true, what: "a parameter's name" },
    rawArgument,
  ),
  boundField(
    'evt.info',
    'CHARBUF',
    'NA',
    'Information',
    'The same as evt.args; for some events, such as writes to /dev/log, what has been decoded from them.',
    undefined,
    information,
    { costly: true },
  ),
];

function allArguments(_argument: string | undefined, settings: FieldSettings): Partial<BoundField> {
  const writer = argumentWriter(settings);
  return {
    sanitizes: true,
    ...written((context, out) => {
      writer.all(context, out);
      return true;
    }),
  };
}

/** All parameters, or the message where the event is one to the system log. */
function information(_argument: string | undefined, settings: FieldSettings): Partial<BoundField> {
  const writer = argumentWriter(settings);
  return {
    sanitizes: true,
    ...written((context, out) => {
      if (!writeSyslogMessage(context, settings, out)) writer.all(context, out);
      return true;
    }),
  };
}

/** By type number: 1 for events that write to an fd. */
const writesToFd: Uint8Array = Uint8Array.from(eventFlags, (flags) => ((flags & EventFlag.WRITES_TO_FD) === 0 ? 0 : 1));

/** `syslog sev=info msg=...`; false, and nothing written, for all other events. */
function writeSyslogMessage(context: EventContext, settings: FieldSettings, out: ByteWriter): boolean {
  if (writesToFd[context.evt.type] === 0) return false;
  const { fd } = context;
  if (fd === undefined || fd.type !== FdType.unix) return false;
  const message = syslogMessage(context);
  if (message === undefined || context.evt.i64(0) < 0) return false;
  const from = out.length;
  out.text(`syslog sev=${severityName(message)} msg=${message.message.replace(/\0.*$/s, '')}`);
  settings.sanitize?.(out, from);
  return true;
}

function oneArgument(argument: string | undefined, settings: FieldSettings): Partial<BoundField> {
  const name = argument ?? '';
  const writer = argumentWriter(settings);
  const index = numberArgument(name);
  if (index !== undefined) return { sanitizes: true, ...written((context, out) => writer.one(context, index, out)) };
  requireParameter(name);
  return {
    sanitizes: true,
    eventTypes: typesWith(name),
    ...written((context, out) => writer.one(context, indexOfParameter(context, name), out)),
  };
}

function rawArgument(argument: string | undefined): Partial<BoundField> {
  const name = argument ?? '';
  const type = fieldTypeOf(requireParameter(name).type);
  return {
    type,
    eventTypes: typesWith(name),
    extract: (context) => {
      const index = indexOfParameter(context, name);
      if (index < 0) return undefined;
      const paramType = context.type.params[index]!.type;
      if (kindOf(fieldTypeOf(paramType)) !== kindOf(type)) return undefined;
      return parameterValue(context.evt, index, paramType);
    },
    exists: (context) => {
      const index = indexOfParameter(context, name);
      return index >= 0 && parameterValue(context.evt, index, context.type.params[index]!.type) !== undefined;
    },
  };
}

/**
 * What values of a type are to a program. A field has one type, but parameters of one name need not: an `addr` is the
 * address of a socket in bind and a number in brk. Only values of the field's own kind are given.
 */
function kindOf(type: FieldType): 'text' | 'boolean' | 'number' {
  if (type === 'CHARBUF' || type === 'BYTEBUF') return 'text';
  return type === 'BOOL' ? 'boolean' : 'number';
}

/** Numbers of the event types that have a parameter of this name. */
function typesWith(name: string): number[] {
  return eventTable.filter(({ params }) => params.some((param) => param.name === name)).map(({ number }) => number);
}

/** The first parameter of this name in the event table. */
function requireParameter(name: string): { readonly type: Parameters<typeof fieldTypeOf>[0] } {
  for (const { params } of eventTable) {
    const found = params.find((param) => param.name === name);
    if (found !== undefined) return found;
  }
  throw new FieldArgumentError(`unknown event argument ${name}`, 'all events with their arguments: tsdig -L');
}
