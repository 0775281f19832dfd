import { argumentFields } from './evt-args.ts';
import { aroundField } from './evt-around.ts';
import { infraFields } from './evt-infra.ts';
import { bufferFields, ioFields, lengthFields } from './evt-io.ts';
import { openCreateField, openExecField, openFields } from './evt-open.ts';
import { originFields, pluginFields } from './evt-origin.ts';
import { absolutePathField } from './evt-path.ts';
import { countFields, resultFields } from './evt-result.ts';
import { durationFields, timeFields } from './evt-time.ts';
import { numberField, typeFields } from './evt-type.ts';
import type { FieldClass } from './types.ts';

/** Fields of events of every source. */
export const eventFields: FieldClass = {
  name: 'evt',
  doc: 'Number, time and origin of an event: there for events of every kind.',
  fields: [numberField, ...timeFields, ...pluginFields, ...originFields],
};

/** Fields of events that system calls and the kernel make. */
export const syscallEventFields: FieldClass = {
  name: 'evt',
  doc: 'What a system call was, took and gave. Most of its parameters are there by name too, as in evt.arg.filename.',
  fields: [
    ...durationFields,
    ...typeFields,
    ...argumentFields,
    ...bufferFields,
    ...resultFields,
    ...ioFields,
    ...countFields,
    aroundField,
    absolutePathField,
    ...lengthFields,
    ...openFields,
    ...infraFields,
    openExecField,
    openCreateField,
  ],
};
