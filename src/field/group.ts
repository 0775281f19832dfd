import { noUid } from '../machine/index.ts';
import { field } from './define.ts';
import type { FieldClass } from './types.ts';

/** Fields of the group a thread runs as. */
export const groupFields: FieldClass = {
  name: 'group',
  doc: 'The group the thread runs as.',
  fields: [
    field('group.gid', 'UINT64', 'ID', 'Group ID', 'Number of the group.', ({ thread }) => thread?.gid),
    field('group.name', 'CHARBUF', 'NA', 'Group Name', 'What the group is called.', ({ machine, thread }) =>
      thread === undefined || thread.gid === noUid ? undefined : machine.groups.get(thread.gid, thread.containerId)?.name,
    ),
  ],
};
