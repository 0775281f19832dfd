import { ancestorFields } from './proc/ancestors.ts';
import { commandFields } from './proc/command.ts';
import { executableFields } from './proc/executable.ts';
import { identityFields } from './proc/identity.ts';
import { resourceFields } from './proc/resources.ts';
import { threadFields } from './proc/thread.ts';
import type { FieldClass } from './types.ts';

/** Fields of the process and thread an event belongs to. */
export const processFields: FieldClass = {
  name: 'process',
  doc: 'The process and the thread that made the event, their ancestors, their session and what they use.',
  fields: [...identityFields, ...commandFields, ...ancestorFields, ...executableFields, ...resourceFields, ...threadFields],
};
