import { describe, expect, it } from 'vitest';
import type { Refusal, Timeline, ViewPort } from '../../src/tui/index.ts';
import { currentTable, topScreen } from '../../src/tui/state/index.ts';
import { FakePort, processRows } from './support/fake-port.ts';
import { keys, testShell } from './support/shell.ts';

/** A file of 100 ns. */
class TimedFake extends FakePort {
  readonly asked: unknown[] = [];
  timeline(): Timeline {
    return { from_ns: 0, to_ns: 100, counts: [], errors: [], drops: [], percent: undefined, clock: String, at: () => undefined };
  }
  override setWindow(window?: unknown): undefined {
    this.asked.push(window);
    return undefined;
  }
}

/** A shell that opens files from memory. */
function openingShell(files: Readonly<Record<string, ViewPort>>) {
  const openFile = async (path: string): Promise<ViewPort | Refusal> => {
    return files[path] ?? { refused: `${path} is no file` };
  };
  const port = new FakePort();
  port.state = { kind: 'live', interval_ms: 2000 };
  return { ...testShell({ port, openFile }) };
}

describe('another file in place of what is shown', () => {
  it('comes in the same view, with nothing left of where the user was', async () => {
    const other = new FakePort(processRows(3));
    other.sourceName = 'other.scap';
    const { shell, type, port } = openingShell({ 'other.scap': other });
    type(keys.down, keys.down, keys.enter, ':', 'open other.scap', keys.enter);
    await expect.poll(() => shell.snapshot.source.name).toBe('other.scap');
    expect([shell.ui.screens.length, shell.ui.tables.length, currentTable(shell.ui).index]).toEqual([1, 1, 0]);
    expect(shell.snapshot.rows.length).toBe(3);
    // The one before is not listened to any more, the new one is.
    port.drops = 9;
    port.changed();
    expect(shell.snapshot.drops).toBe(0);
    other.drops = 4;
    other.changed();
    expect(shell.snapshot.drops).toBe(4);
    type(keys.backspace, 'u');
    expect(shell.snapshot.source.name).toBe('other.scap');
  });

  it('stands where the user was on his way, in the same time', async () => {
    const other = new TimedFake(processRows(3));
    other.drillDown('1000');
    other.window = { from_ns: 40, to_ns: 60, text: '' };
    const { shell, type } = openingShell({ 'other.scap': other });
    type(':', 'open other.scap', keys.enter);
    await expect.poll(() => shell.ui.tables.length).toBe(2);
    expect(shell.ui.time.window).toEqual({ from_ns: 40, to_ns: 60 });
    type(keys.backspace);
    expect([shell.ui.tables.length, shell.snapshot.path.length, other.asked]).toEqual([1, 0, []]);
  });

  it('shows all of a file that was written at another time, as soon as that is known', async () => {
    const other = new TimedFake(processRows(3));
    other.state = { kind: 'loading', percent: 10 };
    other.window = { from_ns: 140, to_ns: 160, text: '' };
    const { shell, type } = openingShell({ 'other.scap': other });
    type(':', 'open other.scap', keys.enter);
    await expect.poll(() => shell.ui.time.window).toEqual({ from_ns: 140, to_ns: 160 });
    expect(other.asked).toEqual([]);
    other.state = { kind: 'offline' };
    other.changed();
    expect(other.asked).toEqual([undefined]);
    expect(shell.ui.time.window).toBeUndefined();
    expect(shell.ui.toast?.text).toBe('the time that was shown is not in this file: all of it is shown');
  });

  it('changes nothing where it cannot be opened', async () => {
    const { shell, type } = openingShell({});
    type(keys.down, ':', 'open nowhere', keys.enter);
    await expect.poll(() => shell.ui.toast?.text).toBe('nowhere is no file');
    expect([topScreen(shell.ui).id, currentTable(shell.ui).index]).toEqual(['table', 1]);
  });
});

describe(':set', () => {
  it('changes the interval of what happens now', () => {
    const intervals: number[] = [];
    const { shell, type } = testShell({
      port: Object.assign(new FakePort(), {
        setInterval: (ms: number) => {
          intervals.push(ms);
          return ms < 100 ? { refused: 'an interval is at least 100ms' } : undefined;
        },
      }),
    });
    type(':', 'set interval 500ms', keys.enter);
    expect(shell.ui.toast?.text).toBe('a sample every 0.5s');
    type(':', 'set interval 1.5s', keys.enter, ':', 'set interval 5ms', keys.enter);
    expect(shell.ui.toast?.text).toBe('an interval is at least 100ms');
    expect(intervals).toEqual([500, 1500, 5]);
    type(':', 'set interval soon', keys.enter);
    expect(shell.ui.toast?.text).toBe('soon is no interval, as in set interval 500ms');
  });

  it('says that a recording has no interval', () => {
    const { shell, type } = testShell();
    type(':', 'set interval 1s', keys.enter);
    expect(shell.ui.toast?.text).toContain('a recording has no interval');
  });

  it('changes characters and colours', () => {
    const { shell, type } = testShell();
    type(':', 'set ascii on', keys.enter, ':', 'set theme light', keys.enter);
    expect([shell.look.ascii, shell.look.theme]).toEqual([true, 'light']);
    type(':', 'set ascii off', keys.enter);
    expect(shell.look.ascii).toBe(false);
  });

  it('names what can be set', () => {
    const { shell, type } = testShell();
    type(':', 'set nothing 1', keys.enter);
    expect(shell.ui.toast?.text).toBe('set takes one of interval, theme, ascii, trend, speed');
  });
});
