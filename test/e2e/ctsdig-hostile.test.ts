import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { cloneExit, idle, open } from '../machine/events.ts';
import { containerEvent, describedContainer, fullId } from '../support/container-events.ts';
import { event } from '../support/events.ts';
import { type MinimalEvent, minimalCapture } from '../support/minimal-capture.ts';
import { program } from '../support/program.ts';
import { TestTerminal } from '../tui/support/terminal.ts';

/** The built program; TSDIG_DIST names another folder than that of the package. */
const ctsdig = join(process.env.TSDIG_DIST ?? dirname(program), 'ctsdig.js');

/** Names that steer terminals, turn lines round, or are wider or narrower than they look. As UTF-8, one char a byte. */
const names = [
  'esc\x1b[2J\x1b[31mred\x1b[0m',
  'osc\x1b]0;title\x07',
  '\x9b2Jc1',
  'bidi\u202egnp.exe',
  'isolate\u2066x\u2069',
  '漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字',
  '👩‍👩‍👧 family 🇩🇪 👍🏽',
  'line\nbreak\r',
  'tab\there\x08\x08',
  'combi\u0301\u0301\u0301\u0301\u0301\u0301\u0301x',
  'zero\u200b\u2028\ufeffwidth',
  'tag\u{e0041}x',
  'ambiguous ±§°·…',
]
  .map((name) => Buffer.from(name).toString('latin1'))
  .concat('bad\xff\xfe\x80', 'n'.repeat(3000));

const first = 4000;
const digits = '0123456789abcdef';

/** A process of each name, in a container of that name, which opens and reads a file of that name. */
function hostileEvents(): MinimalEvent[] {
  return names.flatMap((name, i) => {
    const tid = first + i;
    const digit = digits[i]!;
    const cgroups = `cpu=/docker/${fullId(digit)}\0`;
    const comm = name.slice(0, 15);
    return [
      containerEvent(describedContainer(digit, { name })),
      cloneExit(0, { tid, comm, cgroups }),
      ...open(3, `/tmp/${name}`, { tid }),
      event('PPME_SYSCALL_READ_E', [3, 80], { tid }),
      event('PPME_SYSCALL_READ_X', [name.length, name.slice(0, 80)], { tid }),
      idle({ tid }),
    ];
  });
}

/** Whatever else a terminal is told must come from us: places, colours, modes; and text that is harmless. */
const ours = /\x1b\[[?\d;]*[A-HJKSTfhlmnsu]|\x1b[78=>]|\r|\n|\x08/g;
const harmful = /[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

function expectHarmless(terminal: TestTerminal, what: string): void {
  const text = terminal.raw.replace(ours, '');
  const at = text.search(harmful);
  expect(at < 0 ? '' : JSON.stringify(text.slice(Math.max(0, at - 30), at + 10)), what).toBe('');
}

describe.skipIf(!existsSync(ctsdig))(`names that attack a terminal${existsSync(ctsdig) ? '' : ' (not built)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsdig-hostile-'));
  const capture = join(folder, 'hostile\x1b[31m.scap');
  const running: TestTerminal[] = [];
  beforeAll(() => writeFileSync(capture, minimalCapture(hostileEvents())));
  afterEach(() => {
    for (const terminal of running.splice(0)) terminal.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (columns: number, ...args: readonly string[]): TestTerminal => {
    const terminal = new TestTerminal(process.execPath, [ctsdig, '-r', capture, ...args], { columns, rows: 30 });
    running.push(terminal);
    return terminal;
  };

  it('leave columns aligned at every width from 40 to 200, with nothing raw', async () => {
    const terminal = start(200, '-v', 'procs', '-pc');
    await terminal.shows('OFFLINE');
    for (let columns = 200; columns >= 40; columns -= 4) {
      terminal.resize(columns, 30);
      await vi.waitFor(() => {
        const lines = terminal.lines();
        expect(lines[0]).toMatch(new RegExp(`^.{${columns - 'OFFLINE'.length}}OFFLINE$`));
        expect(lines.at(-1)).toMatch(new RegExp(`^F1Help.* 1/${names.length + 1}$`));
        // The first row is of the tracer's own events, which belong to no process.
        const rows = lines.slice(4, 4 + names.length);
        for (const [i, row] of rows.entries()) expect(row, `${columns}: ${row}`).toMatch(new RegExp(`^ +${first + i} `));
        // A name that took more or fewer cells than it was given would move the command behind it.
        const command = terminal.cellOf('Command', 2);
        if (command > 0) for (const i of rows.keys()) expect(terminal.cellOf('/bin/kid', 4 + i), `${columns}, row ${i}`).toBe(command);
      }, 8000);
    }
    expectHarmless(terminal, 'procs');
  }, 120_000);

  it.each([
    ['procs', ['w', '\x1b', '\x1b[15~', '\x1b', '\x1b[17~', '\r', '\x1b', '\x1b', '\x1bOQ', '\x1b[B', '\x1b', '\r', '\r']],
    ['files', ['w', '\x1b', 'f', '\x1b', '\x1b[15~', 'x', '\x1b', '\x13', '\x1b']],
    ['containers', ['w', '\x1b', '\r', '\r', '\r', '\x7f', '\x7f', '\x7f', 'j', '\r', '\r']],
    ['threads', ['f', '\r', '\x1bOS', '\x1b']],
    ['file_opens', ['w', '\x1b', '\r']],
    ['spy_syslog', ['w']],
  ])(
    'stay harmless on the screens that %s leads to',
    async (view, keys) => {
      for (const columns of [40, 80, 160]) {
        const terminal = start(columns, '-v', view);
        await terminal.shows(/OFFLINE|END/);
        for (const key of keys) {
          terminal.send(key);
          await terminal.settled();
        }
        expectHarmless(terminal, `${view} at ${columns}`);
        terminal.send('\x03');
        expect(await terminal.ended).toBe(130);
      }
    },
    120_000,
  );
});
