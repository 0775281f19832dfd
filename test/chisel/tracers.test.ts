import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import tracers_2_statsd from '../../chisels/tracers_2_statsd.ts';
import { open } from '../machine/events.ts';
import { at, io, program, writeCapture } from '../support/conversations.ts';
import { runChisels } from './run.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-statsd-'));
afterAll(() => rmSync(work, { recursive: true }));

const tid = 200;
const file = writeCapture(join(work, 'tracers.scap'), [
  ...program('app', tid, 0),
  ...open(1, '/dev/null', { tid, time: at(0) }),
  ...io('WRITE', 1, '>:1:web::', tid, 1),
  ...io('WRITE', 1, '>:1:web.query::', tid, 2),
  ...io('WRITE', 1, '<:1:web.query::', tid, 4.5),
  ...io('WRITE', 1, '<:1:web::', tid, 31),
  ...io('WRITE', 1, '<:2:unknown::', tid, 32),
]);

/** The datagrams that come to a port while something runs. */
async function receivedWhile(address: string, run: (port: number) => Promise<unknown>, count: number): Promise<string[]> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  const messages: string[] = [];
  const all = new Promise<void>((resolve) => {
    socket.on('message', (message) => {
      messages.push(message.toString('latin1'));
      if (messages.length === count) resolve();
    });
  });
  await run(socket.address().port);
  await all;
  socket.close();
  return messages;
}

describe('tracers_2_statsd', () => {
  it('sends the duration of each span to the server that was asked for, in ms', async () => {
    const received = await receivedWhile(
      '127.0.0.2',
      (port) => runChisels(file, [{ name: 'tracers_2_statsd', chisel: tracers_2_statsd, word: `127.0.0.2 ${port}` }]),
      2,
    );
    expect(received).toEqual(['web.query:2.5|ms', 'web:30|ms']);
  });
});
