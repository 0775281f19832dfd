import type { ByteWriter } from '../event/index.ts';
import type { HostNames } from '../lookup/index.ts';

/** How buffers are written: see `args/buffer.ts`. */
export type BufferMode = 'dotted' | 'ascii' | 'hex' | 'hexAscii' | 'base64';

/** How `evt.outputtime` is written: clock, absolute, relative to the first event, delta enter to exit, delta between lines. */
export type TimeMode = 'h' | 'a' | 'r' | 'd' | 'D';

/**
 * What the user chose about how values look. Fields that turn an event's parameters or its time into text are bound to
 * it; all others pay no attention to it.
 */
export interface FieldSettings {
  readonly buffers: BufferMode;
  /** Bytes a buffer's text is cut to, the last three being dots; 0: never cut. Only the dotted form is cut. */
  readonly bufferLength: number;
  readonly time: TimeMode;
  /** Columns of a spectrogram, for quantized latencies; undefined where there is none. */
  readonly columns?: number | undefined;
  /** Name of a port (`-R`), by number and l4 protocol (0 unknown, 1 TCP, 2 UDP); undefined: print the number. */
  readonly portName?: ((port: number, l4proto: number) => string | undefined) | undefined;
  /** Who knows the names of hosts (`fd.sip.name`); undefined: nobody is asked, and they have none. */
  readonly hostNames?: HostNames | undefined;
  /**
   * Called right after text that comes from the traced machine was written, with where it begins: makes it fit for a
   * terminal. Undefined where the output is none: bytes stay as they are.
   */
  readonly sanitize?: ((out: ByteWriter, from: number) => void) | undefined;
}

/** sysdig's: what a bare `tsdig` uses, and what filters compare with. */
export const defaultFieldSettings: FieldSettings = { buffers: 'dotted', bufferLength: 80, time: 'h' };
