import { bindField, findField } from '../../../field/index.ts';
import type { EventContext } from '../../../machine/index.ts';
import { timeText } from '../cell.ts';

/** An event as a table of events shows it. Texts are binary strings. */
export interface EventLine {
  readonly num: number;
  /** ns on the store's base. */
  readonly time: number;
  /** ns since the event listed before; undefined for the first. */
  readonly delta: number | undefined;
  readonly cpu: number;
  readonly proc: string;
  readonly tid: number;
  readonly enter: boolean;
  readonly type: string;
  /** `12us`; '' where there is none. */
  readonly latency: string;
  readonly args: string;
}

/** Data that was read or written. */
export interface Transfer {
  readonly num: number;
  readonly time: number;
  readonly reads: boolean;
  /** Bytes moved; {@link data} holds as many of them as were captured. */
  readonly bytes: number;
  readonly fd: string;
  readonly proc: string;
  readonly tid: number;
  readonly latency: string;
  /** One char a byte. */
  readonly data: string;
}

/** Events that move data, as echoes show them. */
export const transferFilter = 'evt.is_io=true and evt.dir=< and evt.rawres>0';

const reader = (name: string) => {
  const { extract } = bindField(findField(name)!, undefined);
  return (context: EventContext): string => String(extract(context) ?? '');
};

const args = reader('evt.args');
const type = reader('evt.type');
const procName = reader('proc.name');
const fdName = reader('fd.name');
const isRead = bindField(findField('evt.is_io_read')!, undefined).extract;
const moved = bindField(findField('evt.rawres')!, undefined).extract;
const buffer = bindField(findField('evt.buffer')!, undefined).extract;

export function eventLine(context: EventContext, previous: number | undefined): EventLine {
  const { evt, latency } = context;
  return {
    num: evt.num,
    time: evt.time,
    delta: previous === undefined ? undefined : evt.time - previous,
    cpu: evt.cpu,
    proc: procName(context),
    tid: evt.tid,
    enter: context.type.enter,
    type: type(context),
    latency: latency > 0 ? timeText(latency) : '',
    args: args(context),
  };
}

export function transfer(context: EventContext): Transfer {
  const { evt, latency } = context;
  return {
    num: evt.num,
    time: evt.time,
    reads: isRead(context) === true,
    bytes: Number(moved(context) ?? 0),
    fd: fdName(context),
    proc: procName(context),
    tid: evt.tid,
    latency: latency > 0 ? timeText(latency) : '',
    data: String(buffer(context) ?? ''),
  };
}
