import { type BpftraceLabel, type BpftraceValue, eventNumber, readBpftraceId, readBpftraceRecord } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { boundField, field, type Traits } from './define.ts';
import type { Extractor, FieldClass, FieldDefinition, FieldValue } from './types.ts';

const notification = eventNumber('PPME_NOTIFICATION_E');
const ID = 0;
const DESCRIPTION = 1;

const traits: Traits = { eventTypes: [notification] };

/** Fields of what bpftrace scripts print (`-I bpftrace:script.bt`). */
export const bpftraceFields: FieldClass = {
  name: 'bpftrace',
  doc: 'What a bpftrace script printed: live with -I bpftrace:script.bt, or from a file written so.',
  fields: [
    text('bpftrace.name', 'Name', 'What the script calls it: the name or probe of a record, or the map it stands in.', (context) => {
      const name = labelOf(context)?.name;
      return name === '' ? undefined : name;
    }),
    text(
      'bpftrace.kind',
      'Kind',
      'What printed it, as bpftrace calls it: printf, time, map, hist, stats, value...',
      (context) => labelOf(context)?.kind,
    ),
    text('bpftrace.text', 'Text', 'The printed text itself; of maps the entry as JSON.', (context) =>
      labelOf(context) === undefined ? undefined : description(context),
    ),
    value('bpftrace.key', 'Key', 'The key of an entry of a map; several parts have commas between.', () => argument('key')),
    value('bpftrace.value', 'Value', 'The value of an entry of a map: a number where it is one.', () => argument('value')),
    boundField(
      'bpftrace.arg',
      'DYNAMIC',
      'NA',
      'Argument',
      'One key of a record that was printed as JSON or as key=value words, of an entry of a map, or of a bucket (min, max, count). Numbers compare as numbers.',
      { required: true, dotted: true, what: 'a key of the record' },
      (key = '') => argument(key),
      { ...traits, costly: true },
    ),
  ],
};

function text(name: string, display: string, doc: string, extract: Extractor): FieldDefinition {
  return field(name, 'CHARBUF', 'NA', display, doc, extract, traits);
}

function value(name: string, display: string, doc: string, bind: () => Extractor): FieldDefinition {
  return boundField(name, 'DYNAMIC', 'NA', display, doc, undefined, bind, { ...traits, costly: true });
}

function labelOf({ evt }: EventContext): BpftraceLabel | undefined {
  return evt.type === notification && evt.size(ID) > 0 ? readBpftraceId(evt.text(ID)) : undefined;
}

function description({ evt }: EventContext): string {
  return evt.size(DESCRIPTION) > 0 ? evt.text(DESCRIPTION) : '';
}

function argument(key: string): Extractor {
  return (context): FieldValue | undefined => (labelOf(context) === undefined ? undefined : read(description(context)).get(key));
}

let lastText = '';
let lastRecord: ReadonlyMap<string, BpftraceValue> = readBpftraceRecord('');

/** The record in a text; several keys of one event are read from it in a row. */
function read(text: string): ReadonlyMap<string, BpftraceValue> {
  if (text !== lastText) {
    lastRecord = readBpftraceRecord(text);
    lastText = text;
  }
  return lastRecord;
}
