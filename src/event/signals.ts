import { namesByNumber } from './number-names.ts';

/** Signals of x86_64 (asm/signal.h). Real-time signals, from 32 on, are numbers without names. */
const names = namesByNumber([
  [
    1,
    `
    SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD
    SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS
    `,
  ],
]);

/** The name of a signal such as 9: `SIGKILL`; undefined where it has none. */
export function signalName(signal: number): string | undefined {
  return names[signal];
}
