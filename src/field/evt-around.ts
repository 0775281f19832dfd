import { absoluteTime } from './clock.ts';
import { boundField } from './define.ts';
import { exact } from './exact.ts';
import { FieldArgumentError, type FieldDefinition } from './types.ts';

/** ns in a ms. */
const millisecond = 1_000_000n;

/** The distance of an event from a point in time; `=` holds up to the distance it is compared with. */
export const aroundField: FieldDefinition = boundField(
  'evt.around',
  'UINT64',
  'DEC',
  'Around Interval',
  'Events within so many milliseconds of a point in time given in ns since 1970, as in evt.around[1404996934793590564]=1000.',
  { required: true, dotted: false, what: 'ns since 1970' },
  (argument = '') => {
    if (!/^\d{1,19}$/.test(argument))
      throw new FieldArgumentError('evt.around takes a time in ns since 1970', 'write evt.around[1404996934793590564]=1000');
    const middle = BigInt(argument);
    return {
      distance: true,
      // Where it is printed all the same, it has no value.
      write: () => false,
      extract: ({ evt }) => {
        const away = absoluteTime(evt) - middle;
        return exact(((away < 0n ? -away : away) + millisecond - 1n) / millisecond);
      },
    };
  },
  { filterOnly: true },
);
