import { describe, expect, it } from 'vitest';
import { HeldEnters } from '../../src/cli/held-enters.ts';
import { EventCursor, eventNumber } from '../../src/event/index.ts';

const read = eventNumber('PPME_SYSCALL_READ_E');
const write = eventNumber('PPME_SYSCALL_WRITE_E');

/** A cursor on an event whose block is the text. */
function on(type: number, tid: number, block = 'enter'): [EventCursor, { blockStart: number; blockEnd: number }] {
  const cursor = new EventCursor();
  cursor.bytes = Buffer.from(`..${block}..`);
  cursor.type = type;
  cursor.tid = tid;
  return [cursor, { blockStart: 2, blockEnd: 2 + block.length }];
}

const exit = (type: number, tid: number) => on(type + 1, tid)[0];

function taken(held: HeldEnters, type: number, tid: number): string | undefined {
  const enter = held.take(exit(type, tid));
  return enter?.bytes.toString('latin1', enter.blockStart, enter.blockEnd);
}

describe('held enters', () => {
  it('are given to the exit of the same call and thread, once', () => {
    const held = new HeldEnters();
    held.hold(...on(read, 1, 'read of 1'));
    held.hold(...on(read, 2, 'read of 2'));
    expect(taken(held, read, 2)).toBe('read of 2');
    expect(taken(held, read, 2)).toBeUndefined();
    expect(taken(held, read, 1)).toBe('read of 1');
  });

  it('give way to the next one of their thread, however long', () => {
    const held = new HeldEnters();
    held.hold(...on(write, 1, 'first'));
    held.hold(...on(read, 1, 'x'.repeat(300)));
    expect(taken(held, read, 1)).toBe('x'.repeat(300));
  });

  it('are given up when something else of the thread passes', () => {
    const held = new HeldEnters();
    held.hold(...on(read, 1));
    expect(taken(held, write, 1)).toBeUndefined();
    expect(taken(held, read, 1)).toBeUndefined();
  });

  it('are not kept where they are absurdly long', () => {
    const held = new HeldEnters();
    held.hold(...on(read, 1, 'short'));
    held.hold(...on(read, 1, 'x'.repeat(5000)));
    expect(taken(held, read, 1)).toBeUndefined();
  });
});
