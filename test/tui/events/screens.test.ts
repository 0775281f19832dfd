import { cleanup } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { event } from '../../support/events.ts';
import { type DrawnShell, drawnShell, portOver } from '../support/session-shell.tsx';
import { keys } from '../support/shell.ts';

afterEach(() => cleanup());

const start = 1_600_000_000_000_000_000n;
const hostile = '\x1b[2Jred\x9b31m\n\u0007end';

/** One thread writes and reads, another opens what has a strange name. */
const events = [
  event('PPME_SYSCALL_OPEN_E', [], { time: start, tid: 100 }),
  event('PPME_SYSCALL_OPEN_X', [3, '/data/\x1b[31mfile', 1, 0, 0, 0], { time: start + 1000n, tid: 100 }),
  ...Array.from({ length: 40 }, (_, i) => [
    event('PPME_SYSCALL_WRITE_E', [3, 20], { time: start + BigInt(2000 + i * 4000), tid: 100 }),
    event('PPME_SYSCALL_WRITE_X', [20, i === 0 ? hostile : `line ${i}`], { time: start + BigInt(3000 + i * 4000), tid: 100 }),
    event('PPME_SYSCALL_READ_E', [3, 4], { time: start + BigInt(4000 + i * 4000), tid: 100 }),
    event('PPME_SYSCALL_READ_X', [4, 'back'], { time: start + BigInt(5000 + i * 4000), tid: 100 }),
  ]).flat(),
  event('PPME_SYSCALL_CLOSE_E', [3], { time: start + 900_000n, tid: 200 }),
  event('PPME_SYSCALL_CLOSE_X', [0], { time: start + 901_000n, tid: 200 }),
];

const f5 = '\x1b[15~';
const f6 = '\x1b[17~';

async function shown(columns = 100): Promise<DrawnShell> {
  const drawn = drawnShell(await portOver(events, { view: 'threads' }), { columns });
  drawn.type('/', '100', keys.enter);
  return drawn;
}

describe('echo', () => {
  it('shows what the selected row reads and writes, as harmless text', async () => {
    const t = await shown();
    t.type(f5);
    const lines = await t.shows('80 events');
    expect(lines[1]).toMatch(/^-> \d\d:\d\d:40\.000003000 .*\[100\] wrote 20 B \(16 captured\) to \/data\/\.\[31mfile/);
    expect(lines[2]).toBe(' .[2Jred.31m..end');
    expect(lines[3]).toMatch(/^<- .* read 4 B from/);
    expect(t.raw()).not.toMatch(/\x1b\[(?:2J|31m)|\x9b|\x07/);
  });

  it('shows data in four forms', async () => {
    const t = await shown();
    t.type('e');
    await t.shows('80 events');
    t.type(keys.f2);
    expect(t.lines().slice(2, 4)).toEqual([' [2Jred31m', ' end']);
    t.type(keys.f2);
    expect(t.lines()[2]).toMatch(/^ 0000 1b 5b 32 4a 72 65 64 9b 33 31 6d 0a 07 65 6e 64 {2}\.\[2Jred\.31m\.\.end$/);
    t.type(keys.f2);
    const json = JSON.parse(t.lines().slice(3, 5).join('')) as Record<string, unknown>;
    expect(json).toMatchObject({ dir: '<', bytes: 4, data: 'back' });
    t.type(keys.f2);
    expect(t.lines()[0]).toContain('dotted');
  });

  it('scrolls to its end and no farther, searches, and goes back', async () => {
    const t = await shown();
    t.type('e');
    await t.shows('80 events');
    t.type('G');
    expect(t.lines().at(-2)).toBe(' back');
    t.type(keys.down, keys.pageDown);
    expect(t.lines().at(-2)).toBe(' back');
    t.type(keys.home, '/', 'LINE 17', keys.enter);
    await t.shows(/wrote.*\n line 17/);
    expect(t.lines()[2]).toBe(' line 17');
    t.type('/', 'nowhere', keys.enter);
    await t.shows('nothing holds "nowhere"');
    t.type(keys.escape, keys.escape);
    expect(t.lines()[0]).toContain('Viewing: Threads');
  });
});

describe('dig', () => {
  it('lists the events of the selected row', async () => {
    const t = await shown();
    t.type(f6);
    const lines = await t.shows('162 events');
    expect(lines[1]).toMatch(/NUM TIME +DELTA CPU PROC +TID +D TYPE +ARGS/);
    expect(lines[2]).toMatch(/^▌ +1 .* > open/);
    expect(lines[3]).toContain('1.00us');
    t.type('G');
    expect(t.lines().at(-1)).toContain('162/162');
    t.type('\x07', '50', keys.enter);
    expect(t.lines().at(-1)).toContain('50/162');
    t.type('/', 'data=line 30', keys.enter);
    await t.shows('124/162');
    t.type('n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    t.type('q');
    expect(t.lines()[0]).toContain('Viewing: Threads');
  });

  it('can be emptied, and paused', async () => {
    const t = await shown();
    t.type('d');
    await t.shows('162 events');
    t.type('p');
    expect(t.lines()[0]).toContain('PAUSED');
    t.type('p', 'c');
    expect(t.lines()[0]).toContain(' 0 events');
    t.type(keys.down, keys.enter, 'G');
    expect(t.lines().at(-1)).toContain('no events');
  });

  it('tells everything of an event, and filters by what is selected', async () => {
    const t = await shown();
    t.type('d');
    await t.shows('162 events');
    t.type(keys.down, keys.down, keys.down, keys.enter);
    const lines = await t.shows('Event 4');
    expect(lines[2]).toMatch(/^enter: event 3, 1\.00us before:/);
    expect(t.screen()).toMatch(/evt\.num +4/);
    while (!/^▌evt\.dir /m.test(t.screen())) t.type(keys.down);
    t.type('f');
    await t.shows('81 events');
    expect(t.shell.snapshot.filter).toBe('evt.dir="<"');
    t.type(keys.enter);
    await t.shows('Event ');
    while (!/^▌evt\.type /m.test(t.screen())) t.type(keys.down);
    t.type('F');
    expect(t.shell.snapshot.filter).toMatch(/^\(evt\.dir="<"\) and not evt\.type="open"$/);
    await t.shows('80 events');
  });
});

describe('the screens of events', () => {
  it('fill the terminal exactly, at every size', async () => {
    const port = await portOver(events, { view: 'threads' });
    for (const [columns, rows] of [
      [40, 8],
      [80, 24],
      [140, 30],
    ] as const) {
      for (const key of ['e', 'd', 'd\r', 'e/abc', 'd/x']) {
        const t = drawnShell(port, { columns, rows });
        t.type('/', '100', keys.enter, key.slice(0, 1));
        await t.shows(/\d{2,3} events/);
        t.type(key.slice(1));
        const lines = t.lines();
        expect(lines, `${key} ${columns}x${rows}`).toHaveLength(rows);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }
    }
  });
});
