import { describe, expect, it } from 'vitest';
import { ByteWriter, syscallCodes } from '../../src/event/index.ts';
import { Summary } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { EventFeed, event, initialState } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';

function table(events: readonly MinimalEvent[]): string {
  const summary = new Summary();
  const machine = new Machine();
  machine.load(initialState());
  const feed = new EventFeed();
  for (const made of events) if (machine.process(feed.next(made), undefined)) summary.count(machine.context);
  const out = new ByteWriter();
  summary.write(out);
  return out.since(0);
}

describe('the summary', () => {
  it('counts events by name and direction, the most frequent first, equal ones by name', () => {
    const read = [event('PPME_SYSCALL_READ_E', [0, 1]), event('PPME_SYSCALL_READ_X', [1, 'x'])];
    const code = syscallCodes.findIndex(({ name }) => name === 'getpid');
    const getpid = [event('PPME_GENERIC_E', [code, 39]), event('PPME_GENERIC_X', [code])];
    expect(table([...read, ...getpid, read[0]!, event('PPME_SYSCALL_CLOSE_E', [3])])).toBe(
      [
        '----------------------',
        'Event           #Calls',
        '----------------------',
        '> read            2',
        '> close           1',
        '> getpid          1',
        '< getpid          1',
        '< read            1',
        '',
      ].join('\n'),
    );
  });

  it('is only a head where nothing was seen', () => {
    expect(table([])).toBe('----------------------\nEvent           #Calls\n----------------------\n');
  });
});
