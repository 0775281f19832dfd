import { keep } from '../source/bpftrace/index.ts';

/** The process that runs bpftrace for a capture, and ends it with the capture. Its arguments are the command. */
export async function main(argv: readonly string[]): Promise<number> {
  // Signals are for the capture, whose end is ours.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.exit(await keep(argv.slice(1), process.stdin, process.env.PATH ?? ''));
}
