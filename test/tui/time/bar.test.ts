import { describe, expect, it } from 'vitest';
import { makeLook } from '../../../src/tui/look/index.ts';
import type { Timeline } from '../../../src/tui/port.ts';
import { widthOf } from '../../../src/tui/text/index.ts';
import { barCells, barLine, barPlace, cellAt, eventsLine, levelText } from '../../../src/tui/time/bar.ts';
import { startOfTime } from '../../../src/tui/time/state.ts';

const look = makeLook('mono', false);
const axis = { from_ns: 0, to_ns: 100 };

function timeline(cells: number): Timeline {
  return {
    from_ns: 0,
    to_ns: 100,
    counts: Array.from({ length: cells }, (_, i) => i),
    errors: Array.from({ length: cells }, (_, i) => (i === 3 ? 1 : 0)),
    drops: Array.from({ length: cells }, (_, i) => (i === 5 ? 2 : 0)),
    percent: undefined,
    clock: (ns) => `00:00:${String(ns).padStart(3, '0')}`,
    at: () => undefined,
  };
}

const plain = (text: string) => text.replace(/\x1b\[[\d;]*m/g, '');

describe('the bar', () => {
  it('shows counts by height, and never nothing for something', () => {
    expect(levelText([0, 1, 500, 1000], look.marks.levels).join('')).toBe(' ▁▄█');
    expect(levelText([0, 1, 500, 1000], makeLook('mono', true).marks.levels).join('')).toBe(' .+@');
    expect(levelText([0, 0], look.marks.levels).join('')).toBe('  ');
  });

  it('is exactly as wide as the screen, with its second lane, window or not', () => {
    for (const width of [40, 79, 80, 120, 200]) {
      const cells = barCells(width);
      for (const window of [undefined, { from_ns: 20, to_ns: 40 }, { from_ns: 99, to_ns: 100 }]) {
        const time = { ...startOfTime, marks: { a: window } };
        expect(widthOf(plain(barLine(timeline(cells), time, window, width, look))), `${width}`).toBe(width);
        expect(widthOf(plain(eventsLine(timeline(cells), time, window, width, look))), `${width}`).toBe(width);
      }
    }
  });

  it('has the window in brackets, and says its width', () => {
    const cells = barCells(100);
    const text = plain(barLine(timeline(cells), startOfTime, { from_ns: 50, to_ns: 100 }, 100, look));
    expect(text.indexOf('[')).toBe(12 + cells / 2);
    expect(text.indexOf(']')).toBe(12 + cells + 1);
    expect(text).toMatch(/events {2}0\.1us\/step$/);
  });

  it('marks errors, losses and what the user marked', () => {
    const text = plain(
      eventsLine(timeline(barCells(100)), { ...startOfTime, marks: { b: { from_ns: 20, to_ns: 30 } } }, undefined, 100, look),
    );
    const lane = text.slice(13);
    expect(lane[3]).toBe('!');
    expect(lane[5]).toBe('D');
    expect(lane[Math.floor(0.2 * barCells(100))]).toBe('b');
  });

  it('finds the cell under the mouse, brackets left aside', () => {
    const window = { from_ns: 20, to_ns: 40 };
    const place = barPlace(100, axis, window);
    const text = plain(barLine(timeline(place.cells), startOfTime, window, 100, look));
    expect(cellAt(place, place.x)).toBe(0);
    expect(cellAt(place, text.indexOf('[') + 1)).toBe(place.open);
    expect(cellAt(place, text.indexOf(']') + 1)).toBe(place.close);
    expect(cellAt(place, 0)).toBe(0);
    expect(cellAt(place, 99)).toBe(place.cells - 1);
  });
});
