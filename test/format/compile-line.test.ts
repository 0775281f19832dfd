import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/event/index.ts';
import { lookOf, textFormat } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { EventFeed, event, firstEventTime, initialState } from '../support/events.ts';
import { linesOf } from '../support/lines.ts';

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

  it('has the time of each event, whatever came before it', () => {
    const wrap = (firstEventTime | 0xffffffffn) + 1n;
    const times = [
      ...[0n, 1n, 999n, 1000n, 999_999n, 1_000_000n, 999_999_999n, 1_000_000_000n].map((ns) => firstEventTime + ns),
      // Back again, over the end of the lower 32 bits and over it once more, and as far from there as they are long.
      ...[firstEventTime, wrap - 1n, wrap, wrap - 400_000n, wrap + 300_000n, wrap - 0xffffffffn, 0n, 0xffffffffffffffffn],
    ];
    const events = times.map((time) => event('PPME_SYSCALL_READ_E', [0, 1], { time }));
    for (const [format, before] of [
      ['%evt.time', ''],
      ['at %evt.time', 'at '],
      ['time: %evt.time', 'time: '],
    ] as const) {
      expect(linesOf(events, format)).toEqual(times.map((time) => before + timeOfDay(time)));
    }
  });

  it('has the number of each event and of its CPU', () => {
    const machine = new Machine();
    machine.load(initialState());
    const feed = new EventFeed();
    const write = textFormat('%evt.num %evt.cpu|%evt.cpu', look);
    for (const num of [
      1,
      9,
      10,
      999,
      1000,
      1001,
      1999,
      2000,
      999,
      123_456,
      124_000,
      99_999_999,
      999_999_999,
      1_000_000_000,
      2 ** 31,
      2 ** 52,
    ]) {
      for (const cpu of [0, 7, 10, 128, 999, 1000, 65_535]) {
        const cursor = feed.next(event('PPME_SYSCALL_READ_E', [0, 1], { cpu }));
        cursor.num = num;
        machine.process(cursor, undefined);
        const out = new ByteWriter();
        write(machine.context, out);
        expect(out.since(0)).toBe(`${num} ${cpu}|${cpu}\n`);
      }
    }
  });
});

function timeOfDay(time: bigint): string {
  const date = new Date(Number(time / 1_000_000n));
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${parts.join(':')}.${String(time % 1_000_000_000n).padStart(9, '0')}`;
}
