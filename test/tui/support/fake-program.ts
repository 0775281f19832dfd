import { writeSync } from 'node:fs';
import { lookFor, runTerminalView } from '../../../src/tui/index.ts';
import { FakePort, processRows } from './fake-port.ts';

/**
 * The terminal view over a model in memory, as a program for tests in real terminals. Arguments: `live`, `hostile`,
 * `crash` (an error 300 ms after the start), `ascii`, `linear`.
 */
const args = process.argv.slice(2);
const hostile = [
  '\x1b[31mred\x1b[0m',
  '\u202egnp.exe',
  '漢字漢字漢字',
  '👩‍👩‍👧 family',
  'line\nbreak',
  'tab\there',
  '\x9b2J',
  'e\u0301e\u0301',
  '\xff\xfe',
];
const names = args.includes('hostile') ? (i: number) => Buffer.from(hostile[i % hostile.length]!).toString('latin1') : undefined;
const rows = processRows(100, names);
// Behind a strange name there is another column, which must stay where it is.
const port = new FakePort(
  names === undefined ? rows : rows.map((row, i) => ({ ...row, cells: row.cells.with(5, names(i)).with(6, 'behind') })),
);
if (args.includes('live')) port.state = { kind: 'live', interval_ms: 2000 };
if (args.includes('crash')) {
  setTimeout(() => {
    throw new Error('crashed as asked');
  }, 300);
}
try {
  process.exitCode = await runTerminalView({
    port,
    look: lookFor({ env: process.env, ...(args.includes('ascii') ? { ascii: true } : {}) }),
    mouse: true,
    linear: args.includes('linear'),
    keyboard: process.stdin,
    screen: process.stdout,
    writeNow: (text) => {
      try {
        writeSync(1, text);
      } catch {
        // The terminal is gone.
      }
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
}
