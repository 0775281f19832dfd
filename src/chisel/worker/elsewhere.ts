import { ChiselRefusal } from '../engine/errors.ts';
import { WorkerLink } from './link.ts';
import type { Call } from './protocol.ts';

/** What became of calls that another process did: what the last one gave, or why there is nothing. */
export type ElsewhereAnswer = { readonly value: unknown } | { readonly error: string; readonly hint: string | undefined };

/** Does the first calls of a chisel, in a worker of its own. For the process that is started to do so with fewer rights. */
export async function answerElsewhere(calls: readonly Call[]): Promise<ElsewhereAnswer> {
  // Without a name: who asked puts it before the message.
  const link = new WorkerLink('');
  try {
    let value: unknown;
    for (const call of calls) {
      value = link.call(
        call,
        () => undefined,
        () => [],
      );
    }
    return { value };
  } catch (error) {
    const hint = error instanceof ChiselRefusal ? error.hint : undefined;
    return { error: error instanceof Error ? error.message : String(error), hint };
  } finally {
    await link.close();
  }
}
