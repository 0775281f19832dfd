import type { EventContext, Fd } from '../machine/index.ts';

/**
 * The fd an event is certainly about. An exit whose enter was not seen may be about another than the one its thread
 * used last, which `fd.*` shows all the same.
 */
export function certainFd({ fd, type, paired }: EventContext): Fd | undefined {
  return type.enter || paired !== false ? fd : undefined;
}
