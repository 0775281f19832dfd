import { latin1 } from './bytes.ts';

const TAIL_LINES = 12;
/** What the verifier adds about its own work. */
const STATISTICS = /^(processed \d+ insns|verification time|stack depth|mark_precise|max_states_per_insn)/;

/** The last lines of a verifier log that say what it disliked. */
export function logTail(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !STATISTICS.test(line));
  return lines.slice(-TAIL_LINES).join('\n');
}

/** What the kernel wrote into a log buffer: the text before the first NUL. */
export function logText(buffer: Uint8Array): string {
  const end = buffer.indexOf(0);
  return latin1(buffer, 0, end < 0 ? buffer.length : end);
}
