/** The first word of the command line of the process that asks container runtimes: no user types it. */
export const containerHelper = '--answer-about-containers';

/** The same of the process that runs bpftrace. */
export const bpftraceKeeper = '--keep-bpftrace';
