import type { ActionResult, ActionRunner, ProcessIdentity } from '../../../tui/index.ts';
import { identify, isSame } from './process.ts';
import { sendSignal, signalOf } from './signal.ts';

/** More output is not kept, in bytes. */
const outputMax = 256 * 1024;
/** A command that runs longer is ended, ms. */
const timeout_ms = 30_000;

const gone = 'refused: the process is not the one that was seen any more';

function failure(outcome: string, output = ''): ActionResult {
  return { output, cut: false, outcome, failed: true };
}

/** Runs actions as the user who started the program: argument lists, never a shell. */
export const actionRunner: ActionRunner = {
  identify: (pid) => identify(pid),

  async run(argv, target, signal): Promise<ActionResult> {
    const name = target === undefined ? undefined : signalOf(argv);
    if (target !== undefined && name !== undefined) return signalled(target, name);
    if (target !== undefined && !isSame(target)) return failure(gone);
    const [program = '', ...rest] = argv.map((word) => Buffer.from(word, 'latin1').toString());
    const { execa } = await import('execa');
    const {
      exitCode,
      signal: ended,
      all,
      isMaxBuffer,
      timedOut,
      code,
      isCanceled,
    } = await execa(program, rest, {
      all: true,
      buffer: true,
      encoding: 'latin1',
      maxBuffer: outputMax,
      timeout: timeout_ms,
      stdin: 'ignore',
      reject: false,
      stripFinalNewline: true,
      cancelSignal: signal,
    });
    const output = String(all ?? '').slice(0, outputMax);
    if (code === 'ENOENT') return failure(`there is no program ${program}`);
    if (isCanceled) return failure('ended', output);
    if (isMaxBuffer) return { output, cut: true, outcome: 'ended: too much output', failed: true };
    if (timedOut) return failure(`ended after ${timeout_ms / 1000} s`, output);
    const outcome = ended === undefined ? `exit ${exitCode ?? '?'}` : `ended by ${ended}`;
    return { output, cut: false, outcome, failed: exitCode !== 0 };
  },
};

async function signalled(target: ProcessIdentity, name: NodeJS.Signals): Promise<ActionResult> {
  try {
    const sent = await sendSignal(target, name);
    if (sent === 'gone') return failure(gone);
    return { output: '', cut: false, outcome: `${name} sent to ${target.pid}`, failed: false };
  } catch (error) {
    return failure(`${name} was not sent: ${error instanceof Error ? error.message : 'refused'}`);
  }
}
