import type { RuntimeSockets } from './sockets.ts';

/** What the helper is told when it is started. */
export interface HelperTask {
  readonly sockets: RuntimeSockets;
  /** How long a runtime of Kubernetes may take for an answer. ms */
  readonly criTimeoutMs: number;
}

/** How long that is where the user does not say. ms */
export const criTimeoutMsDefault = 1000;

/** The first character of each line of answers. A question is an id alone. */
export const Answer = { container: 'C', asked: 'A', listed: 'L', note: 'N' } as const;

/** The longest question, and the longest note. */
export const questionMax = 256;

/** The longest answer: the JSON of a container event and what tells it from other answers. */
export const answerMax = 65_536;
