import { describe, expect, it } from 'vitest';
import type { KeptPlace, Refusal, ViewPort } from '../../src/tui/index.ts';
import { currentTable, topScreen } from '../../src/tui/state/index.ts';
import { FakePort, processRows } from './support/fake-port.ts';
import { keys, testShell } from './support/shell.ts';

/** A shell that opens files from memory. */
function openingShell(files: Readonly<Record<string, ViewPort>>) {
  const asked: (KeptPlace & { readonly path: string })[] = [];
  const openFile = async (path: string, place: KeptPlace): Promise<ViewPort | Refusal> => {
    asked.push({ path, ...place });
    return files[path] ?? { refused: `${path} is no file` };
  };
  const port = new FakePort();
  port.state = { kind: 'live', interval_ms: 2000 };
  return { ...testShell({ port, openFile }), asked };
}

describe('another file in place of what is shown', () => {
  it('comes in the same view, with nothing left of where the user was', async () => {
    const other = new FakePort(processRows(3));
    other.sourceName = 'other.scap';
    const { shell, type, asked, port } = openingShell({ 'other.scap': other });
    type(keys.down, keys.down, keys.enter, ':', 'open other.scap', keys.enter);
    await expect.poll(() => shell.snapshot.source.name).toBe('other.scap');
    expect(asked).toEqual([{ path: 'other.scap', view: 'threads' }]);
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
