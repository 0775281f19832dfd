import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { makeLook } from '../../../src/tui/look/index.ts';
import type { Snapshot } from '../../../src/tui/port.ts';
import { cellsLine, headingLine, placeColumns, rowLine, sourceLine, totalsLine, viewLine } from '../../../src/tui/table/index.ts';
import { widthOf } from '../../../src/tui/text/index.ts';
import { column, FakePort, processColumns, processRows } from '../support/fake-port.ts';

const look = makeLook('mono', false);
const ascii = makeLook('mono', true);
const plain = (text: string) => text.replace(/\x1b\[[\d;]*m/g, '');

/** Pieces that names of processes, files and containers may hold, as bytes. */
const pieces = [
  '\x1b[2J',
  '\x1b]0;x\x07',
  '\x00',
  '\n',
  '\r',
  '\t',
  '\x7f',
  '\x9b31m',
  '\xff',
  '\xc3',
  'a',
  'nginx',
  ' ',
  '/',
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\u2028',
    '漢字',
    '한국어',
    'ﾊﾟ',
    '👩‍👩‍👧',
    '👍🏽',
    '🇩🇪',
    '🇩',
    'e\u0301',
    'e\u0301\u0302\u0303\u0304\u0305',
    'ไทย',
    'नमस्ते',
    'مرحبا',
    '☺',
    '☺️',
    '©',
    '™️',
    '1️⃣',
    '\u{e0041}',
    'ｆｕｌｌ',
    '▁█',
    'Ａ',
    '①',
    '\u00ad',
    '𝕏',
    '🫠',
    '〰️',
    '\u1100\u1161',
    '\ud7b0',
  ].map((text) => Buffer.from(text).toString('latin1')),
];

let seed = 7;
function random(below: number): number {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % below;
}
const hostile = () => Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('');

function snapshotWith(name: () => string): Snapshot {
  const port = new FakePort(processRows(30, name).map((row) => ({ ...row, cells: row.cells.map((cell, i) => (i >= 5 ? name() : cell)) })));
  port.sourceName = name();
  port.filter = `proc.name = ${name()}`;
  port.drillDown('1003');
  port.drillDown('1004');
  const made = port.snapshot();
  return { ...made, path: made.path.map((step) => ({ ...step, label: name() })), drops: 12 };
}

describe('the lines of the table', () => {
  it('are as wide as the screen, with no control character in them, whatever names there are', () => {
    for (let width = 40; width <= 200; width++) {
      const snapshot = snapshotWith(hostile);
      const plan = placeColumns(snapshot.columns, width, width % 4, snapshot.sorting);
      for (const [name, l] of [
        ['Unicode', look],
        ['ASCII', ascii],
      ] as const) {
        const lines = [
          viewLine(snapshot, width, l).text,
          sourceLine(snapshot, width, l).text,
          headingLine(plan, width, snapshot.sorting, l),
          totalsLine(snapshot, plan, width, l),
          ...Array.from({ length: 30 }, (_, i) => rowLine(snapshot.rows.at(i), plan, width, i === 3, l)),
        ].map(plain);
        for (const line of lines) {
          expect(widthOf(line), `${name} ${width}: ${JSON.stringify(line)}`).toBe(width);
          expect(line, `${name} ${width}`).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
          if (l === ascii) expect(line).toMatch(/^[\x20-\x7e]*$/);
        }
      }
    }
  });

  it('are as wide for Ink as they are for us', () => {
    const differing = new Set<string>();
    for (const piece of pieces) {
      const shown = look.show(piece);
      if (stringWidth(shown) !== widthOf(shown)) differing.add(`${JSON.stringify(shown)} ${stringWidth(shown)} ${widthOf(shown)}`);
    }
    expect([...differing]).toEqual([]);
  });
});

describe('the columns', () => {
  const titles = (width: number, scrolled = 0) =>
    placeColumns(processColumns, width, scrolled, { column: 3, descending: true }).placed.map((placed) => placed.column.title);

  it('begin with the first, and keep the sorted one and the one that takes the rest', () => {
    expect(titles(200)).toEqual(['PID', 'CPU', 'TH', 'FILE', 'NET', 'USER', 'Command']);
    expect(titles(40)).toEqual(['PID', 'CPU', 'FILE', 'Command']);
    expect(titles(60)).toEqual(['PID', 'CPU', 'TH', 'FILE', 'NET', 'Command']);
  });

  it('scroll one by one, the first stays, and each can be reached', () => {
    expect(titles(40, 1)).toEqual(['PID', 'TH', 'FILE', 'NET']);
    expect(titles(40, 4)).toEqual(['PID', 'USER', 'Command']);
    expect(titles(40, 99)).toEqual(['PID', 'Command']);
    const seen = new Set(Array.from({ length: 7 }, (_, i) => titles(40, i)).flat());
    expect(seen.size).toBe(7);
  });

  it('fill the line, and say how many found no room', () => {
    const plan = placeColumns(processColumns, 40, 0, undefined);
    const last = plan.placed.at(-1)!;
    expect(last.x + last.width).toBe(40);
    expect(plain(headingLine(plan, 40, undefined, look))).toMatch(/\+3 cols →$/);
    expect(plain(headingLine(placeColumns(processColumns, 120, 0, undefined), 120, undefined, look))).not.toContain('cols');
  });

  it('of one that is wider than the screen is cut', () => {
    const plan = placeColumns([column('a', 'A', 100), column('b', 'B', 8)], 40, 0, undefined);
    expect(widthOf(cellsLine(['x'.repeat(300), 'y'], plan, 40, ' ', look))).toBe(40);
  });

  it('stand in the order the user chose', () => {
    const choice = { order: ['user.name', 'proc.pid'], hidden: ['thread.cpu', 'proc.exeline'] };
    const plan = placeColumns(processColumns, 120, 0, undefined, choice);
    expect(plan.placed.map((placed) => placed.column.title)).toEqual(['USER', 'PID', 'TH', 'FILE', 'NET']);
  });

  it('show units in their titles and the direction of the sort in ASCII too', () => {
    const plan = placeColumns(processColumns, 120, 0, undefined);
    expect(plain(headingLine(plan, 120, { column: 1, descending: true }, look))).toContain('CPU%▼');
    expect(plain(headingLine(plan, 120, { column: 3, descending: false }, ascii))).toContain('FILE/s^');
  });
});

describe('the trend', () => {
  const trend = { column: 1, buckets: 10, of: () => [Number.NaN, Number.NaN, 0, 1, 2, 3, 4, 5, 7, 8] };
  const sorting = { column: 1, descending: true };
  const planAt = (width: number, scrolled = 0) => placeColumns(processColumns, width, scrolled, sorting, undefined, trend);
  const row = processRows(1)[0]!;

  it('stands behind the column it is of, with its name', () => {
    const plan = planAt(140);
    const heading = plain(headingLine(plan, 140, sorting, look));
    expect(heading).toMatch(/CPU%▼ CPU% trend /);
    const line = rowLine(row, plan, 140, false, look);
    expect(line.slice(heading.indexOf('CPU% trend')).slice(0, 10)).toBe('  ▁▁▂▃▄▅▇█');
    expect(plain(headingLine(plan, 140, sorting, ascii))).toContain('CPU%v CPU% trend');
    expect(rowLine(row, plan, 140, false, ascii)).toMatch(/ {2}\.\.:-\+\*%@ /);
  });

  it('is the first to go where there is little room, and never moves or narrows others', () => {
    for (let width = 40; width <= 200; width++) {
      const plan = planAt(width);
      expect(widthOf(rowLine(row, plan, width, false, look)), String(width)).toBe(width);
      expect(widthOf(plain(headingLine(plan, width, sorting, look)))).toBe(width);
      if (plan.hidden > 0) expect(plan.trend).toBeUndefined();
      if (plan.trend !== undefined) expect(plan.placed.at(-1)!.width).toBeGreaterThan(20);
    }
    expect(planAt(60).trend).toBeUndefined();
    expect(planAt(140, 1).trend).toBeUndefined();
  });

  it('goes with its column where that was moved or hidden', () => {
    const ids = processColumns.map(({ id }) => id);
    const hidden = placeColumns(processColumns, 140, 0, sorting, { order: [], hidden: [ids[1]!] }, trend);
    expect(hidden.trend).toBeUndefined();
    const moved = placeColumns(processColumns, 140, 0, sorting, { order: [ids[0]!, ids[2]!, ids[1]!], hidden: [] }, trend);
    expect(plain(headingLine(moved, 140, sorting, look))).toMatch(/CPU%▼ CPU% trend /);
  });
});

describe('the rows of a tree', () => {
  it('are led to by lines before the text that takes the rest, which never take all of it', () => {
    const row = { ...processRows(1)[0]!, branch: { passing: [true, false], last: false } };
    const plan = placeColumns(processColumns, 100, 0, undefined);
    expect(rowLine(row, plan, 100, false, look)).toMatch(/root +│ {3}├ \/usr\/bin\/program-0/);
    expect(rowLine({ ...row, branch: { passing: [true], last: true } }, plan, 100, false, ascii)).toMatch(/root +\| `-\/usr\/bin/);
    const deep = { ...row, branch: { passing: Array<boolean>(32).fill(true), last: true } };
    for (let width = 40; width <= 200; width++) {
      const line = rowLine(deep, placeColumns(processColumns, width, 0, undefined), width, false, look);
      expect(widthOf(line)).toBe(width);
      expect(line).toContain('/usr');
    }
  });
});

describe('the first line', () => {
  const line = (labels: readonly string[], width: number) => {
    const snapshot = snapshotWith(() => 'x');
    return plain(viewLine({ ...snapshot, path: labels.map((label) => ({ label, view: 'procs' })) }, width, look).text);
  };

  it('leaves out steps in the middle, never the last', () => {
    const labels = ['example2_lb_1', 'haproxy[13969]', 'thread[13970]'];
    expect(line(labels, 120)).toContain('For: whole machine › example2_lb_1 › haproxy[13969] › thread[13970]');
    expect(line(labels, 80)).toContain('For: whole machine › … › thread[13970]');
    expect(line(labels, 50)).toContain('… › thread[13970]');
    expect(line(labels, 40)).toContain('3970]');
  });

  it('says that events were lost', () => {
    const snapshot = snapshotWith(() => 'x');
    expect(plain(viewLine(snapshot, 80, look, undefined, 12).text)).toContain('DROPS 12');
    expect(plain(sourceLine(snapshot, 60, look).text)).toContain('drops 12');
  });

  it('shows a recording', () => {
    const snapshot = snapshotWith(() => 'x');
    const running = { state: () => ({ path: 'x.scap', seconds: 72, bytes: 3_565_158 }), failure: () => undefined };
    expect(plain(viewLine(snapshot, 80, look, running).text)).toContain('● REC 01:12 3.4M');
  });

  it('shows that a recording ended by itself', () => {
    const failed = { state: () => undefined, failure: () => 'no space left on the device' };
    expect(
      plain(
        viewLine(
          snapshotWith(() => 'x'),
          80,
          look,
          failed,
        ).text,
      ),
    ).toContain('REC STOPPED: no space left on the device');
  });
});

describe('the second line', () => {
  it('always shows both filters and how many rows are left', () => {
    const port = new FakePort();
    port.filter = 'evt.type != switch and proc.name contains nginx and fd.name startswith /var/log';
    port.setTextFilter('program-7');
    for (const width of [60, 80, 120]) {
      const line = sourceLine(port.snapshot(), width, look).text;
      expect(line).toContain('text:"program-7"  11/100 rows');
      expect(line).toMatch(/Filter: e.*…/);
    }
  });
});
