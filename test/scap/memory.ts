import { EventCursor, type InitialState } from '../../src/event/index.ts';
import { type ByteInput, CaptureReader, type CaptureReaderOptions } from '../../src/scap/index.ts';

/** Bytes in memory as an input; given in pieces of `piece` bytes. */
export function memoryInput(bytes: Buffer, piece = Number.POSITIVE_INFINITY, sized = true): ByteInput {
  let done = 0;
  return {
    unpacked: false,
    size: sized ? bytes.length : undefined,
    read(into, offset, length) {
      const got = bytes.copy(into, offset, done, done + Math.min(length, piece));
      done += got;
      return got;
    },
  };
}

/** What a reader makes of some bytes. */
export interface ReadResult {
  readonly states: readonly InitialState[];
  readonly events: readonly { readonly num: number; readonly type: number; readonly tid: number; readonly time: number }[];
  readonly reader: CaptureReader;
  /** What was thrown, if anything. */
  readonly error: unknown;
}

/** Reads bytes to their end or to the first error, without a Promise. */
export function readBytes(bytes: Buffer, options: CaptureReaderOptions & { piece?: number; sized?: boolean } = {}): ReadResult {
  const reader = new CaptureReader(memoryInput(bytes, options.piece, options.sized), options);
  const states: InitialState[] = [];
  const events: { num: number; type: number; tid: number; time: number }[] = [];
  const cursor = new EventCursor();
  try {
    states.push(now(reader.open()));
    for (;;) {
      const batch = now(reader.next());
      if (batch === undefined) break;
      if (batch.section !== undefined) states.push(batch.section);
      while (batch.next(cursor)) events.push({ num: cursor.num, type: cursor.type, tid: cursor.tid, time: cursor.time });
    }
    return { states, events, reader, error: undefined };
  } catch (error) {
    return { states, events, reader, error };
  }
}

function now<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error('an input in memory needs no Promise');
  return value;
}

/** Reads bytes that are expected to be good. */
export function readGood(bytes: Buffer, options: CaptureReaderOptions & { piece?: number; sized?: boolean } = {}): ReadResult {
  const result = readBytes(bytes, options);
  if (result.error !== undefined) throw result.error;
  return result;
}
