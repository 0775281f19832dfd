import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BuiltProgram, buildProgram } from './support/build.ts';
import { TestTerminal } from './support/terminal.ts';

/** What a minute of a stuck key on a fast line brings is far less. */
const floodBytes = 4 * 1024 * 1024;
const chunkBytes = 64 * 1024;
const timeout_ms = 120_000;

let program: BuiltProgram;

beforeAll(async () => {
  program = await buildProgram('fake-program.ts');
}, 60_000);
afterAll(() => program.remove());

/** The same numbers each time: a failure can be looked into. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

/** Bytes that are no key: what lies beyond ASCII, controls without a meaning, sequences that no terminal sends for a key. */
function noise(random: (below: number) => number): Buffer {
  const among = (text: string) => text[random(text.length)]!;
  const digits = () => String(random(10_000));
  const letters = () => Array.from({ length: random(30) }, () => String.fromCharCode(0x20 + random(0x5f))).join('');
  const parts: Buffer[] = [];
  for (let length = 0; length < chunkBytes; ) {
    const kinds = [
      () => Buffer.from(Array.from({ length: 1 + random(20) }, () => 0x80 + random(0x80))),
      () => Buffer.from([0x1d + random(3)]),
      () => Buffer.from(`\x1b[${among('?>=')}${digits()};${digits()}${String.fromCharCode(0x40 + random(0x3f))}`),
      () => Buffer.from(`\x1b[${digits()};${digits()}${among('EGIJKLNOTUVWXYefghijklnopqrstvwxyz')}`),
      () => Buffer.from(`\x1b[${100 + random(9)}~`),
      () => Buffer.from(`\x1bO${among('EGIJKLNTUVWXYZefghiz')}`),
      () => Buffer.from(`\x1b${among(']PX^_')}${letters()}\x1b\\`),
      () => Buffer.from(`\x1b]${letters()}\x07`),
      () => Buffer.from(`\x1b[<35;${1 + random(80)};${1 + random(24)}M`),
      () => Buffer.from(`\x1b[${among(' !"#%&\'()*+,-./')}${among('EGIJKLNOTUVWXYefgh')}`),
    ];
    const part = kinds[random(kinds.length)]!();
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts);
}

/** Processes that one has started and that still are. */
function childrenOf(pid: number): string {
  return readdirSync(`/proc/${pid}/task`)
    .map((tid) => readFileSync(`/proc/${pid}/task/${tid}/children`, 'latin1').trim())
    .join('');
}

describe('bytes of any value, letters and line ends among them', () => {
  it(
    'change nothing on the screen, start no process and write no file',
    async () => {
      // Node itself ends a program that starts a process, or writes a file, without these permissions.
      const terminal = new TestTerminal(process.execPath, ['--permission', '--allow-fs-read=*', program.path, 'live']);
      try {
        const before = await terminal.shows('Viewing:');
        const random = randomNumbers(20_261_128);
        for (let sent = 0; sent < 1000; sent++) {
          terminal.sendBytes(Buffer.from(Array.from({ length: 64 }, () => random(256))));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        terminal.sendBytes(Buffer.from('\x1b\\\xff', 'latin1'));
        expect(await terminal.settled()).toEqual(before);
        expect(childrenOf(terminal.pid)).toBe('');
        terminal.send('\x03');
        expect(await terminal.ended).toBe(130);
      } finally {
        terminal.close();
      }
    },
    timeout_ms,
  );
});

describe('megabytes of bytes that are no key', () => {
  it(
    'change nothing on the screen and start no process',
    async () => {
      // Node itself ends a program that starts a process without this permission.
      const terminal = new TestTerminal(process.execPath, ['--permission', '--allow-fs-read=*', program.path, 'live']);
      try {
        const before = await terminal.shows('Viewing:');
        const random = randomNumbers(20_261_121);
        for (let sent = 0; sent < floodBytes; sent += chunkBytes) {
          terminal.sendBytes(noise(random));
          await new Promise((resolve) => setTimeout(resolve, 5));
          expect(childrenOf(terminal.pid)).toBe('');
        }
        // A sequence may have been left open at the end.
        terminal.send('\x1b\\');
        expect(await terminal.settled()).toEqual(before);
        // All of it was read: what is sent now, once it is quiet, is understood.
        await vi.waitFor(
          () => {
            terminal.send('\x1bOP');
            expect(terminal.lines()[0]).toMatch(/^Help: keys of/);
          },
          { timeout: timeout_ms / 2, interval: 500 },
        );
        expect(childrenOf(terminal.pid)).toBe('');
        terminal.send('\x03');
        expect(await terminal.ended).toBe(130);
      } finally {
        terminal.close();
      }
    },
    timeout_ms,
  );
});
