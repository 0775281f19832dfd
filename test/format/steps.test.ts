import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/event/index.ts';
import { type EventWriter, lookOf, textFormat } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { EventFeed, event, initialState } from '../support/events.ts';
import { linesOf } from '../support/lines.ts';

const look = lookOf({ buffers: 'dotted', time: 'h', json: false, verbose: false, terminal: false });

/** A machine that is fed reads of one thread, and the line each gives. */
class Reads {
  readonly machine = new Machine();
  readonly #feed = new EventFeed();
  readonly #out = new ByteWriter();

  constructor() {
    this.machine.load(initialState());
  }

  line(write: EventWriter): string {
    this.machine.process(this.#feed.next(event('PPME_SYSCALL_READ_E', [0, 1])), undefined);
    this.#out.length = 0;
    write(this.machine.context, this.#out);
    return this.#out.since(0);
  }

  get thread(): { comm: string; pid: number; vtid: number; vpid: number; containerId: string } {
    return this.machine.threads.get(100)!;
  }
}

describe('what a line keeps of a thread', () => {
  it('is made anew when the thread changes', () => {
    const write = textFormat('%proc.name %proc.pid %thread.vtid %proc.vpid %container.id', look);
    const reads = new Reads();
    reads.line(write);
    Object.assign(reads.thread, { comm: 'cat', pid: 100, vtid: 7, vpid: 8 });
    expect(reads.line(write)).toBe('cat 100 7 8 host\n');
    expect(reads.line(write)).toBe('cat 100 7 8 host\n');
    for (const [change, line] of [
      [{ comm: 'dog' }, 'dog 100 7 8 host\n'],
      [{ pid: 101 }, 'dog 101 7 8 host\n'],
      [{ vtid: 9 }, 'dog 101 9 8 host\n'],
      [{ vpid: 10 }, 'dog 101 9 10 host\n'],
      [{ containerId: '0123456789ab' }, 'dog 101 9 10 0123456789ab\n'],
    ] as const) {
      Object.assign(reads.thread, change);
      expect(reads.line(write)).toBe(line);
    }
  });

  it('belongs to one format', () => {
    const [short, long] = [textFormat('[%proc.name]', look), textFormat('name=%proc.name', look)];
    const reads = new Reads();
    expect([reads.line(short), reads.line(long), reads.line(short), reads.line(long)]).toEqual([
      '[<NA>]\n',
      'name=<NA>\n',
      '[<NA>]\n',
      'name=<NA>\n',
    ]);
  });
});

describe('what a line keeps of an event type', () => {
  it('is told apart by direction, type and syscall', () => {
    const events = [
      event('PPME_SYSCALL_READ_E', [0, 1]),
      event('PPME_SYSCALL_READ_X', [1, 'x']),
      event('PPME_GENERIC_E', [1, 0]),
      event('PPME_GENERIC_E', [2, 0]),
      event('PPME_GENERIC_X', [1]),
    ];
    const once = linesOf(events, '(%evt.dir %evt.type)');
    expect(linesOf([...events, ...events], '(%evt.dir %evt.type)')).toEqual([...once, ...once]);
    expect(new Set(once).size).toBe(5);
  });

  it('leaves out events of types that have no value, each time', () => {
    const events = [event('PPME_SYSCALL_READ_E', [0, 1]), event('PPME_SYSCALL_CLOSE_E', [0])];
    expect(linesOf([...events, ...events], '%evt.type %evt.io_dir')).toEqual(['read read', 'read read']);
    expect(linesOf([...events, ...events], '*%evt.type %evt.io_dir')).toEqual(['read read', 'close <NA>', 'read read', 'close <NA>']);
  });
});

describe('texts that come again and again', () => {
  it('are written as those that come once', () => {
    const opens = Array.from({ length: 6000 }, (_, i) => event('PPME_SYSCALL_OPEN_X', [3, `/file/${i % 3 === 0 ? i : 'same'}`, 1, 0, 0]));
    expect(linesOf(opens, '%fd.name')).toEqual(opens.map((_, i) => `/file/${i % 3 === 0 ? i : 'same'}`));
  });
});
