import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../../src/tui/app.tsx';
import { screens } from '../../../src/tui/screens/registry.ts';
import { titles } from '../../../src/tui/screens/titles.ts';
import { FakePort, processRows } from '../support/fake-port.ts';
import { keys, type TestShell, type TestShellOptions, testShell } from '../support/shell.ts';

afterEach(() => cleanup());

/** A shell with its screen drawn, as ink-testing-library gives it: 100 columns. */
function shown(options: TestShellOptions = {}): TestShell & { readonly screen: () => string; readonly lines: () => string[] } {
  const t = testShell({ columns: 100, ...options });
  const { lastFrame, rerender } = render(<App shell={t.shell} />);
  const screen = () => {
    rerender(<App shell={t.shell} />);
    return (lastFrame() ?? '').replace(/\x1b\[[\d;]*m/g, '');
  };
  return { ...t, screen, lines: () => screen().split('\n') };
}

describe('the view picker', () => {
  it('lists views under their headings, begins at the one shown, and says why some cannot be shown', () => {
    const t = shown();
    t.type(keys.f2);
    expect(t.lines().find((line) => line.startsWith('▌'))).toMatch(/Processes \(shown\)/);
    expect(t.screen()).toContain('K8s Pods (not now)');
    t.type('pods');
    expect(t.screen()).toContain('Not now: no Kubernetes metadata in this capture');
    t.type(keys.enter);
    expect(t.port.calls).toEqual([]);
  });

  it('finds views by a few of their letters, and shows the one chosen', () => {
    const t = shown();
    t.type(keys.f2, 'thr', keys.enter);
    expect(t.port.calls).toEqual(['setView threads']);
    expect(t.lines()[0]).toContain('Viewing: Threads');
    t.type('v');
    expect(t.lines()[1]).toMatch(/^▌\* Threads \(shown\)/);
  });

  it('is left by F2 and by Backspace, too', () => {
    for (const key of [keys.f2, keys.backspace, keys.escape]) {
      const t = shown();
      t.type(keys.f2, keys.down, key);
      expect(t.lines()[0]).toContain('Viewing: Processes');
      expect(t.port.calls).toEqual([]);
    }
  });
});

describe('the footer', () => {
  it('names only keys that do something now, in whole labels', () => {
    const t = shown();
    expect(t.lines().at(-1)).toMatch(/^F1Help F2Views F4Filter F7Legend F9Sort F10Quit \/ Search/);
    expect(t.lines().at(-1)).not.toContain('Pause');
    expect(t.lines().at(-1)).not.toContain('F3Next');
    t.port.setPaused(false);
    expect(t.lines().at(-1)).toContain('p Pause');
    t.type('/', 'program-5', keys.enter);
    expect(t.lines().at(-1)).toContain('F3Next');
  });

  it('says that there is more where labels found no room', () => {
    const t = shown({ columns: 40, rows: 10 });
    expect(t.lines().at(-1)).toMatch(/^F1Help F2Views F4Filter F7Legend.* … +1\/100$/);
  });
});

describe('help', () => {
  it('lists the keys of the screen it was asked on first', () => {
    const t = shown();
    t.type(keys.f9, keys.f1);
    expect(t.lines()[0]).toContain(`Help: keys of ${titles.columns}`);
    expect(t.lines().findIndex((line) => line.includes('back to the screen before'))).toBeLessThan(
      t.lines().findIndex((line) => line.includes('On other screens')),
    );
    t.type('q');
    expect(t.lines()[0]).toContain('Enter sorts');
  });

  it('can be searched', () => {
    const t = shown();
    t.type('h', '/', 'legend', keys.enter);
    const found = t
      .lines()
      .slice(1, -1)
      .filter((line) => line.trim() !== '');
    expect(found.length).toBeLessThan(6);
    t.type('?', 'h', 'q');
    expect(t.codes).toEqual([]);
  });
});

describe('the palette', () => {
  it('runs commands by name', () => {
    const t = shown();
    t.type(':', 'legend', keys.enter);
    expect(t.lines()[0]).toContain('Legend: Processes');
  });

  it('takes words with something behind them', () => {
    const t = shown();
    t.type(':', 'view containers', keys.enter);
    expect(t.port.calls).toEqual(['setView containers']);
    t.type('\x10', 'sort FILE', keys.enter);
    expect(t.shell.snapshot.sorting).toEqual({ column: 3, descending: true });
    t.type(':', 'theme high-contrast', keys.enter);
    expect(t.shell.look.theme).toBe('high-contrast');
    t.type(':', 'view nowhere', keys.enter);
    expect(t.lines().at(-1)).toContain('there is no view nowhere');
  });

  it('does not do what cannot be done now', () => {
    const t = shown();
    t.type(':', 'pause', keys.enter);
    expect(t.lines().at(-1)).toContain('what is recorded stands still');
  });
});

describe('the legend', () => {
  it('says what each column means, in a table no wider than the screen', () => {
    for (const columns of [40, 60, 80, 100]) {
      const t = shown({ columns, rows: 45 });
      t.type(keys.f7);
      expect(t.screen()).toContain('│ FILE');
      expect(t.screen()).toContain('bytes/s');
      for (const line of t.lines()) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });
});

describe('the columns', () => {
  it('are hidden, moved and sorted by', () => {
    const t = shown();
    t.type(keys.f9, keys.down, keys.down, ' ', keys.escape);
    expect(t.lines()[2]).not.toContain('FILE');
    t.type(keys.f9, keys.end, '-', '-', keys.enter);
    expect(t.lines()[2]).toMatch(/Command▲.*USER/);
    t.type(keys.f9, '0', keys.escape);
    expect(t.lines()[2]).toContain('FILE');
  });
});

describe('the prompts', () => {
  it('show what is typed with its cursor, and the table behind', () => {
    const t = shown();
    t.type('/', 'abc', keys.left, 'X');
    expect(t.lines().at(-1)).toMatch(/^Search: abXc/);
    expect(t.lines()[0]).toContain('Viewing:');
  });

  it('filter rows while they are typed, take pastes as text, and are shown in row 2', () => {
    const t = shown();
    t.type('\x06', '\x1b[200~program-7\x1b[201~');
    expect(t.lines()[1]).toContain('text:"program-7"  11/100 rows');
    t.type(keys.enter);
    expect(t.lines()[1]).toContain('text:"program-7"  11/100 rows');
  });
});

describe('the whole row', () => {
  it('shows texts that found no room in the table', () => {
    const long = 'x'.repeat(250);
    const t = shown({ port: new FakePort(processRows(3, () => `${long} end`)) });
    expect(t.screen()).not.toContain(' end');
    t.type('w');
    expect(t.screen()).toContain(' end');
    t.type('w');
    expect(t.lines()[0]).toContain('Viewing:');
  });
});

describe('messages', () => {
  it('are shown once at the bottom and kept in their log', () => {
    const t = shown();
    t.shell.say('warning', 'disk full \x1b[2J');
    expect(t.lines().at(-1)).toContain('disk full \\e[2J');
    t.type('j');
    expect(t.lines().at(-1)).toContain('F1Help');
    t.type('M');
    expect(t.screen()).toContain('warning: disk full \\e[2J');
  });

  it('are whole in their log, however long they are', () => {
    const t = shown({ columns: 40, rows: 10 });
    t.shell.say('warning', `${'a long way to say '.repeat(5)}little`);
    t.type('M');
    expect(t.lines().slice(1, 5).join('')).toContain(`${'a long way to say '.repeat(5)}little`);
  });
});

describe('every screen', () => {
  it('is named in help and fills the terminal exactly, at every size', () => {
    for (const id of Object.keys(screens) as (keyof typeof screens)[]) expect(titles[id]).toBeTruthy();
    for (const [columns, rows] of [
      [40, 8],
      [40, 10],
      [80, 24],
      [100, 45],
    ] as const) {
      for (const open of ['', keys.f1, keys.f2, keys.f7, keys.f9, '/', '\x06', ':', 'M', 'w']) {
        const t = shown({ columns, rows, port: new FakePort(processRows(200)) });
        t.type(open);
        const lines = t.lines();
        expect(lines.length, `${JSON.stringify(open)} ${columns}x${rows}`).toBe(rows);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('says that the terminal is too small where it is', () => {
    const t = shown({ columns: 39, rows: 24 });
    expect(t.screen()).toBe('Terminal too small (need 40x8)');
  });
});
