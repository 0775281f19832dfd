import { eventNumber } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { field } from './define.ts';
import type { FieldDefinition } from './types.ts';

const infrastructure = eventNumber('PPME_INFRASTRUCTURE_EVENT_E');
/** Index of the parameter with the description. */
const description = 2;

/** What events about containers that old agents wrote into captures say: `Event: start; ID: 0123; ...`. */
export const infraFields: readonly FieldDefinition[] = [
  infraField('evt.infra.docker.name', 'Docker Name', 'What happened to a container: the name of the event.', (context) =>
    part(context, 'Event'),
  ),
  infraField('evt.infra.docker.container.id', 'Docker ID', 'Id of the container something happened to.', (context) =>
    part(context, 'ID')?.slice(0, 12),
  ),
  infraField('evt.infra.docker.container.name', 'Container Name', 'Name of the container something happened to.', (context) =>
    part(context, 'name'),
  ),
  infraField('evt.infra.docker.container.image', 'Container Image', 'Image of the container something happened to.', (context) => {
    const image = part(context, 'Image', true);
    return image?.startsWith('sha256') ? image : image?.split(/[:@]/)[0];
  }),
];

function infraField(name: string, display: string, doc: string, extract: (context: EventContext) => string | undefined): FieldDefinition {
  return field(name, 'CHARBUF', 'NA', display, doc, extract, { hidden: true, eventTypes: [infrastructure] });
}

/** The value behind `key:`, up to the next colon unless all of it is wanted. */
function part({ evt, type }: EventContext, key: string, whole = false): string | undefined {
  if (type.number !== infrastructure || !evt.has(description)) return undefined;
  const found = evt
    .text(description)
    .split(';')
    .map((piece) => piece.trim())
    .find((piece) => piece.startsWith(key));
  if (found === undefined) return undefined;
  const value = found.slice(found.indexOf(':') + 1);
  return (whole ? value : (value.split(':')[0] ?? '')).trim();
}
