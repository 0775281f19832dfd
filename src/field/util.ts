import { boundField } from './define.ts';
import type { FieldClass } from './types.ts';

/** Fields that help tables and say nothing of the event. */
export const utilFields: FieldClass = {
  name: 'util',
  doc: 'Helpers for tables.',
  fields: [
    boundField(
      'util.cnt',
      'UINT64',
      'ID',
      'Counter',
      'One more each time it is asked: numbers the rows of a table.',
      undefined,
      () => {
        let count = 0;
        return () => ++count;
      },
      { hidden: true, stateful: true },
    ),
  ],
};
