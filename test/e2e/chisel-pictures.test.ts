import { describe, expect, it } from 'vitest';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { program, tsdig } from '../support/program.ts';
import { hasSysdig, noSysdig } from '../support/sysdig.ts';
import { TestTerminal } from '../tui/support/terminal.ts';

const size = { columns: 60, rows: 30, env: { TZ: 'UTC' } };
const file = () => capture('mpm-worker_cold_start_capture');

/** What stands on a terminal of 60 columns at the end, and the bytes that made it. */
async function pictureOf(command: string, args: readonly string[]): Promise<{ lines: string[]; raw: string }> {
  const terminal = new TestTerminal(command, args, size);
  try {
    expect(await terminal.ended).toBe(0);
    const lines = await terminal.settled();
    return { lines, raw: terminal.raw };
  } finally {
    terminal.close();
  }
}

describe.runIf(capturesDir !== undefined)(`pictures of chisels in a terminal (${noCaptures})`, () => {
  it('spectrogram draws a line twice a second, above the scale', async () => {
    const { lines, raw } = await pictureOf(process.execPath, [program, '-r', file(), '-c', 'spectrogram']);
    expect(lines.slice(0, 9).map((line) => line.trimEnd())).toEqual([
      '',
      '                  ░',
      '',
      '                  ░                              ░',
      '             ▒▒ ░▒ ▒ ▒░ ░      ░ ▒ ░▒░ ░',
      '                  ░░                             ░',
      '',
      '                  ░ ░                            ░',
      '|1ns  |10ns|100ns|1.00us    |100us     |10ms|100ms|1.00s',
    ]);
    expect(raw).toContain('\x1b[?25h');
  });

  it.runIf(hasSysdig)(`spectrogram draws what sysdig draws (${noSysdig})`, async () => {
    const words = ['-r', file(), '-c', 'spectrogram', '700'];
    const theirs = await pictureOf('sysdig', words);
    expect((await pictureOf(process.execPath, [program, ...words])).lines).toEqual(theirs.lines);
  });

  it('subsecoffset draws a line a second, the beginning of the second at the left', async () => {
    const { lines } = await pictureOf(process.execPath, [program, '-r', file(), '-c', 'subsecoffset']);
    expect(lines.slice(2, 7).map((line) => line.trimEnd())).toEqual([
      '░',
      '░                         ░',
      '░                         ░                  ░░',
      '░                         ░',
      '|0ms  |100ms|200ms|300ms|400ms|500ms|600ms|700ms|800ms|900ms',
    ]);
  });

  it('need a terminal', () => {
    for (const name of ['spectrogram', 'subsecoffset']) {
      const { stdout, stderr, code } = tsdig(['-r', file(), '-c', name]);
      expect({ stdout, code }).toEqual({ stdout: 'This chisel only works on ANSI terminals. Aborting.\n', code: 1 });
      expect(stderr).toBe(`tsdig: chisel ${name}: draws, and needs a terminal to do so\n`);
    }
  });
});
