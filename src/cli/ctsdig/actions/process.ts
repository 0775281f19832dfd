import { readFileSync } from 'node:fs';
import type { ProcessIdentity } from '../../../tui/index.ts';

/** Clock ticks a second in `/proc`: USER_HZ, the same on all of Linux but Alpha. */
const ticksPerSecond = 100n;

/** The process that has a number now; undefined where none has. @param proc where `/proc` is */
export function identify(pid: number, proc = '/proc'): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`${proc}/${pid}/stat`, 'latin1');
    // The name in brackets may hold anything; what follows the last bracket are numbers. starttime is field 22: proc(5).
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    const boot = /^btime (\d+)$/m.exec(readFileSync(`${proc}/stat`, 'latin1'))?.[1];
    if (!/^\d+$/.test(startTicks) || boot === undefined) return undefined;
    return { pid, startTicks, started_ns: BigInt(boot) * 1_000_000_000n + (BigInt(startTicks) * 1_000_000_000n) / ticksPerSecond };
  } catch {
    return undefined;
  }
}

/** Whether a process is still the one that was identified. */
export function isSame({ pid, startTicks }: ProcessIdentity): boolean {
  return identify(pid)?.startTicks === startTicks;
}
