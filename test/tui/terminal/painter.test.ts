import { createRequire } from 'node:module';
import type { Terminal } from '@xterm/headless';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blank, changedLines, Painter } from '../../../src/tui/terminal/painter.ts';
import { inColumns } from '../../../src/tui/text/index.ts';

// The package is CommonJS without names that an import could find.
const xterm = createRequire(import.meta.url)('@xterm/headless') as { Terminal: typeof Terminal };

const [columns, rows] = [40, 6];

/** Every cell of a screen after something was written to it: its characters, and how they look. */
function cellsAfter(written: string): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  return new Promise((resolve) =>
    terminal.write(written, () => {
      const lines = Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (_, x) => {
          const cell = terminal.buffer.active.getLine(y)!.getCell(x)!;
          const looks = [cell.isInverse(), cell.isBold(), cell.getFgColor(), cell.getBgColor()].join();
          return `${cell.getChars() || ' '}${cell.getWidth()}${looks}`;
        }).join('|'),
      );
      terminal.dispose();
      resolve(lines);
    }),
  );
}

/** The same numbers each time: a failure can be looked into. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

describe('the changed lines of a screen', () => {
  it('make it what drawing all of it would make it, whatever stood there before', async () => {
    const random = randomNumbers(20_261_129);
    const parts = ['0', '12.5', ' ', '     ', 'node', '▁▂█', '漢字', 'e\u0301', 'Ω', '/usr/bin/program --option'];
    const plain = () => inColumns(Array.from({ length: 12 }, () => parts[random(parts.length)]!).join(''), columns);
    const line = () =>
      [plain, () => `\x1b[7m${plain()}\x1b[0m`, () => `\x1b[1;36m${plain().slice(0, 5)}\x1b[0m rest`, () => ''][random(4)]!();
    let shown: string[] = [];
    let written = '';
    for (let frame = 0; frame < 60; frame++) {
      const next = Array.from({ length: 1 + random(rows) }, (_, y) =>
        random(3) === 0 || shown[y] === undefined ? line() : mixed(shown[y]),
      );
      written += changedLines(shown, next);
      shown = next;
      expect(await cellsAfter(written)).toEqual(await cellsAfter(blank + changedLines([], next)));
    }
    /** Another line with the same beginning, end, or both. */
    function mixed(old: string): string {
      if (old.includes('\x1b') || /[^\x20-\x7e]/.test(old)) return old;
      const other = line();
      const at = random(columns);
      const mix = old.slice(0, at) + other.slice(at, at + 1 + random(6)) + old.slice(at + 3);
      return other.includes('\x1b') ? other : inColumns(mix, columns);
    }
  });

  it('are written where they differ, and no further', () => {
    const before = ['same', '  17 node   0.5 ▁▁▂', 'old'];
    expect(changedLines(before, before)).toBe('');
    expect(changedLines(before, ['same', '  17 node   0.7 ▁▂▃', 'old'])).toBe('\x1b[2;15H7 ▁▂▃');
    expect(changedLines(['a11111111111111b'], ['c11111111111111d'])).toBe('\x1b[1;1Hc\x1b[1;16Hd');
    expect(changedLines(before, ['same', before[1]!])).toBe('\x1b[3;1H\x1b[K');
  });
});

describe('the painter', () => {
  const written: string[] = [];
  let painter: Painter;
  beforeEach(() => {
    vi.useFakeTimers();
    written.length = 0;
    painter = new Painter((text) => written.push(text), 10);
  });
  afterEach(() => {
    painter.end();
    vi.useRealTimers();
  });

  it('draws at once, and of what follows soon only the last', () => {
    painter.paint(['one']);
    expect(written).toEqual([`\x1b[?2026h${blank}\x1b[1;1H\x1b[Kone\x1b[?2026l`]);
    for (const text of ['two', 'six', 'ten']) painter.paint([text]);
    vi.advanceTimersByTime(99);
    expect(written).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(written.slice(1)).toEqual(['\x1b[?2026h\x1b[1;1Hten\x1b[?2026l']);
  });

  it('leaves an empty screen to who draws next, and then draws nothing', () => {
    painter.paint(['one']);
    painter.paint(['two']);
    painter.leave();
    expect(painter.giveWay()).toBe(blank);
    expect(painter.giveWay()).toBe('');
    vi.runAllTimers();
    expect(written).toHaveLength(1);
  });

  it('draws all of its lines again where something was drawn over them', () => {
    painter.paint(['one']);
    expect(painter.giveWay()).toBe(blank);
    vi.runAllTimers();
    painter.again();
    expect(written).toEqual(Array(3).fill(written[0]));
  });
});
