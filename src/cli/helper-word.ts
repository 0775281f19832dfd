/** The first word of the command line of the process that asks container runtimes: no user types it. */
export const containerHelper = '--answer-about-containers';
