import type { ByteWriter } from '../../event/index.ts';
import type { EventContext } from '../../machine/index.ts';

/**
 * Writes one thing about a parameter of the current event, whose bytes are `[at, at + size)` of `context.evt.bytes`.
 * There is at least one byte.
 */
export type ParameterWriter = (context: EventContext, at: number, size: number, out: ByteWriter) => void;

/** The two texts of a parameter: `3(<f>/etc/passwd)` is the value `3` with the meaning `<f>/etc/passwd`. */
export interface Rendering {
  readonly value: ParameterWriter;
  /** Writes nothing where this value has no meaning beside itself. Missing where the type has none. */
  readonly meaning?: ParameterWriter;
}

/** What a parameter without any bytes is written as. */
export const noBytes = 'NULL';
