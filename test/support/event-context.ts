import { EventCursor, type EventType, eventNumber, eventTable, layoutV2 } from '../../src/event/index.ts';
import { type EventContext, type Fd, Machine, type Thread } from '../../src/machine/index.ts';

interface Made {
  /** PPME code of the event's type. */
  readonly type?: string;
  readonly thread?: Thread | undefined;
  readonly fd?: Fd | undefined;
  readonly fdNumber?: number;
  /** Parameters as bytes; as many as the type has, empty, where not given. */
  readonly params?: readonly Uint8Array[];
  readonly time?: number;
  readonly machine?: Machine;
  readonly latency?: number;
  /** The enter that belongs to this exit. */
  readonly enter?: EventContext;
  readonly num?: number;
  readonly cpu?: number;
}

/** Bytes of an i64 parameter. */
export function i64(value: number | bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

/** Bytes of a NUL-terminated text parameter. */
export function text(value: string): Uint8Array {
  return Buffer.from(`${value}\0`, 'latin1');
}

/** The current event of a test, made by hand. */
export function contextOf(made: Made = {}): EventContext {
  const type = eventTable[eventNumber(made.type ?? 'PPME_SYSCALL_OPEN_X')] as EventType;
  const params = made.params ?? type.params.map(() => new Uint8Array(0));
  const size = 26 + 2 * params.length + params.reduce((sum, param) => sum + param.length, 0);
  const bytes = Buffer.alloc(size);
  const tid = made.thread?.tid ?? 1;
  bytes.writeBigUInt64LE(BigInt(made.time ?? 0), 0);
  bytes.writeBigInt64LE(BigInt(tid), 8);
  bytes.writeUInt32LE(size, 16);
  bytes.writeUInt16LE(type.number, 20);
  bytes.writeUInt32LE(params.length, 22);
  let at = 26 + 2 * params.length;
  params.forEach((param, i) => {
    bytes.writeUInt16LE(param.length, 26 + 2 * i);
    bytes.set(param, at);
    at += param.length;
  });
  const evt = new EventCursor();
  const fits = evt.set(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, size, layoutV2, { high: 0, low: 0 });
  if (!fits) throw new Error('the event made by hand does not fit');
  evt.num = made.num ?? 1;
  evt.cpu = made.cpu ?? 0;
  return {
    evt,
    type,
    machine: made.machine ?? new Machine(),
    thread: made.thread,
    fdNumber: made.fdNumber ?? -1,
    fd: made.fd,
    latency: made.latency ?? 0,
    firstTime: 0,
    previousTime: undefined,
    enter: made.enter?.evt,
    fdNameChanged: false,
  };
}
