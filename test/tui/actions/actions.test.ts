import { cleanup } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import type { ActionResult, ActionRunner, ProcessIdentity, SourceStatus } from '../../../src/tui/index.ts';
import { filled } from '../../../src/tui/model/session-actions.ts';
import { sessionOver } from '../../chisel/view/support.ts';
import { event } from '../../support/events.ts';
import { type DrawnShell, drawnShell, portOver } from '../support/session-shell.tsx';
import { keys } from '../support/shell.ts';

afterEach(() => cleanup());

const start = 1_600_000_000_000_000_000n;
const events = [
  event('PPME_SYSCALL_OPEN_E', [], { time: start, tid: 4321 }),
  event('PPME_SYSCALL_OPEN_X', [3, '/x', 1, 0, 0, 0], { time: start + 1n, tid: 4321 }),
];
const live: SourceStatus = { name: 'Live', detail: '', recorded: false, state: { kind: 'live', interval_ms: 2000 }, drops: 0 };

interface Ran {
  readonly argv: readonly string[];
  readonly target: ProcessIdentity | undefined;
}

function runnerWith(result: Partial<ActionResult> = {}, started_ns = start - 5_000_000_000n): ActionRunner & { readonly ran: Ran[] } {
  const ran: Ran[] = [];
  return {
    ran,
    identify: (pid) => ({ pid, startTicks: '77', started_ns }),
    run: async (argv, target) => {
      ran.push({ argv, target });
      return { output: '', cut: false, outcome: 'exit 0', failed: false, ...result };
    },
  };
}

async function shown(runner: ActionRunner, status = live, readOnly = false): Promise<DrawnShell> {
  const drawn = drawnShell(await portOver(events, { view: 'procs', actions: runner, status: () => status }), { readOnly });
  drawn.type('\x1b[19~');
  return drawn;
}

describe('the menu of actions', () => {
  it('shows exactly what would be run', async () => {
    const runner = runnerWith();
    const t = await shown(runner);
    expect(t.lines()[0]).toBe('Actions on 4321');
    expect(t.screen()).toMatch(/^▌9 !kill -9 +kill -9 -- 4321$/m);
    expect(t.screen()).toMatch(/^ f {2}open files +lsof -p 4321$/m);
    expect(t.screen()).toMatch(/^ g {2}attach gdb +\[it takes over the terminal/m);
    t.type('g', keys.escape);
    expect(runner.ran).toEqual([]);
  });

  it('asks before it ends anything; all but y and the PID mean no', async () => {
    for (const answer of ['', 'n', 'yes', '4322', 'Y', '\x1b[200~y\x1b[201~']) {
      const runner = runnerWith();
      const t = await shown(runner);
      t.type('k');
      expect(t.screen()).toContain('type 4321 or y');
      t.type(answer, keys.enter);
      expect(runner.ran, JSON.stringify(answer)).toEqual([]);
      expect(t.lines()[0]).toBe('Actions on 4321');
    }
    for (const answer of ['y', '4321']) {
      const runner = runnerWith({ outcome: 'SIGTERM sent to 4321' });
      const t = await shown(runner);
      t.type('k', answer, keys.enter);
      await t.shows('SIGTERM sent to 4321');
      expect(runner.ran).toEqual([
        { argv: ['kill', '--', '4321'], target: { pid: 4321, startTicks: '77', started_ns: start - 5_000_000_000n } },
      ]);
    }
  });

  it('shows what a command wrote as harmless text', async () => {
    const t = await shown(runnerWith({ output: 'one\ntwo \x1b[2J\x9b31m\nthree', outcome: 'exit 3', failed: true }));
    t.type('f');
    const lines = await t.shows('exit 3');
    expect(lines[0]).toBe('lsof -p 4321');
    expect(lines.slice(2, 5)).toEqual(['one', 'two \\e[2J\\x9b31m', 'three']);
    expect(t.raw()).not.toContain('\x1b[2J');
    t.type('q');
    expect(t.lines()[0]).toContain('Viewing: Processes');
  });

  it('does nothing on what is recorded, and says why', async () => {
    const runner = runnerWith();
    const t = await shown(runner, { ...live, recorded: true, state: { kind: 'offline' } });
    expect(t.screen()).toMatch(/kill -9 +\[recorded on another run; its PID may belong to someone else now\]/);
    t.type('9', 'y', keys.enter, 'f', keys.enter);
    expect(runner.ran).toEqual([]);
  });

  it('does nothing with --read-only', async () => {
    const runner = runnerWith();
    const t = await shown(runner, live, true);
    expect(t.screen()).toContain('[started with --read-only]');
    t.type('f', keys.enter, 'k', 'y', keys.enter);
    expect(runner.ran).toEqual([]);
  });

  it('refuses a process that began after the events', async () => {
    const t = await shown(runnerWith({}, start + 60_000_000_000n));
    expect(t.screen()).toMatch(/kill +\[the process with this PID began later/);
    t.type('k', 'y', keys.enter);
    expect(t.lines()[0]).toBe('Actions on 4321');
  });
});

describe('the letters of actions in the table, as in csysdig', () => {
  const table = async (runner: ActionRunner, status = live, wishes: Parameters<typeof drawnShell>[1] = { actionKeys: true }) =>
    drawnShell(await portOver(events, { view: 'procs', actions: runner, status: () => status }), wishes);

  it('ask, harmless or not, and Esc or anything but yes does nothing', async () => {
    const runner = runnerWith();
    const t = await table(runner);
    t.type('f');
    expect(t.screen()).toContain('open files: really? type 4321 or y');
    t.type(keys.escape, keys.escape);
    expect(t.lines()[0]).toContain('Viewing: Processes');
    t.type('9', 'n', keys.enter, keys.escape);
    expect(runner.ran).toEqual([]);
    t.type('f', 'y', keys.enter);
    await t.shows('exit 0');
    expect(runner.ran.map(({ argv }) => argv)).toEqual([['lsof', '-p', '4321']]);
  });

  it('say why they cannot be done, and other letters mean what they always do', async () => {
    const runner = runnerWith();
    const t = await table(runner);
    t.type('g');
    expect(t.lines().at(-1)).toBe('attach gdb: it takes over the terminal: run it in another one');
    t.type('w');
    expect(t.lines()[0]).not.toContain('Viewing');
    expect(runner.ran).toEqual([]);
  });

  it('are what they always are on what is recorded, with --read-only, and unless asked for', async () => {
    for (const [status, wishes] of [
      [{ ...live, recorded: true, state: { kind: 'offline' } }, { actionKeys: true }],
      [live, { actionKeys: true, readOnly: true }],
      [live, {}],
    ] as const) {
      const runner = runnerWith();
      const t = await table(runner, status, wishes);
      // f chooses a cell to filter by.
      t.type('f');
      expect(t.screen()).not.toContain('really?');
      t.type(keys.escape, '9', 'y', keys.enter);
      expect(runner.ran).toEqual([]);
    }
  });
});

describe('a value of an event', () => {
  it('is one word of the command, and never an option', async () => {
    const session = await sessionOver(events, { view: 'procs' });
    const { sample } = session.snapshot();
    const row = sample.rows[0]!;
    const at = sample.columns.findIndex(({ definition }) => definition.field === 'user.name');
    const named = (name: string) => ({ ...row, values: row.values.with(at, name) });
    const words = ['show', '--user=%user.name', '--', '%user.name'];
    expect(filled(words, sample, named('a b; rm $(x)')).argv).toEqual(['show', '--user=a b; rm $(x)', '--', 'a b; rm $(x)']);
    for (const name of ['-rf', '--help', 'a\nb', 'a\0b', '']) expect(filled(words, sample, named(name)).argv, name).toBeUndefined();
    expect(filled(['x', '%no.such'], sample, row).problem).toBe('the row has no no.such');
  });
});
