/** The first word of the command line of the process that asks container runtimes: no user types it. */
export const containerHelper = '--answer-about-containers';

/** The same of the process that runs bpftrace. */
export const bpftraceKeeper = '--keep-bpftrace';

/** The same of the process that asks chisels of others what they want, before rights are given up here. */
export const chiselAsker = '--ask-chisel';

/** The first word of the command line that fills the compile cache, for the build. */
export const codeCacheFiller = '--fill-code-cache';
