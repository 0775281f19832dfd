import { describe, expect, it } from 'vitest';
import { eventTable } from '../../../src/event/index.ts';
import { fieldClasses } from '../../../src/field/index.ts';
import { linesOf } from '../../support/lines.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';
import { random } from '../../support/random.ts';

/** Events of all types with parameters of any number, length and content; each lies at the very end of its buffer. */
function anyEvents(seed: number): MinimalEvent[] {
  const next = random(seed);
  const sizes = [0, 1, 2, 4, 7, 8, 13, 16, 19, 37, 200];
  return eventTable.map(({ number, params }) => {
    const count = next(4) === 0 ? next(params.length + 3) : params.length;
    const values = Array.from({ length: count }, () => Uint8Array.from({ length: sizes[next(sizes.length)]! }, () => next(256)));
    return { type: number, params: values, tid: BigInt(next(3)) };
  });
}

const eventFields = fieldClasses
  .filter(({ name }) => name === 'evt')
  .flatMap(({ fields }) => fields)
  .filter(({ argument }) => argument?.required !== true)
  .map(({ name }) => `%${name}`);
const format = `*${eventFields.join('|')}|%evt.arg[0]|%evt.arg[1]|%evt.arg.fd|%evt.rawarg.res|%evt.rawarg.data|%evt.abspath.dst`;

describe('events with nonsense in their parameters', () => {
  it.each([
    ['lines', {}],
    ['lines on a terminal', { terminal: true }],
    ['lines with buffers as text', { buffers: 'ascii' }],
    ['lines with buffers in hexadecimal', { buffers: 'hexAscii', verbose: true }],
    ['JSON', { json: true }],
  ] as const)('can be shown as %s', (_what, options) => {
    for (let seed = 1; seed <= 8; seed++) {
      const events = anyEvents(seed);
      expect(() => linesOf(events, format, options)).not.toThrow();
    }
  });

  it('never send a terminal anything but text', () => {
    for (let seed = 1; seed <= 8; seed++) {
      for (const line of linesOf(anyEvents(seed), '*%evt.args %proc.name %evt.buffer', { terminal: true })) {
        const text = Buffer.from(line, 'latin1').toString('utf8');
        expect(text).not.toMatch(/[\p{Cc}\ufffd\u202a-\u202e\u2066-\u2069]/u);
      }
    }
  });

  it('give JSON that can be read', () => {
    for (let seed = 1; seed <= 8; seed++) {
      for (const line of linesOf(anyEvents(seed), format, { json: true })) expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});
