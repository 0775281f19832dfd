import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookFor } from '../../src/tui/index.ts';
import { freshLines } from '../../src/tui/terminal/linear.ts';
import { type BuiltProgram, buildProgram } from './support/build.ts';
import { TestTerminal } from './support/terminal.ts';

let program: BuiltProgram;
const open: TestTerminal[] = [];

beforeAll(async () => {
  program = await buildProgram('fake-program.ts');
}, 60_000);
afterAll(() => program.remove());
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});

describe('colours', () => {
  const painted = (env: Record<string, string>, color?: 'never' | 'auto' | '16' | '256' | 'truecolor') =>
    lookFor({ env, ...(color && { color }) }).paint('warning', 'x');

  it('are as many as the terminal has', () => {
    expect(painted({ TERM: 'xterm' })).toBe('\x1b[30;43mx\x1b[0m');
    expect(painted({ TERM: 'xterm-256color' })).toBe('\x1b[30;48;5;214mx\x1b[0m');
    expect(painted({ TERM: 'xterm-256color', COLORTERM: 'truecolor' })).toBe('\x1b[30;48;2;230;159;0mx\x1b[0m');
  });

  it('are none where NO_COLOR is set or the terminal has none, and as many as are asked for nevertheless', () => {
    for (const env of [{ TERM: 'xterm', NO_COLOR: '1' }, { TERM: 'vt100' }]) {
      expect(painted(env)).toBe('\x1b[7mx\x1b[0m');
      expect(painted(env, '256')).toBe('\x1b[30;48;5;214mx\x1b[0m');
    }
    expect(painted({ TERM: 'xterm-256color', NO_COLOR: '' }, 'never')).toBe('\x1b[7mx\x1b[0m');
    expect(painted({ TERM: 'xterm-256color' }, '16')).toBe('\x1b[30;43mx\x1b[0m');
  });
});

describe('lines for a screen reader', () => {
  it('are those that are new; that a row is no longer selected is none', () => {
    expect(freshLines([], ['a', '', '> b', ' c', '1/2'], '>')).toEqual(['a', '> b', ' c', '1/2']);
    expect(freshLines(['a', '> b', '  c', 'q Quit 1/2'], ['a', '  b', '> c', 'q Quit 2/2'], '>')).toEqual(['> c']);
    expect(freshLines(['a', 'q Quit'], ['a', 'no row holds "x"'], '>')).toEqual(['no row holds "x"']);
  });

  it('are written below each other, without another screen, and only when a key asks for them', async () => {
    const terminal = new TestTerminal(process.execPath, [program.path, 'linear', 'live'], { rows: 24 });
    open.push(terminal);
    await terminal.shows('F10Quit');
    expect(terminal.alternate).toBe(false);
    expect(terminal.modes.mouse).toBe('none');
    expect(terminal.raw).not.toContain('\x1b[?1049h');
    const first = terminal.raw.length;
    terminal.send('j');
    await expect.poll(() => terminal.raw.slice(first), { timeout: 8000 }).toMatch(/^▌ +1054 [^\n]*\n$/);
    const second = terminal.raw.length;
    terminal.send('\r');
    await expect
      .poll(() => terminal.raw.slice(second), { timeout: 8000 })
      .toContain('Viewing: Threads  For: whole machine › program[1054]');
    const third = terminal.raw.length;
    terminal.send('\x0c');
    await expect.poll(() => terminal.raw.slice(third), { timeout: 8000 }).toMatch(/Viewing: Threads[\s\S]*F10Quit/);
    expect(terminal.raw.replace(/\x1b\[(?:\?2004[hl]|0m|\?25h)/g, '')).not.toContain('\x1b');
    terminal.send('q');
    expect(await terminal.ended).toBe(0);
  });
});
