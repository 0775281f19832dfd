import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { identify, isSame } from '../../../src/cli/ctsdig/actions/process.ts';
import { actionRunner } from '../../../src/cli/ctsdig/actions/runner.ts';
import { sendSignal, signalOf } from '../../../src/cli/ctsdig/actions/signal.ts';

const never = new AbortController().signal;

/** A process that waits, for as long as `use` takes. */
async function withProcess(use: (pid: number, ended: Promise<unknown[]>) => Promise<void>): Promise<void> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await once(child, 'spawn');
  try {
    await use(child.pid!, ended);
  } finally {
    child.kill('SIGKILL');
  }
}

describe('a process', () => {
  it('is known by when it began', async () => {
    await withProcess(async (pid) => {
      const found = identify(pid)!;
      expect(isSame(found)).toBe(true);
      expect(isSame({ ...found, startTicks: String(Number(found.startTicks) - 1) })).toBe(false);
      expect(Math.abs(Number(found.started_ns / 1_000_000n) - Date.now())).toBeLessThan(10_000);
    });
    expect(identify(2 ** 22 + 1)).toBeUndefined();
  });
});

describe('a signal', () => {
  it('is what the command says', () => {
    expect(signalOf(['kill', '-9', '--', '12'])).toBe('SIGKILL');
    expect(signalOf(['kill', '--', '12'])).toBe('SIGTERM');
    expect(signalOf(['kill', '-HUP', '12'])).toBe('SIGHUP');
    expect(signalOf(['renice', '-9', '12'])).toBeUndefined();
  });

  it('reaches the process that was seen', async () => {
    await withProcess(async (pid, ended) => {
      expect(await sendSignal(identify(pid)!, 'SIGTERM')).toMatch(/^pid/);
      expect(await ended).toEqual([null, 'SIGTERM']);
    });
  });

  it('does not reach another one that got its number', async () => {
    await withProcess(async (pid) => {
      const before = { ...identify(pid)!, startTicks: '1' };
      expect(await sendSignal(before, 'SIGKILL')).toBe('gone');
      const result = await actionRunner.run(['kill', '-9', '--', String(pid)], before, never);
      expect(result).toMatchObject({ failed: true, outcome: expect.stringContaining('refused') as string });
      expect(isSame(identify(pid)!)).toBe(true);
    });
  });
});

describe('a command', () => {
  it('is given its words as they are, without a shell', async () => {
    const result = await actionRunner.run(['printf', '%s|', 'a b', '$(id)', ';', '`x`', '\xc3\xa4'], undefined, never);
    expect(result).toMatchObject({ output: 'a b|$(id)|;|`x`|\xc3\xa4|', outcome: 'exit 0', failed: false });
  });

  it('that fails, is missing, or writes without end is told', async () => {
    expect(await actionRunner.run(['false'], undefined, never)).toMatchObject({ outcome: 'exit 1', failed: true });
    expect(await actionRunner.run(['no-such-program-here'], undefined, never)).toMatchObject({
      outcome: 'there is no program no-such-program-here',
    });
    const endless = await actionRunner.run(['yes'], undefined, never);
    expect(endless.cut).toBe(true);
    expect(endless.output.length).toBeLessThanOrEqual(256 * 1024);
  });

  it('is ended when nobody waits for it any more', async () => {
    const giveUp = new AbortController();
    const running = actionRunner.run(['sleep', '60'], undefined, giveUp.signal);
    setTimeout(() => giveUp.abort(), 100);
    expect(await running).toMatchObject({ outcome: 'ended', failed: true });
  });
});
