import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largeEvents } from '../chisel/view/support.ts';
import { minimalCapture } from '../support/minimal-capture.ts';
import { program } from '../support/program.ts';
import { TestTerminal } from '../tui/support/terminal.ts';

/** The built program; TSDIG_DIST names another folder than that of the package. */
const ctsdig = join(process.env.TSDIG_DIST ?? dirname(program), 'ctsdig.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-large-'));
  writeFileSync(join(folder, 'large.scap'), minimalCapture(largeEvents()));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!existsSync(ctsdig))(`a file too large for memory${existsSync(ctsdig) ? '' : ' (not built)'}`, () => {
  it('is shown as a whole, and read again for another view of it', async () => {
    const args = [ctsdig, '-r', join(folder, 'large.scap'), '-v', 'files', '--memory', '16'];
    const screen = { columns: 160, rows: 24, env: { XDG_CACHE_HOME: join(folder, 'cache') } };
    const terminal = new TestTerminal(process.execPath, args, screen);
    try {
      await terminal.shows('OFFLINE');
      // 2000 reads of 8000 bytes by the one, 1000 by the other, and an open each.
      await terminal.shows(/15\.26M +0 +1\.95K .*\/data\/100/);
      await terminal.shows(/7\.63M +0 +1001 .*\/data\/200/);
      expect(terminal.lines()[1]).toMatch(/the first \d+ not in memory/);
      terminal.send(':view syscalls');
      await terminal.settled();
      terminal.send('\r');
      // Six of the eight execves are not in memory.
      await terminal.shows(/ 0\.13 .* execve/);
      expect(terminal.raw).toContain('the file is read again for this; Esc stops that');
    } finally {
      terminal.send('q');
      await terminal.ended;
    }
  });
});
