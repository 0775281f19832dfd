import { containerOf } from './container.ts';
import { boundField, field } from './define.ts';
import type { Extractor, FieldArgument, FieldClass, FieldDefinition } from './types.ts';

/** What only a Mesos master could tell, and no source here asks one. */
const unknown: Extractor = () => undefined;

const labelName: FieldArgument = { required: true, what: 'the name of a label', dotted: true };

function labels(prefix: string, display: string, what: string): FieldDefinition[] {
  return [
    boundField(
      `${prefix}.label`,
      'CHARBUF',
      'NA',
      `${display} Label`,
      `One label of the ${what}; known to a Mesos master only.`,
      labelName,
      () => unknown,
    ),
    field(`${prefix}.labels`, 'CHARBUF', 'NA', `${display} Labels`, `All labels of the ${what}; known to a Mesos master only.`, unknown),
  ];
}

function nameAndId(prefix: string, display: string, what: string): FieldDefinition[] {
  return [
    field(`${prefix}.name`, 'CHARBUF', 'NA', `${display} Name`, `Name of the ${what}; known to a Mesos master only.`, unknown),
    field(`${prefix}.id`, 'CHARBUF', 'NA', `${display} ID`, `Id of the ${what}; known to a Mesos master only.`, unknown),
  ];
}

/** Fields of the Mesos task a thread belongs to. */
export const mesosFields: FieldClass = {
  name: 'mesos',
  doc: 'The Mesos task the thread belongs to, and the Marathon application that asked for it.',
  fields: [
    ...nameAndId('mesos.task', 'Task', 'task').slice(0, 1),
    field(
      'mesos.task.id',
      'CHARBUF',
      'NA',
      'Task ID',
      'Id of the task, as its container was told.',
      (context) => containerOf(context)?.mesosTaskId || undefined,
    ),
    ...labels('mesos.task', 'Task', 'task'),
    ...nameAndId('mesos.framework', 'Framework', 'framework that runs the task'),
    ...nameAndId('marathon.app', 'App', 'application'),
    ...labels('marathon.app', 'App', 'application'),
    ...nameAndId('marathon.group', 'Group', 'group of applications'),
  ],
};
