import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanup } from 'ink-testing-library';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { filterHistory } from '../../../src/cli/ctsdig/filter-history.ts';
import type { SessionPort } from '../../../src/tui/index.ts';
import { event } from '../../support/events.ts';
import { type DrawnShell, drawnShell, portOver } from '../support/session-shell.tsx';
import { keys } from '../support/shell.ts';

const start = 1_600_000_000_000_000_000n;
const events = [100, 100, 200].flatMap((tid, i) => [
  event('PPME_SYSCALL_OPEN_E', [], { time: start + BigInt(i * 10), tid }),
  event('PPME_SYSCALL_OPEN_X', [3, tid === 100 ? '/data/a file' : '/data/über', 1, 0, 0, 0], { time: start + BigInt(i * 10 + 1), tid }),
]);
const f4 = '\x1bOS';
const entries: string[] = [];
let port: SessionPort;

beforeAll(async () => {
  const filterHistory = {
    entries: () => entries,
    add: (filter: string) => {
      entries.push(filter);
    },
  };
  port = await portOver(events, { view: 'threads', filterHistory });
});
afterEach(() => {
  cleanup();
  port.setFilter('');
  port.setTextFilter('');
  entries.length = 0;
});

function opened(rows = 24): DrawnShell {
  const drawn = drawnShell(port, { rows });
  drawn.type(f4);
  return drawn;
}

describe('the filter editor', () => {
  it('completes fields, operators and values with what they mean and how often they were seen', async () => {
    const t = opened();
    t.type('thread.t');
    await t.shows(/^▌thread\.tid +INT64 /m);
    t.type('\t');
    await t.shows(/^▌=$/m);
    t.type('\t');
    await t.shows(/^▌100 +4$/m);
    expect(t.screen()).toMatch(/^ 200 +2$/m);
    expect(t.screen()).toContain('…expects a value');
    t.type('\x0e', '\t');
    const lines = await t.shows('PREVIEW 2 events match');
    expect(lines.find((line) => line.startsWith('Filter: '))).toBe('Filter: thread.tid = 200');
    expect(t.shell.snapshot.rows.length).toBe(1);
    expect(t.screen()).toMatch(/^▌and +both hold$/m);
    t.type(keys.enter);
    expect(t.lines()[0]).toContain('Viewing: Threads');
    expect(t.shell.snapshot.filter).toBe('thread.tid = 200');
    expect(entries).toEqual(['thread.tid = 200']);
  });

  it('finds fields by a few of their letters, and quotes values that need it', async () => {
    const t = opened();
    t.type('fdname');
    await t.shows(/^▌fd\.name /m);
    t.type('\x15', 'fd.name=');
    await t.shows(/^▌"\/data\/a file" +2$/m);
    t.type('\t');
    await t.shows('PREVIEW 2 events match');
  });

  it('offers only operators that go with the field', async () => {
    const t = opened();
    t.type('evt.num ');
    await t.shows(/^▌=$/m);
    expect(t.screen()).not.toContain('startswith');
    t.type('\x15', 'proc.name con');
    await t.shows('contains');
  });

  it('shows where it is wrong and what was meant, and leaves the table as it was', async () => {
    const t = opened();
    t.type('thread.tid=100');
    await t.shows('PREVIEW 4 events match');
    t.type('\x15', 'proc.nmae=x');
    const lines = await t.shows('did you mean proc.name?');
    expect(t.screen()).toContain('at 1-9');
    const at = lines.findIndex((line) => line.startsWith('Filter: proc.nmae'));
    expect(lines[at + 1]).toBe('        ^^^^^^^^^');
    expect(t.shell.snapshot.filter).toBe('thread.tid=100');
    t.type(keys.enter);
    expect(t.screen()).toContain('Filter: proc.nmae');
    t.type(keys.escape);
    expect(t.shell.snapshot.filter).toBe('');
    expect(t.shell.snapshot.rows.length).toBe(2);
  });

  it('marks the word also behind characters of several bytes', async () => {
    const t = opened();
    t.type('fd.name="über" and no.such=1');
    const lines = await t.shows('at 20-26');
    const at = lines.findIndex((line) => line.startsWith('Filter: '));
    expect(lines[at + 1]).toBe(`${' '.repeat(27)}^^^^^^^`);
  });

  it('gives back with Esc exactly what was there', async () => {
    port.setFilter('thread.tid=100');
    port.setTextFilter('1');
    const t = opened();
    const before = t.shell.snapshot;
    t.type('\x15', 'thread.tid=200');
    await t.shows('PREVIEW 2 events');
    t.type(keys.f2, 'xyz');
    expect(t.shell.snapshot.textFilter).toBe('1xyz');
    t.type(keys.escape);
    expect(t.shell.snapshot).toMatchObject({ filter: 'thread.tid=100', textFilter: '1' });
    expect(t.shell.snapshot.rows.length).toBe(before.rows.length);
    expect(entries).toEqual([]);
  });

  it('takes a paste as one text, whatever is in it', async () => {
    const t = opened();
    t.type('\x1b[200~thread.tid=100\nor thread.tid=200\x1b[201~');
    await t.shows('PREVIEW 6 events match');
    expect(t.screen()).toContain('Filter: thread.tid=100 or thread.tid=200');
  });

  it('goes through what was written before', async () => {
    entries.push('evt.num=1', 'evt.num=2');
    const t = opened();
    t.type('evt', keys.up);
    expect(t.screen()).toContain('Filter: evt.num=2');
    t.type(keys.up, keys.up);
    expect(t.screen()).toContain('Filter: evt.num=1');
    t.type(keys.down, keys.down);
    expect(t.lines().some((line) => line.trimEnd() === 'Filter: evt')).toBe(true);
  });

  it('fills the terminal exactly, at every size', async () => {
    for (const rows of [8, 10, 24, 45]) {
      const t = opened(rows);
      t.type('proc.');
      await t.shows(/proc\./);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(t.lines()).toHaveLength(rows);
      expect(t.screen()).toContain('Filter: proc.');
      t.type(keys.escape);
    }
  });
});

describe('the filters written before', () => {
  it('are kept in a file that only its owner reads', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsdig-state-'));
    try {
      const state = join(folder, 'state');
      const history = filterHistory(state);
      expect(history.entries()).toEqual([]);
      for (const filter of ['evt.num=1', 'proc.name=a\nb', 'evt.num=1']) history.add(filter);
      expect(filterHistory(state).entries()).toEqual(['proc.name=a b', 'evt.num=1']);
      expect(statSync(join(state, 'filters')).mode & 0o777).toBe(0o600);
      expect(statSync(state).mode & 0o777).toBe(0o700);
      writeFileSync(join(state, 'filters'), 'good\n\x1b[2Jbad\n', { mode: 0o644 });
      const again = filterHistory(state);
      expect(again.entries()).toEqual(['good']);
      again.add('new');
      expect(statSync(join(state, 'filters')).mode & 0o777).toBe(0o600);
      expect(filterHistory('/dev/null/none').entries()).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
