import { ByteWriter } from '../event/index.ts';
import type { BoundField, FieldWriter } from './types.ts';

/** Where text is written that somebody wants as a string. */
const scratch = new ByteWriter(1024);

/** A text field made of its writer alone: read as a value, it gives what the writer writes. */
export function written(write: FieldWriter): Pick<BoundField, 'extract' | 'write'> {
  return {
    write,
    extract: (context) => {
      const start = scratch.length;
      const text = write(context, scratch) ? scratch.since(start) : undefined;
      scratch.length = start;
      return text;
    },
  };
}
