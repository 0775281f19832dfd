import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EventCursor, eventTable, nativeSyscallNumber, type ParamType } from '../../../../src/event/index.ts';
import { type EbpfOptions, EbpfSource } from '../../../../src/source/ebpf/index.ts';
import { widthOf } from '../../../../src/source/ebpf/table/width.ts';
import type { SourceCounters } from '../../../../src/source/types.ts';
import { type Argument, type Call, MARKER } from './calls.ts';

/** A parameter as a test compares it: numbers as numbers where they are exact, text, other bytes in hex. */
export type Value = number | bigint | string;

export interface LiveEvent {
  readonly code: string;
  readonly tid: number;
  readonly cpu: number;
  /** ns since the first event. */
  readonly time: number;
  readonly values: readonly Value[];
}

export interface Recording {
  /** Events of the process and of those it made, in order. */
  readonly events: readonly LiveEvent[];
  readonly counters: SourceCounters;
  readonly output: string;
  readonly pid: number;
}

const textTypes: ReadonlySet<ParamType> = new Set(['CHARBUF', 'FSPATH', 'FSRELPATH', 'BYTEBUF']);
const signedTypes: ReadonlySet<ParamType> = new Set(['INT8', 'INT16', 'INT32', 'INT64', 'ERRNO', 'FD', 'PID']);

function readValue(cursor: EventCursor, i: number, type: ParamType): Value {
  const raw = Buffer.from(cursor.raw(i), 'latin1');
  if (textTypes.has(type)) return type === 'BYTEBUF' ? raw.toString('latin1') : raw.toString('latin1').replace(/\0$/, '');
  const width = widthOf(type);
  if (width === 0 || raw.length !== width) return raw.toString('hex');
  if (width < 8) return signedTypes.has(type) ? raw.readIntLE(0, width) : raw.readUIntLE(0, width);
  const wide = signedTypes.has(type) ? raw.readBigInt64LE() : raw.readBigUInt64LE();
  return Number.isSafeInteger(Number(wide)) ? Number(wide) : wide;
}

/** What stands behind the parameters of the schema is text. */
function liveEvent(cursor: EventCursor): LiveEvent {
  const type = eventTable[cursor.type]!;
  const values = Array.from({ length: cursor.paramCount }, (_, i) => readValue(cursor, i, type.params[i]?.type ?? 'CHARBUF'));
  return { code: type.code, tid: cursor.tid, cpu: cursor.cpu, time: cursor.time, values };
}

/** Records what a program does from its start to its end. */
export async function recordProgram(command: string, args: readonly string[], options: Partial<EbpfOptions> = {}): Promise<Recording> {
  const source = new EbpfSource({ snaplen: 80, ...options });
  try {
    await source.open();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('latin1').on('data', (part: string) => {
      output += part;
    });
    child.on('close', () => source.stop());
    const pid = child.pid!;
    const family = new Set([pid]);
    const events: LiveEvent[] = [];
    const cursor = new EventCursor();
    for (;;) {
      const batch = await source.nextBatch();
      if (batch === undefined) break;
      while (batch.next(cursor)) {
        // A birth is seen on both sides, in whatever order: the child has 0 first and its parent at 5.
        const isBirth = /CLONE|FORK/.test(eventTable[cursor.type]!.code) && cursor.paramCount > 5;
        if (isBirth && cursor.i64(0) === 0 && family.has(cursor.i64(5))) family.add(cursor.tid);
        if (!family.has(cursor.tid)) continue;
        if (isBirth && cursor.i64(0) > 0) family.add(cursor.i64(0));
        events.push(liveEvent(cursor));
      }
    }
    await source.close();
    return { events, counters: source.counters, output, pid };
  } finally {
    await source.close();
  }
}

const caller = fileURLToPath(new URL('caller.ts', import.meta.url));

/** Records the calls, made by a process of their own: the events between them, in order, without what others of its threads do. */
export async function recordCalls(
  calls: readonly (readonly [name: string, ...args: Argument[]])[],
  options: Partial<EbpfOptions> = {},
): Promise<Recording & { readonly results: readonly number[] }> {
  const list: Call[] = calls.map(([name, ...args]) => {
    const number = nativeSyscallNumber(name);
    if (number === undefined) throw new Error(`no system call '${name}'`);
    return { number, args };
  });
  const recording = await recordProgram(process.execPath, [caller, JSON.stringify(list)], options);
  const isMarker = ({ code, tid, values }: LiveEvent): boolean =>
    code === 'PPME_GENERIC_E' && tid === recording.pid && values[1] === (MARKER & 0xffff);
  const first = recording.events.findIndex(isMarker);
  const last = recording.events.findLastIndex(isMarker);
  return { ...recording, events: recording.events.slice(first + 2, last), results: JSON.parse(recording.output) as number[] };
}
