import { EventFlag, eventTable, latin1 } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';

/** A message on its way to the system log. */
export interface SyslogMessage {
  /** 0 to 23 where the sender keeps to RFC 3164. */
  readonly facility: number;
  /** 0 (emergency) to 7 (debug). */
  readonly severity: number;
  readonly message: string;
}

/** Parameter `data` by type number, for exits of calls that write; -1 for all others. */
const dataParameter: Int8Array = Int8Array.from(eventTable, ({ enter, flags, params }) =>
  enter || (flags & EventFlag.WRITES_TO_FD) === 0 ? -1 : params.findIndex(({ name }) => name === 'data'),
);

/** Event types that can carry a message. */
export const syslogEventTypes: readonly number[] = [...dataParameter.keys()].filter((type) => dataParameter[type]! >= 0);

/** Characters of the priority in `<13>` beyond which it is none. */
const PRIORITY_LENGTH_MAX = 15;

/** The message this event sends to the system log (`<priority>text` written to /dev/log); undefined for other events. */
export function syslogMessage({ evt, fd }: EventContext): SyslogMessage | undefined {
  const index = dataParameter[evt.type]!;
  if (index < 0 || fd === undefined || !fd.name.includes('/dev/log') || !evt.has(index, 3)) return undefined;
  const start = evt.offset(index);
  const end = start + evt.size(index);
  const head = latin1(evt.bytes, start, Math.min(end, start + PRIORITY_LENGTH_MAX + 2));
  const digits = /^[^>\0]*/.exec(head.slice(1))![0];
  if (!/^\d{1,9}$/.test(digits) || end - start < digits.length + 2) return undefined;
  const priority = Number(digits);
  return { facility: priority >> 3, severity: priority & 7, message: latin1(evt.bytes, start + digits.length + 2, end) };
}
