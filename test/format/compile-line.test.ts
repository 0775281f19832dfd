import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/event/index.ts';
import { lookOf, textFormat } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { EventFeed, event, initialState } from '../support/events.ts';

const look = lookOf({ buffers: 'dotted', time: 'h', json: false, verbose: false, terminal: false });

/** Lines of the enter and the exit of a read, written twice: the second time what the first one kept is used. */
function lines(format: string, capacity = 1): string {
  const machine = new Machine();
  machine.load(initialState());
  const feed = new EventFeed();
  const write = textFormat(format, look);
  const out = new ByteWriter(capacity);
  for (let i = 0; i < 2; i++) {
    for (const next of [event('PPME_SYSCALL_READ_E', [0, 1]), event('PPME_SYSCALL_READ_X', [5, 'hello'])]) {
      machine.process(feed.next(next), undefined);
      write(machine.context, out);
    }
  }
  return Buffer.from(out.since(0), 'latin1').toString('utf8');
}

describe('a compiled line', () => {
  it('has the text between the fields, whatever its length', () => {
    for (const length of [0, 1, 7, 8, 9, 16, 127, 128, 129, 1000]) {
      const text = 'x'.repeat(length);
      expect(lines(`*${text}%evt.num${text}`).split('\n').slice(0, 4), `${length} bytes`).toEqual(
        ['1', '2', '3', '4'].map((num) => `${text}${num}${text}`),
      );
    }
  });

  it('has text that is no ASCII, and text that would be program text', () => {
    expect(lines('*Grüße %evt.num "\'`$\\\\ %evt.type').split('\n')[0]).toBe('Grüße 1 "\'`$\\ read');
  });

  it('is left out where a field has no value, without a trace of what was written before it', () => {
    expect(lines('%evt.num %evt.cpu %evt.type data=%evt.arg.data')).toBe('2 0 read data=hello\n4 0 read data=hello\n');
  });

  it('has <NA> for what is missing where it begins with a star', () => {
    expect(lines('*%evt.num %evt.arg.data')).toBe('1 <NA>\n2 hello\n3 <NA>\n4 hello\n');
  });

  it('fits into an output that has to grow for it', () => {
    const format = `*%evt.num ${'%evt.type '.repeat(100)}%evt.args`;
    expect(lines(format)).toBe(lines(format, 1 << 20));
  });
});
