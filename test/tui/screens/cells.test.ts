import { describe, expect, it } from 'vitest';
import { cellFilter } from '../../../src/tui/model/cell-filter.ts';
import { sessionOver } from '../../chisel/view/support.ts';
import { event } from '../../support/events.ts';
import { FakePort, processRows } from '../support/fake-port.ts';
import { drawnShell, portOver } from '../support/session-shell.tsx';
import { keys, testShell } from '../support/shell.ts';

const at = (seconds: number): bigint => 1_600_000_000_000_000_000n + BigInt(seconds * 1_000_000_000);

/** Three files are read, one has a name with quotes. */
const names = ['/data/plain', '/data/a "b" \\c', '/data/third'];
const events = names.flatMap((name, i) => [
  event('PPME_SYSCALL_OPEN_E', [], { time: at(i + 1), tid: 100 }),
  event('PPME_SYSCALL_OPEN_X', [3 + i, name, 1, 0, 0, 0], { time: at(i + 1), tid: 100 }),
  event('PPME_SYSCALL_READ_E', [3 + i, 4096], { time: at(i + 1), tid: 100 }),
  event('PPME_SYSCALL_READ_X', [100 * (i + 1), 'abc'], { time: at(i + 1), tid: 100 }),
]);

async function filesShell() {
  const port = await portOver(events, { view: 'files' });
  const drawn = drawnShell(port);
  const select = (name: string) => {
    const { rows } = drawn.shell.snapshot;
    drawn.shell.selectRow(Array.from({ length: rows.length }, (_, i) => rows.at(i).cells.at(-1)).indexOf(name));
  };
  const shown = () => Array.from({ length: drawn.shell.snapshot.rows.length }, (_, i) => drawn.shell.snapshot.rows.at(i).cells.at(-1));
  return { ...drawn, select, shown };
}

describe('the value of a cell', () => {
  it('is filtered by with f, whatever it holds', async () => {
    for (const name of names) {
      const { type, select, shown } = await filesShell();
      select(name);
      type('f', keys.enter);
      expect(shown(), name).toEqual([name]);
    }
  });

  it('is left out with F, behind the filter that is there', async () => {
    const { type, select, shown, shell } = await filesShell();
    select(names[0]!);
    type('F', keys.enter);
    expect(shown()).toHaveLength(2);
    select(names[1]!);
    type('F', keys.enter);
    expect(shown()).toEqual([names[2]]);
    expect(shell.snapshot.filter).toBe('(not (fd.name="/data/plain")) and not (fd.name="/data/a \\"b\\" \\\\c")');
    type('u', 'u');
    expect(shown()).toHaveLength(3);
  });

  it('is no filter where it is counted from many events', async () => {
    const { type, select, shell, shows } = await filesShell();
    select(names[0]!);
    type('f', keys.home);
    await shows('Count only events with this value');
    type(keys.enter);
    expect(shell.ui.toast?.text).toContain('counted from many events');
    expect(shell.snapshot.filter).toBe('');
  });

  it('is no filter where no filter can be written with it', async () => {
    const { sample } = (await sessionOver(events, { view: 'files' })).snapshot();
    const row = { ...sample.rows[0]!, values: sample.rows[0]!.values.with(-1, '/data/\xff') };
    expect(cellFilter({ ...sample, rows: [row] }, row.keyText, row.values.length - 1)).toMatchObject({
      refused: 'FILENAME holds bytes that no filter can be written with',
    });
  });

  it('is not taken by Esc', async () => {
    const { type, shell } = await filesShell();
    type('f', keys.escape);
    expect(shell.snapshot.filter).toBe('');
    expect(shell.ui.screens).toHaveLength(1);
  });
});

describe('copying', () => {
  const decoded = (sequence: string | undefined) => {
    const [, base64 = ''] = /^\x1b\]52;c;([A-Za-z0-9+/=]*)\x07$/.exec(sequence ?? '') ?? [];
    return Buffer.from(base64, 'base64').toString();
  };

  it('asks once, then gives the terminal the cell or the row', () => {
    const { type, sequences } = testShell();
    type('y', keys.enter);
    expect(sequences).toEqual([]);
    type('n');
    expect(sequences).toEqual([]);
    type('y', keys.enter, 'y');
    expect(decoded(sequences[0])).toMatch(/^1027\t/);
    type('y', keys.down, keys.enter);
    expect(decoded(sequences[1])).toBe('1027');
  });

  it('gives only harmless text', () => {
    const { type, sequences } = testShell({ port: new FakePort(processRows(1, () => '\x1b]0;x\x07 rm\n-rf\ttab')) });
    type('y', keys.end, keys.enter, 'y');
    expect(decoded(sequences[0])).toBe('\\e]0;x\\x07 rm\\n-rf\\ttab');
  });
});
