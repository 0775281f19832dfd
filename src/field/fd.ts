import { fileFields } from './fd/file.ts';
import { networkFields } from './fd/network.ts';
import type { FieldClass } from './types.ts';

/** Fields of the fd an event works on. */
export const fdFields: FieldClass = {
  name: 'fd',
  doc: 'The file, socket or other open thing the event works on.',
  fields: [...fileFields, ...networkFields],
};
