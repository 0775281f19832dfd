import { EventCursor } from '../../src/event/index.ts';
import { bindField, type FieldType, type FieldValue, resolveField } from '../../src/field/index.ts';
import { addressText, type EventContext, type EventPredicate, Machine } from '../../src/machine/index.ts';
import { FileSource } from '../../src/source/file/index.ts';

/**
 * Calls `see` for every event of a capture that passes the filter, with the machine brought up to it; false ends.
 */
export async function walk(path: string, see: (context: EventContext) => boolean | undefined, filter?: EventPredicate): Promise<void> {
  const source = new FileSource(path);
  const machine = new Machine();
  machine.load(await source.open());
  const evt = new EventCursor();
  try {
    for (;;) {
      const batch = await source.nextBatch();
      if (batch === undefined) return;
      if (batch.section !== undefined) machine.load(batch.section);
      while (batch.next(evt)) if (machine.process(evt, filter) && see(machine.context) === false) return;
    }
  } finally {
    await source.close();
  }
}

/** Binds a field as it is written in filters: `proc.aname[2]`, `evt.arg.fd`. */
export function bindWritten(written: string): ReturnType<typeof bindField> {
  const [, name = '', argument] = /^([^[]*)(?:\[(.*)\])?$/.exec(written) ?? [];
  const found = resolveField(name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return bindField(found.definition, argument ?? (found.rest || undefined));
}

/** Values of fields at some events of a capture, by event number, as plain text; `undefined` for a missing value. */
export async function valuesAt(path: string, wanted: ReadonlyMap<number, readonly string[]>): Promise<Map<number, (string | undefined)[]>> {
  const bound = new Map([...wanted].map(([num, fields]) => [num, fields.map(bindWritten)] as const));
  const found = new Map<number, (string | undefined)[]>();
  const last = Math.max(...wanted.keys());
  await walk(path, (context) => {
    const fields = bound.get(context.evt.num);
    if (fields !== undefined)
      found.set(
        context.evt.num,
        fields.map((field) => plain(field.extract(context), field.type)),
      );
    return context.evt.num < last;
  });
  return found;
}

function plain(value: FieldValue | undefined, type: FieldType): string | undefined {
  if (value === undefined) return undefined;
  return type === 'IPADDR' ? addressText(value as number | string) : String(value);
}
