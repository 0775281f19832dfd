import { isTerminal } from '../terminal.ts';

/** Whether there is a terminal that can show the terminal view, with somebody at its keyboard. */
export function hasTerminal(): boolean {
  return isTerminal(0) && isTerminal(1) && (process.env.TERM ?? 'dumb') !== 'dumb';
}
