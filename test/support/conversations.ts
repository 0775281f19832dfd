import { writeFileSync } from 'node:fs';
import { call, type ExecParts, execve, socketCall } from '../machine/events.ts';
import { type EventOptions, event } from './events.ts';
import { type MinimalEvent, minimalCapture } from './minimal-capture.ts';

/** Programs that talk and work with files, as events for captures that are written by hand. */

/** 2020-09-13T12:26:40Z plus so many ms. */
export function at(ms: number): bigint {
  return 1_600_000_000_000_000_000n + BigInt(Math.round(ms * 1e6));
}

/** A program begins: its own process from now on. */
export function program(name: string, tid: number, ms: number, parts: ExecParts = {}): MinimalEvent[] {
  return execve(`/bin/${name}`, { tid, comm: name, ...parts }).map((one) => ({ ...one, time: at(ms) }));
}

/** A tuple of IPv4 addresses and ports, `10.0.0.1:5000`, as events carry it. */
export function tuple(from: string, to: string): Uint8Array {
  const bytes = Buffer.alloc(13);
  bytes[0] = 2;
  [from, to].forEach((end, i) => {
    const [address = '', port = '0'] = end.split(':');
    bytes.set(address.split('.').map(Number), 1 + i * 6);
    bytes.writeUInt16LE(Number(port), 5 + i * 6);
  });
  return bytes;
}

/** A socket that is connected. `protocol` 2 is UDP. */
export function connected(fd: number, from: string, to: string, tid: number, ms: number, type: 1 | 2 = 1): MinimalEvent[] {
  const options = { tid, time: at(ms) };
  return [
    event('PPME_SOCKET_SOCKET_E', [2, type, 0], options),
    event('PPME_SOCKET_SOCKET_X', [fd], options),
    event('PPME_SOCKET_CONNECT_E', [fd], options),
    event('PPME_SOCKET_CONNECT_X', [0, tuple(from, to)], options),
  ];
}

/** A connection that a server accepts. */
export function accepted(fd: number, from: string, to: string, tid: number, ms: number): MinimalEvent[] {
  return socketCall('ACCEPT4_5', [0], [fd, tuple(from, to), 0, 0, 5], { tid, time: at(ms) });
}

/** A read or write that takes no time; its result is the length of the data, or an error. */
export function io(kind: 'READ' | 'WRITE', fd: number, data: string, tid: number, ms: number, result = data.length): MinimalEvent[] {
  return call(kind, [fd, Math.max(result, 0)], [result, data], { tid, time: at(ms) });
}

/** Any call, at a time in ms, that takes so long. */
export function timed(
  [enter, exit]: readonly [MinimalEvent, MinimalEvent],
  { tid = 100 }: EventOptions,
  ms: number,
  lasts: number,
): MinimalEvent[] {
  return [
    { ...enter, tid: BigInt(tid), time: at(ms) },
    { ...exit, tid: BigInt(tid), time: at(ms + lasts) },
  ];
}

/** Writes the events, in the order of their times, as a capture file. */
export function writeCapture(file: string, events: readonly MinimalEvent[]): string {
  const sorted = [...events].sort((a, b) => Number((a.time ?? 0n) - (b.time ?? 0n)));
  writeFileSync(file, minimalCapture(sorted));
  return file;
}
