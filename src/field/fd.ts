import type { FieldClass } from './types.ts';

/** Fields of the fd an event works on. */
export const fdFields: FieldClass = {
  name: 'fd',
  doc: 'The file, socket or other open thing the event works on.',
  fields: [
    {
      name: 'fd.num',
      type: 'INT64',
      format: 'ID',
      display: 'FD Number',
      doc: 'Number of the fd in its process.',
      bind:
        () =>
        ({ fdNumber }) =>
          fdNumber < 0 ? undefined : fdNumber,
    },
    {
      name: 'fd.name',
      type: 'CHARBUF',
      format: 'NA',
      display: 'FD Name',
      doc: 'Path of a file, both ends of a connection, or what else names the fd.',
      bind:
        () =>
        ({ fd }) =>
          fd?.name,
    },
  ],
};
