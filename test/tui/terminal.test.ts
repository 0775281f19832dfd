import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BuiltProgram, buildProgram } from './support/build.ts';
import { type TerminalRun, TestTerminal } from './support/terminal.ts';

let program: BuiltProgram;
const open: TestTerminal[] = [];

beforeAll(async () => {
  program = await buildProgram('fake-program.ts');
}, 60_000);
afterAll(() => program.remove());
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});

async function start(args: readonly string[] = [], run: TerminalRun = {}): Promise<TestTerminal> {
  const terminal = new TestTerminal(process.execPath, [program.path, ...args], run);
  open.push(terminal);
  await terminal.shows('Viewing:');
  return terminal;
}

/** Nothing of the view is left in the terminal. */
function expectRestored(terminal: TestTerminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.modes).toEqual({ mouse: 'none', paste: false });
  expect(terminal.raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(terminal.raw.lastIndexOf('\x1b[?25l'));
}

describe('the screen', () => {
  it('is filled, at every size', async () => {
    const terminal = await start([], { columns: 120, rows: 30 });
    expect(terminal.alternate).toBe(true);
    for (const [columns, rows] of [
      [160, 45],
      [120, 30],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows);
      const lines = await vi.waitFor(() => {
        const now = terminal.lines();
        expect(now[0]).toMatch(/^Viewing: /);
        expect(now[rows - 1]).toMatch(/^F1Help F2Views.* 1\/100$/);
        return now;
      }, 8000);
      expect(lines[0], `${columns}x${rows}`).toMatch(/^Viewing: Processes {2}For: whole machine +OFFLINE$/);
      expect(lines[1]).toMatch(/^Source: web\.scap .* 100 rows$/);
      expect(lines[2]).toContain('CPU%▼');
      expect(lines[3]).toMatch(/^▌ +1027/);
      expect(lines.filter((line) => line.includes('/usr/bin/program'))).toHaveLength(rows - 4 - (rows >= 26 ? 1 : 0));
    }
    terminal.resize(40, 10);
    const lines = await vi.waitFor(() => {
      const now = terminal.lines();
      expect(now[9]).toMatch(/^F1Help/);
      expect(now[2]).toMatch(/^ +PID +CPU%▼.*\+\d cols →$/);
      return now;
    }, 8000);
    expect(lines).toHaveLength(10);
    terminal.resize(39, 10);
    await terminal.shows('Terminal too small (need 40x8)');
    terminal.resize(80, 24);
    expect((await terminal.shows('Viewing:'))[3]).toMatch(/^▌ +1027/);
  });

  it('is after a change of its size as if it had begun with that size', async () => {
    const resized = await start([], { columns: 200, rows: 30 });
    for (const [columns, rows] of [
      [192, 30],
      [192, 20],
      [192, 40],
      [60, 40],
      [100, 12],
    ] as const) {
      const fresh = await start([], { columns, rows });
      const expected = await fresh.settled();
      resized.resize(columns, rows);
      await vi.waitFor(() => expect(resized.lines(), `${columns}x${rows}`).toEqual(expected), 8000);
    }
    resized.send('j');
    await vi.waitFor(() => expect(resized.lines().filter((line) => line.startsWith('▌'))).toHaveLength(1), 8000);
  }, 90_000);

  it('keeps columns aligned whatever names processes have', async () => {
    const terminal = await start(['hostile'], { columns: 100, rows: 30 });
    const lines = await terminal.settled();
    const x = terminal.cellOf('behind', 3);
    expect(x).toBeGreaterThan(0);
    for (let y = 4; y < 20; y++) expect(terminal.cellOf('behind', y), lines[y]).toBe(x);
    expect(lines.join('\n')).toContain('\\u{202e}gnp.exe');
    expect(terminal.raw).not.toContain('\x1b[31mred');
    expect(terminal.raw).not.toContain('\u202e');
  });

  it('is plain ASCII where the locale is not UTF-8', async () => {
    const terminal = await start(['hostile'], { env: { LANG: 'C' } });
    const lines = await terminal.settled();
    expect(lines[3]).toMatch(/^> +1027/);
    expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    terminal.send('\x1b[18~');
    await terminal.shows('Legend');
    expect(terminal.lines().join('')).toMatch(/^[\x20-\x7e]*$/);
  });

  it('has no colours where NO_COLOR is set or the terminal has none, but still shows which row is selected', async () => {
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'vt100' }]) {
      const terminal = await start([], { env });
      await terminal.settled();
      expect(terminal.raw).not.toMatch(/\x1b\[(?:\d+;)*(?:3|4|9|10)\d(?:;\d+)*m/);
      expect(terminal.raw).toContain('\x1b[7m');
    }
  });

  it('is drawn also where a variable named CI is set', async () => {
    const terminal = await start([], { env: { CI: '' } });
    expect((await terminal.settled())[3]).toMatch(/^▌/);
  });

  it('is the same again after one that is laid out otherwise, and nothing of the table is left on that', async () => {
    const terminal = await start([], { columns: 120, rows: 30 });
    const table = await terminal.settled();
    for (let round = 0; round < 2; round++) {
      terminal.send('\x1b[18~');
      const legend = await terminal.shows(/^Legend:/);
      expect(legend.filter((line) => line.includes('/usr/bin/program'))).toEqual([]);
      expect(legend.at(-1)).toMatch(/7\/7$/);
      terminal.resize(110, 29);
      await vi.waitFor(() => {
        expect(terminal.lines()[0]).toMatch(/^Legend/);
        expect(terminal.lines()[28]).toMatch(/7\/7$/);
      }, 8000);
      terminal.resize(120, 30);
      await vi.waitFor(() => expect(terminal.lines()).toEqual(legend), 8000);
      terminal.send('\x1b[18~');
      await vi.waitFor(() => expect(terminal.lines()).toEqual(table), 8000);
    }
    // One after the other before a frame was drawn.
    terminal.send('\x1b[18~\x1b[18~\x1b[18~\x1b[18~');
    await vi.waitFor(() => expect(terminal.lines()).toEqual(table), 8000);
  });

  it('writes only what changed', async () => {
    const terminal = await start([], { columns: 120, rows: 30 });
    await terminal.settled();
    const before = terminal.raw.length;
    terminal.send('j');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(terminal.raw.length - before).toBeLessThan(1200);
  });
});

describe('the terminal is as before', () => {
  it.each([
    ['after q', 'q', 0],
    ['after F10', '\x1b[21~', 0],
    ['after Ctrl-C', '\x03', 130],
  ])('%s', async (_name, bytes, code) => {
    const terminal = await start();
    terminal.send(bytes);
    expect(await terminal.ended).toBe(code);
    expectRestored(terminal);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('after %s', async (signal, code) => {
    const terminal = await start();
    terminal.kill(signal);
    expect(await terminal.ended).toBe(code);
    expectRestored(terminal);
  });

  it('after a crash, which is told', async () => {
    const terminal = await start(['crash']);
    expect(await terminal.ended).toBe(1);
    expectRestored(terminal);
    expect(terminal.lines().join('\n')).toContain('crashed as asked');
  });
});

describe('keys', () => {
  it('of four dialects do the same', async () => {
    const terminal = await start();
    for (const f1 of ['\x1bOP', '\x1b[[A', '\x1b[11~']) {
      terminal.send(f1);
      await terminal.shows('Help: keys of the table');
      terminal.send('q');
      await terminal.shows('Viewing:');
    }
  });

  it('that come in pieces are one key', async () => {
    const terminal = await start();
    terminal.send('\x1b');
    await new Promise((resolve) => setTimeout(resolve, 10));
    terminal.send('[6~');
    await terminal.shows(/20\/100\s*$/);
  });

  it('three at once lead back to the row', async () => {
    const terminal = await start();
    terminal.send('jjj');
    terminal.send('\r');
    await terminal.shows('Viewing: Threads');
    terminal.send('j\r');
    await terminal.shows('Viewing: Files');
    terminal.send('jj\r');
    await terminal.shows(/For: whole machine › … › program/);
    terminal.send('\x7f\x7f\x7f');
    const lines = await terminal.shows('Viewing: Processes');
    expect(lines.at(-1)).toMatch(/4\/100$/);
  });

  it('that are random bytes never end or start anything', async () => {
    const terminal = await start();
    let state = 12345;
    const random = () => {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      return state;
    };
    for (let i = 0; i < 40; i++) {
      const bytes = Array.from({ length: 50 }, () => random() % 256).filter((byte) => byte !== 3 && byte !== 0x1a && byte !== 0x71);
      terminal.send(`\x1b[${String.fromCharCode(...bytes.map((byte) => 0x20 + (byte % 0x20)))}`);
    }
    terminal.send('\x1b\x1b\x1b');
    await terminal.settled();
    terminal.send('\x03');
    expect(await terminal.ended).toBe(130);
  });
});
