import { describe, expect, it } from 'vitest';
import { currentTable, topScreen } from '../../src/tui/state/index.ts';
import { FakePort, processRows } from './support/fake-port.ts';
import { keys, testShell } from './support/shell.ts';

const selected = ({ shell }: ReturnType<typeof testShell>) => shell.snapshot.rows.at(currentTable(shell.ui).index).key;

describe('the selection', () => {
  it('stays on the first row until somebody moves', () => {
    const t = testShell();
    const first = selected(t);
    t.port.setSorting({ column: 0, descending: false });
    expect(first).not.toBe('1000');
    expect(selected(t)).toBe('1000');
  });

  it('follows its row when the rows are sorted anew', () => {
    const t = testShell();
    t.type('j', 'j', 'j');
    const key = selected(t);
    t.type('I');
    expect(selected(t)).toBe(key);
    expect(currentTable(t.shell.ui).index).toBe(96);
    expect(currentTable(t.shell.ui).top).toBeGreaterThan(0);
  });

  it('goes to the row in its place when its row is gone', () => {
    const t = testShell();
    t.type('j', 'j');
    const key = selected(t);
    t.port.rows = t.port.rows.filter((row) => row.key !== key);
    t.port.changed();
    expect(currentTable(t.shell.ui).index).toBe(2);
    expect(selected(t)).not.toBe(key);
  });

  it('waits for its row while more is to come', () => {
    const t = testShell();
    t.type('j', 'j');
    const key = selected(t);
    const all = t.port.rows;
    t.port.rows = all.slice(0, 1);
    t.port.busy = true;
    t.port.changed();
    t.port.rows = all;
    t.port.busy = false;
    t.port.changed();
    expect(selected(t)).toBe(key);
  });

  it('moves by pages and to the ends', () => {
    const t = testShell();
    const index = () => currentTable(t.shell.ui).index;
    t.type('G');
    expect(index()).toBe(99);
    t.type('gg');
    expect(index()).toBe(0);
    t.type(keys.pageDown);
    expect(index()).toBe(t.shell.tableHeight - 1);
    t.type(keys.pageUp);
    expect(index()).toBe(0);
    t.type(keys.end, keys.up);
    expect(index()).toBe(98);
    t.type(keys.home);
    expect(index()).toBe(0);
  });

  it('forgets a first g that no second follows', () => {
    const t = testShell();
    t.type('G', 'g', 'k', 'g');
    expect(currentTable(t.shell.ui).index).toBe(98);
  });
});

describe('drilling', () => {
  it('comes back to the same rows when three steps up are sent at once', () => {
    const t = testShell();
    const rows: string[] = [];
    for (const moves of ['jjj', 'jjjjj', 'j']) {
      t.type(moves);
      rows.push(selected(t));
      t.type(keys.enter);
    }
    expect(t.shell.snapshot.path).toHaveLength(3);
    t.type(keys.backspace + keys.backspace + keys.backspace);
    expect(t.shell.snapshot.path).toHaveLength(0);
    expect(selected(t)).toBe(rows[0]);
  });

  it('ends at the whole machine', () => {
    const t = testShell();
    t.type(keys.backspace, keys.backspace);
    expect(t.port.calls).toEqual([]);
    expect(t.shell.ui.toast?.text).toContain('whole machine');
  });
});

describe('escape', () => {
  it('commits nothing and never leaves the table', () => {
    const t = testShell();
    t.type(keys.escape, keys.escape);
    expect(t.codes).toEqual([]);
    t.type(keys.f2, keys.down, keys.down, keys.escape);
    expect(t.shell.snapshot.view.id).toBe('procs');
    expect(topScreen(t.shell.ui).id).toBe('table');
    t.type(keys.f9, keys.down, keys.escape);
    expect(t.shell.snapshot.sorting).toEqual({ column: 1, descending: true });
  });

  it('gives the old text filter back', () => {
    const t = testShell();
    t.type('\x06', '1005', keys.enter);
    expect(t.shell.snapshot.rows.length).toBe(1);
    t.type('\x06', 'xx');
    expect(t.shell.snapshot.rows.length).toBe(0);
    t.type(keys.escape);
    expect(t.shell.snapshot.textFilter).toBe('1005');
  });

  it('leaves the view picker as a resize does: nothing is applied', () => {
    const t = testShell();
    t.type(keys.f2, keys.down);
    t.shell.dispatch({ type: 'resize', columns: 120, rows: 30 });
    expect(t.shell.snapshot.view.id).toBe('procs');
    expect(topScreen(t.shell.ui).id).toBe('views');
  });
});

describe('keys', () => {
  it('end the program', () => {
    for (const [bytes, code] of [
      ['q', 0],
      [keys.f10, 0],
      ['\x03', 130],
    ] as const) {
      const t = testShell();
      t.type(bytes);
      expect(t.codes).toEqual([code]);
    }
  });

  it('of Ctrl-C end it wherever one is', () => {
    const t = testShell();
    t.type('/', 'abc', '\x03');
    expect(t.codes).toEqual([130]);
  });

  it('close the screen on top, not the program', () => {
    for (const open of [keys.f1, keys.f7, keys.f9, 'M']) {
      const t = testShell();
      t.type(open);
      expect(topScreen(t.shell.ui).id).not.toBe('table');
      t.type('q');
      expect(topScreen(t.shell.ui).id).toBe('table');
      expect(t.codes).toEqual([]);
    }
  });

  it('sort by column, and the other way round when pressed again', () => {
    const t = testShell();
    t.type('!');
    expect(t.shell.snapshot.sorting).toEqual({ column: 0, descending: true });
    t.type('!');
    expect(t.shell.snapshot.sorting).toEqual({ column: 0, descending: false });
    t.type('.');
    expect(t.shell.snapshot.sorting?.column).toBe(1);
    t.type(',');
    expect(t.shell.snapshot.sorting?.column).toBe(0);
    t.type('&');
    expect(t.shell.snapshot.sorting).toEqual({ column: 6, descending: false });
  });

  it('search and find the next', () => {
    const t = testShell(/* sorted by CPU */);
    t.type('/', 'program-5', keys.enter);
    const first = selected(t);
    t.type('n');
    expect(selected(t)).not.toBe(first);
    t.type('N');
    expect(selected(t)).toBe(first);
    t.type('/', 'nowhere', keys.enter);
    expect(selected(t)).toBe(first);
    expect(t.shell.ui.toast?.text).toContain('nowhere');
  });

  it('pause only what is live', () => {
    const t = testShell();
    t.type('p');
    expect(t.shell.snapshot.state.kind).toBe('offline');
    t.port.state = { kind: 'live', interval_ms: 2000 };
    t.port.changed();
    t.type('p');
    expect(t.shell.snapshot.state.kind).toBe('paused');
  });

  it('that nobody knows change nothing', () => {
    const t = testShell();
    const before = t.shell.ui;
    t.type('\x1b[99~', '\x1b[1;9Z', '\x1b]0;title\x07', 'X', 'Z', '9', '\x1b[200~qqq\x1b[201~');
    expect({ ...t.shell.ui, toast: undefined }).toEqual({ ...before, toast: undefined });
    expect(t.codes).toEqual([]);
    expect(t.port.calls).toEqual([]);
  });
});

describe('while rows are being made', () => {
  it('keys that mean a row wait for them, and none is lost', () => {
    const t = testShell();
    t.port.busy = true;
    t.port.changed();
    t.type('jj', keys.enter);
    expect(t.port.calls).toEqual([]);
    t.port.busy = false;
    t.port.changed();
    expect(t.port.calls).toHaveLength(1);
    expect(t.shell.ui.tables[0]?.index).toBe(2);
  });

  it('the way back is open, and so is the end', () => {
    const t = testShell();
    t.type(keys.enter);
    t.port.busy = true;
    t.port.changed();
    t.type(keys.backspace, 'q');
    expect(t.port.calls.at(-1)).toBe('drillUp');
    expect(t.codes).toEqual([0]);
  });
});

describe('the mouse', () => {
  const press = (x: number, y: number) => `\x1b[<0;${x + 1};${y + 1}M`;

  it('selects a row, and goes into it when pressed twice', () => {
    const t = testShell();
    t.type(press(10, 5));
    expect(currentTable(t.shell.ui).index).toBe(2);
    t.type(press(10, 5));
    expect(t.port.calls).toHaveLength(1);
  });

  it('sorts by the title it is pressed on', () => {
    const t = testShell();
    t.type(press(5, 2));
    expect(t.shell.snapshot.sorting?.column).toBe(0);
  });

  it('presses the labels of the footer', () => {
    const t = testShell();
    t.type(press(1, 23));
    expect(topScreen(t.shell.ui).id).toBe('help');
  });

  it('scrolls', () => {
    const t = testShell();
    t.type('\x1b[<65;5;5M');
    expect(currentTable(t.shell.ui).index).toBe(3);
    t.type('\x1b[<64;5;5M');
    expect(currentTable(t.shell.ui).index).toBe(0);
  });
});

describe('an empty table', () => {
  it('can be used', () => {
    const t = testShell({ port: new FakePort(processRows(0)) });
    t.type('j', 'G', keys.enter, keys.pageDown, 'n', '/', 'x', keys.enter, '.');
    expect(t.port.calls).toEqual([]);
    t.port.rows = processRows(3);
    t.port.changed();
    expect(selected(t)).toBe('1000');
  });
});
