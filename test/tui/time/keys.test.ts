import { describe, expect, it } from 'vitest';
import type { Outcome, ShownDiff, ShownSpectrogram, TimeLane, Timeline } from '../../../src/tui/index.ts';
import { tableLines } from '../../../src/tui/screens/table.tsx';
import { onward } from '../../../src/tui/time/index.ts';
import { FakePort } from '../support/fake-port.ts';
import { keys, testShell } from '../support/shell.ts';

type Window = { readonly from_ns: number; readonly to_ns: number } | undefined;

/** A capture of 100 s. */
class TimedPort extends FakePort {
  readonly windows: Window[] = [];
  lanes: TimeLane[] = [];

  timeline(buckets: number, lane: TimeLane): Timeline {
    this.lanes.push(lane);
    const counts = new Array<number>(buckets).fill(1);
    const clock = (ns: number) => `00:00:${(ns / 1e9).toFixed(1)}`;
    return {
      from_ns: 0,
      to_ns: 100e9,
      counts,
      errors: counts,
      drops: [],
      percent: undefined,
      clock,
      at: (text) => (text === '00:00:50' ? 50e9 : undefined),
    };
  }

  override setWindow(window?: Window): Outcome {
    this.windows.push(window);
    return undefined;
  }

  async diff(a: { window: Window }, b: { window: Window }): Promise<ShownDiff> {
    this.calls.push(`diff ${JSON.stringify([a.window, b.window])}`);
    return {
      title: 'CPU %',
      perSecond: false,
      column: 0,
      columns: 1,
      a: 'first',
      b: 'second',
      nameTitle: 'PID',
      length: 1,
      at: () => ({ key: '1003', name: '1003', label: 'program', a: '1', b: '2', delta: '+1', percent: '+100.0%', state: 'changed' }),
    };
  }

  async spectrogram(): Promise<ShownSpectrogram> {
    return {
      from_ns: 0,
      to_ns: 100e9,
      total: 42,
      cells: (lines, columns) => new Uint32Array(lines * columns).fill(1),
      latencyAt: (column) => column * 10,
      latencyText: (ns) => `${ns}ns`,
      clock: (ns) => String(ns),
    };
  }
}

function timed() {
  const port = new TimedPort();
  return { ...testShell({ port, columns: 120, rows: 30 }), port };
}

const seconds = (from: number, to: number) => ({ from_ns: from * 1e9, to_ns: to * 1e9 });

describe('keys of time', () => {
  it('slide, size and take away the window, however fast they come', () => {
    const { port, type } = timed();
    type(']', ']', '}', '[', '+', '-', '0');
    expect(port.windows).toEqual([
      seconds(0, 5),
      seconds(5, 10),
      seconds(55, 60),
      seconds(50, 55),
      seconds(51.5, 53.5),
      seconds(50, 55),
      undefined,
    ]);
  });

  it('keep the window through drilling and changes of view', () => {
    const { port, shell, type } = timed();
    type(']', keys.enter, keys.backspace);
    shell.pickView('files');
    expect(port.windows).toEqual([seconds(0, 5)]);
    expect(shell.ui.time.window).toEqual(seconds(0, 5));
  });

  it('go to marks, and say when there is none', () => {
    const { port, shell, type } = timed();
    type(']', 'm', 'a', ']', "'", 'a');
    expect(port.windows.at(-1)).toEqual(seconds(0, 5));
    type("'", 'z');
    expect(shell.ui.toast?.text).toContain('no mark z');
    type('m', keys.escape);
    expect(Object.keys(shell.ui.time.marks)).toEqual(['a']);
  });

  it('go through what the bar counts', () => {
    const { shell, type } = timed();
    type('T', 'T');
    expect(shell.ui.time.lane).toBe('bytes');
  });

  it('play by the speed, until the end', () => {
    const { port, shell, type } = timed();
    type(' ');
    expect(shell.ui.time.playing).toBe(true);
    shell.dispatch({ type: 'time', time: { speed: 10 } });
    onward(shell, 0.5e9);
    expect(port.windows.at(-1)).toEqual(seconds(5, 10));
    onward(shell, 100e9);
    expect(port.windows.at(-1)).toEqual(seconds(95, 100));
    expect(shell.ui.time.playing).toBe(false);
    type(' ', ' ');
    expect(shell.ui.time.playing).toBe(false);
    expect(shell.ui.time.window).toEqual(seconds(0, 5));
    shell.end();
  });

  it('take the arrows while the axis has them, and give them back', () => {
    const { port, shell, type } = timed();
    type('t', keys.right, keys.right, keys.up, keys.escape, keys.down);
    expect(port.windows).toEqual([seconds(0, 5), seconds(5, 10), seconds(6.5, 8.5)]);
    expect(shell.ui.screens).toHaveLength(1);
    expect(shell.ui.tables[0]!.index).toBe(1);
  });

  it('take a time and a speed from the list of commands', () => {
    const { port, shell, type } = timed();
    type(':goto 00:00:50', keys.enter);
    expect(port.windows.at(-1)).toEqual(seconds(47.5, 52.5));
    type(':speed 4x', keys.enter);
    expect(shell.ui.time.speed).toBe(4);
    type(':speed fast', keys.enter);
    expect(shell.ui.toast?.text).toContain('no speed');
  });
});

describe('the mouse on the bar', () => {
  it('brings the window where it is pressed, and makes one where it is dragged', () => {
    const { port, type } = timed();
    const y = 30 - 2;
    const at = (button: number, x: number, end: string) => `\x1b[<${button};${x + 1};${y};${end}`.replace(/;(?=[Mm]$)/, '');
    type(at(0, 14 + 33, 'M'), at(0, 14 + 33, 'm'));
    expect(port.windows).toHaveLength(1);
    const [clicked] = port.windows;
    expect(clicked!.to_ns - clicked!.from_ns).toBe(5e9);
    type(at(0, 20, 'M'), at(32, 30, 'M'), at(0, 40, 'm'));
    const dragged = port.windows.at(-1)!;
    expect(dragged.to_ns - dragged.from_ns).toBeGreaterThan(20e9);
  });
});

describe('comparing', () => {
  it('takes the window before and this one, or those marked a and b', async () => {
    const { port, shell, type } = timed();
    type('D');
    expect(shell.ui.toast?.text).toContain('choose a window');
    type(']', ']', 'D');
    expect(port.calls).toEqual([`diff ${JSON.stringify([seconds(0, 5), seconds(5, 10)])}`]);
    await Promise.resolve();
    type('q', '}', 'm', 'b', '[', 'm', 'a', 'D');
    expect(port.calls.at(-1)).toBe(`diff ${JSON.stringify([seconds(50, 55), seconds(55, 60)])}`);
  });

  it('keeps both windows while drilling down and back', async () => {
    const { port, shell, type } = timed();
    type(']', ']', 'D');
    await new Promise(setImmediate);
    type(keys.enter);
    await new Promise(setImmediate);
    expect(port.calls.slice(-2)).toEqual(['drillDown 1003', `diff ${JSON.stringify([seconds(0, 5), seconds(5, 10)])}`]);
    type(keys.backspace);
    await new Promise(setImmediate);
    expect(port.calls).toContain('drillUp');
    type(keys.backspace);
    expect(shell.ui.screens).toHaveLength(1);
  });
});

describe('the spectrogram', () => {
  it('makes a box of cells into a filter and a window', async () => {
    const { port, shell, type } = timed();
    type('S');
    await new Promise(setImmediate);
    type(keys.right, ' ', keys.down, keys.right, keys.enter);
    expect(port.filter).toBe('evt.latency>=10 and evt.latency<30');
    const window = port.windows.at(-1)!;
    expect(window.from_ns).toBe(0);
    expect(Math.round(window.to_ns / 1e9)).toBe(Math.round((100 * 2) / 26));
    expect(shell.ui.screens[0]!.id).toBe('table');
  });

  it('gives the box up with Escape, then itself, and changes nothing', async () => {
    const { port, shell, type } = timed();
    type('S');
    await new Promise(setImmediate);
    type(' ', keys.down, keys.escape);
    expect(shell.ui.screens).toHaveLength(2);
    type(keys.escape);
    expect(shell.ui.screens).toHaveLength(1);
    expect(port.windows).toEqual([]);
    expect(port.filter).toBe('');
  });
});

describe('the table with a time axis', () => {
  it('fills the screen but for its last line, at every size', () => {
    for (const [columns, rows] of [
      [160, 45],
      [120, 30],
      [80, 24],
      [40, 10],
    ] as const) {
      const port = new TimedPort();
      const { shell } = testShell({ port, columns, rows });
      const lines = tableLines(shell, columns, rows);
      expect(lines, `${columns}x${rows}`).toHaveLength(rows - 1);
      const bars = lines.filter((line) => line.includes('00:00:0.0') && line.includes('['));
      expect(bars).toHaveLength(rows >= 16 ? 1 : 0);
      expect(lines.filter((line) => line.startsWith(' errors'))).toHaveLength(rows >= 26 ? 1 : 0);
    }
  });
});
