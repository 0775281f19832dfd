/** One thing that was looked at. */
export interface Check {
  /** Short and fixed, for programs that read `--json`. */
  readonly id: string;
  /** What a user calls it. */
  readonly name: string;
  /** Whether it is as it should be. */
  readonly ok: boolean;
  /** Live capture does not work without it. */
  readonly needed: boolean;
  /** What was found, in a few words. Not fit for a terminal yet. */
  readonly found: string;
  /** What to do or type where it is not ok. */
  readonly remedy?: string;
}

/** A check; the remedy is left out where all is well. */
export function check(id: string, name: string, needed: boolean, ok: boolean, found: string, remedy: string): Check {
  return { id, name, ok, needed, found, ...(!ok && { remedy }) };
}
