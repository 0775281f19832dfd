import { type HelperTask, serveContainers } from '../lookup/index.ts';

/**
 * The process that asks container runtimes with the rights the program was started with. It reads ids from its standard
 * input, writes what is known of them to its standard output, and ends with its input.
 */
export async function main(argv: readonly string[]): Promise<number> {
  // Our own command line, written by the process that started us.
  const task = JSON.parse(argv[1] ?? '') as HelperTask;
  // Signals are for the capture, whose end is ours.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  await serveContainers(task, process.stdin, process.stdout);
  // Questions to a runtime that hangs are no reason to stay.
  process.exit(0);
}
