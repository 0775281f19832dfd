import type { FieldClass } from './types.ts';

/** Fields of the process and thread an event belongs to. */
export const processFields: FieldClass = {
  name: 'process',
  doc: 'The process and the thread that made the event, their ancestors, session and resources.',
  fields: [
    {
      name: 'proc.pid',
      type: 'INT64',
      format: 'ID',
      display: 'Process ID',
      doc: 'Id of the process.',
      bind:
        () =>
        ({ thread }) =>
          thread?.pid,
    },
    {
      name: 'proc.name',
      type: 'CHARBUF',
      format: 'NA',
      display: 'Name',
      doc: 'Name of the program, cut by the kernel to 15 bytes.',
      bind:
        () =>
        ({ thread }) =>
          thread?.comm,
    },
  ],
};
