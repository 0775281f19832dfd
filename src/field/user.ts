import type { EventContext } from '../machine/index.ts';
import { field } from './define.ts';
import type { FieldClass } from './types.ts';

/** The entry of the machine's user table for a uid, as the thread's container has it. */
function user({ machine, thread }: EventContext, uid: number | undefined) {
  return thread === undefined || uid === undefined ? undefined : machine.users.get(uid, thread.containerId);
}

/** Fields of the user a thread runs as. */
export const userFields: FieldClass = {
  name: 'user',
  doc: 'The user the thread runs as, and the one who logged in.',
  fields: [
    field('user.uid', 'UINT32', 'ID', 'User ID', 'Number of the user.', ({ thread }) => thread?.uid),
    field('user.name', 'CHARBUF', 'NA', 'User Name', 'Name of the user.', (context) => user(context, context.thread?.uid)?.name),
    field(
      'user.homedir',
      'CHARBUF',
      'NA',
      'Home Directory',
      'The directory the user owns.',
      (context) => user(context, context.thread?.uid)?.home,
    ),
    field(
      'user.shell',
      'CHARBUF',
      'NA',
      'Shell',
      'The program the user logs in to.',
      (context) => user(context, context.thread?.uid)?.shell,
    ),
    field(
      'user.loginuid',
      'INT32',
      'ID',
      'Login User ID',
      'Number of the user who logged in, whatever su or sudo changed since; -1 for nobody.',
      ({ thread }) => thread?.loginuid,
    ),
    field(
      'user.loginname',
      'CHARBUF',
      'NA',
      'Login User Name',
      'Name of the user who logged in.',
      (context) => user(context, context.thread?.loginuid)?.name,
    ),
  ],
};
