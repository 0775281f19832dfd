import { eventTable } from '../../../event/index.ts';
import { type BoundField, bindField, fieldClasses } from '../../../field/index.ts';
import { writtenField } from '../../../filter/index.ts';
import type { EventContext } from '../../../machine/index.ts';
import { plainText } from '../cell.ts';
import { quote } from '../drill.ts';
import type { EventStore } from '../store/event-store.ts';
import { Replay } from '../store/replay.ts';
import { type EventLine, eventLine } from './event-line.ts';

/** A field of an event with its value. */
export interface FieldOfEvent {
  readonly name: string;
  /** Binary string. */
  readonly value: string;
  readonly doc: string;
  /** Exactly this value as a filter writes it; undefined where no filter can ask for it. */
  readonly filter: string | undefined;
}

/** The other half of a call. */
export interface PairedEvent {
  readonly what: 'enter' | 'exit';
  readonly line: EventLine;
}

/** A call may take longer than this, but its other half is not looked for any farther. ns */
const pairReach = 60e9;

interface KnownField extends BoundField {
  /** A filter can ask for its exact value. */
  readonly comparable: boolean;
}

let bound: readonly KnownField[] | undefined;

/** All fields that need no argument and give one value, bound once. */
function allFields(): readonly KnownField[] {
  bound ??= fieldClasses.flatMap(({ fields }) =>
    fields
      .filter(({ argument, filterOnly, stateful, hidden }) => argument?.required !== true && !filterOnly && !stateful && !hidden)
      .map((definition) => ({
        ...bindField(definition, undefined),
        comparable: definition.printOnly !== true && writtenField(definition.name)?.operators.includes('=') === true,
      })),
  );
  return bound;
}

/** Every field that the event has a value of. */
export function fieldsOf(context: EventContext): FieldOfEvent[] {
  const out: FieldOfEvent[] = [];
  for (const { definition, label, type, extract, extractAll, comparable } of allFields()) {
    const value = extract(context);
    if (value === undefined || value === '') continue;
    const text = type === 'IPNET' ? String(value) : plainText(type, value);
    const isText = type === 'CHARBUF' || type === 'IPADDR';
    // Bytes of payload and addresses of networks are no constants anybody would write.
    // What a comparison looks at may be something else: ancestors, both ends.
    const isCompared = extractAll === undefined || extractAll(context).includes(value);
    const filter =
      !isCompared || !comparable || type === 'BYTEBUF' || type === 'IPNET' || type === 'DYNAMIC'
        ? undefined
        : `${label}=${isText ? quote(text) : text}`;
    out.push({ name: label, value: text, doc: definition.doc, filter });
  }
  return out;
}

/** The enter of an exit or the exit of an enter, where the store has it. */
export function pairOf(store: EventStore, context: EventContext): PairedEvent | undefined {
  const { evt, type, latency } = context;
  const { tid, time, num } = evt;
  const { enter, number } = type;
  const other = enter ? number + 1 : number - 1;
  if (eventTable[other] === undefined || eventTable[other].enter === enter || eventTable[other].name !== type.name) return undefined;
  if (!enter && latency === 0) return undefined;
  const window = enter ? { from: time, to: time + pairReach } : { from: time - latency, to: time };
  let found: EventLine | undefined;
  let over = false;
  const replay = new Replay(store, {
    window,
    keys: undefined,
    onEvent: (at) => {
      if (over || at.evt.tid !== tid || at.evt.num === num || (enter && at.evt.num < num) || (!enter && at.evt.num > num)) return false;
      if (at.evt.type === other) found = eventLine(at, undefined);
      // The next event of the thread is the other half, or there is none.
      if (enter && at.evt.time >= time) over = true;
      return false;
    },
  });
  for (const _ of replay.run()) if (over) break;
  return found === undefined ? undefined : { what: enter ? 'exit' : 'enter', line: found };
}
