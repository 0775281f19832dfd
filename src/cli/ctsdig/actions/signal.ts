import { constants } from 'node:os';
import type { ProcessIdentity } from '../../../tui/index.ts';
import { isSame } from './process.ts';

/** System calls, the same numbers on all machines: pidfd_open(2), pidfd_send_signal(2), close(2) by Node. */
const PIDFD_SEND_SIGNAL = 424;
const PIDFD_OPEN = 434;

/** What a `kill` command means: the signal and nothing else; undefined where it is another command. */
export function signalOf(argv: readonly string[]): NodeJS.Signals | undefined {
  if (argv[0] !== 'kill') return undefined;
  const [option = '-15'] = argv.slice(1).filter((word) => word.startsWith('-') && word !== '--');
  const wanted = option.slice(1);
  const found = Object.entries(constants.signals).find(
    ([name, number]) => String(number) === wanted || name === wanted || name === `SIG${wanted}`,
  );
  return found?.[0] as NodeJS.Signals | undefined;
}

/** How a signal was sent, or why not. */
export type Sent = 'pidfd' | 'pid' | 'gone';

/**
 * Sends a signal to a process and to no other that got its number since: through a descriptor of it where the kernel
 * has them (Linux 5.3), else right after a look at its start time.
 *
 * @throws Error of the system: not permitted
 */
export async function sendSignal(target: ProcessIdentity, signal: NodeJS.Signals): Promise<Sent> {
  const { pid } = target;
  const call = await systemCalls();
  const fd = call?.(PIDFD_OPEN, pid, 0, 0, 0) ?? -1;
  if (fd < 0 || call === undefined) {
    if (!isSame(target)) return 'gone';
    process.kill(pid, signal);
    return 'pid';
  }
  const { closeSync } = await import('node:fs');
  try {
    // The descriptor stands for one process for ever: if that is the right one now, it stays so.
    if (!isSame(target)) return 'gone';
    if (call(PIDFD_SEND_SIGNAL, fd, constants.signals[signal], 0, 0) >= 0) return 'pidfd';
    if (!isSame(target)) return 'gone';
    throw new Error('the system refused it: not permitted');
  } finally {
    closeSync(fd);
  }
}

type SystemCall = (number: number, ...args: readonly number[]) => number;

async function systemCalls(): Promise<SystemCall | undefined> {
  try {
    const koffi = (await import('koffi')).default;
    const call = koffi.load(null).func('syscall', 'int64_t', Array<string>(5).fill('int64_t'));
    return (number, ...args) => Number(call(number, ...args));
  } catch {
    return undefined;
  }
}
