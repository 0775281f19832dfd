import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BuiltProgram, buildProgram } from './support/build.ts';
import { TestTerminal } from './support/terminal.ts';

const esc = '\x1b';
/** F5 to F12 in all dialects but the Linux console's F5. */
const numbered = [15, 17, 18, 19, 20, 21, 23, 24].map((number) => `${esc}[${number}~`);

/** What F1 to F12 send (ctlseqs.html; console_codes(4); urxvt(7); PuTTY manual 4.4.3, with its two ways for F1 to F4). */
const dialects = {
  xterm: [...'PQRS'].map((letter) => `${esc}O${letter}`).concat(numbered),
  linux: [...'ABCDE'].map((letter) => `${esc}[[${letter}`).concat(numbered.slice(1)),
  rxvt: [11, 12, 13, 14].map((number) => `${esc}[${number}~`).concat(numbered),
  PuTTY: [11, 12, 13, 14].map((number) => `${esc}[${number}~`).concat(numbered),
  'PuTTY like VT100+': [...'PQRS'].map((letter) => `${esc}O${letter}`).concat(numbered),
} as const;

const timeout_ms = 90_000;

let program: BuiltProgram;

beforeAll(async () => {
  program = await buildProgram('fake-program.ts');
}, 60_000);
afterAll(() => program.remove());

/** Long enough for any screen to be drawn, also on a busy machine. */
const drawn_ms = 700;

/** What each key shows in a running view; F10, which ends it, comes last. @param expected to wait for, where it is known */
async function shownBy(keys: readonly string[], expected?: readonly string[]): Promise<string[]> {
  const terminal = new TestTerminal(process.execPath, [program.path]);
  try {
    await terminal.shows('Viewing:');
    const shown: string[] = [];
    for (const [i, key] of keys.entries()) {
      if (i === 9) continue;
      terminal.send(key);
      const now = () => `F${i + 1}\n${terminal.lines().join('\n')}`;
      if (expected === undefined) await new Promise((resolve) => setTimeout(resolve, drawn_ms));
      else await vi.waitFor(() => expect(now()).toBe(expected[shown.length]), 8000).catch(() => undefined);
      shown.push(now());
      // Escape goes back to the table from wherever the key led to.
      terminal.send(esc);
      await terminal.settled();
      terminal.send(esc);
      await terminal.shows('Viewing:');
    }
    terminal.send(keys[9]!);
    return [...shown, `F10 ends it: ${await terminal.ended}`];
  } finally {
    terminal.close();
  }
}

describe('F1 to F12 in a running view', () => {
  it(
    'do the same in every dialect',
    async () => {
      const expected = await shownBy(dialects.xterm);
      expect(expected[0]).toContain('Help: keys of the table');
      expect(expected[1]).toContain('View: ');
      expect(expected[6]).toContain('Legend');
      expect(expected.at(-1)).toBe('F10 ends it: 0');
      const others = Object.entries(dialects).filter(([name]) => name !== 'xterm');
      await Promise.all(others.map(async ([name, keys]) => expect(await shownBy(keys, expected), name).toEqual(expected)));
    },
    timeout_ms,
  );
});
