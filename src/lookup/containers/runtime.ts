import type { Container } from '../../machine/index.ts';

/** A container runtime that can be asked. All methods reject with {@link RuntimeError} where it does not answer as it should. */
export interface Runtime {
  /** For messages: what it is and where, as in `docker at /run/docker.sock`. */
  readonly name: string;
  /** Ids of the running containers, in any length. */
  list(): Promise<readonly string[]>;
  /** Containers by the first 12 digits of an id, with what belongs to it, such as its pod; none where it is not known here. */
  describe(id: string): Promise<readonly Container[]>;
  /**
   * Calls with the id of every container that comes or changes, until closed, and with what the news itself says of a new
   * one. Begins anew by itself where the runtime goes away.
   */
  watch(onChange: (id: string, announced?: Container) => void): void;
  /**
   * More of a container that was just announced, from a source that answers also while the container is being started,
   * when {@link describe} may have to wait; undefined where there is no more.
   */
  glance?(announced: Container): Promise<Container | undefined>;
  close(): void;
}

/** Why a runtime gave no answer. */
export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';
  /** `hung`: no answer in time; `absent`: nobody there or not what we ask for; `garbage`: what came is no answer. */
  readonly code: 'hung' | 'absent' | 'garbage';

  constructor(code: RuntimeError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Digits of the ids containers are known by. */
export const shortIdLength = 12;

/** Whether a text from outside may be put into a question: hexadecimal digits, as many as an id has. */
export function isContainerId(id: string): boolean {
  return /^[0-9a-f]{12,64}$/.test(id);
}

/** At first, a connection that ended is made anew after this time; then after twice as long each time. ms */
export const retryMsMin = 250;
export const retryMsMax = 30_000;
