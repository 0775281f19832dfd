import { eventNumber } from '../event/index.ts';
import { field } from './define.ts';
import type { FieldDefinition } from './types.ts';

const asynchronous = eventNumber('PPME_ASYNCEVENT_E');
const pluginEvent = eventNumber('PPME_PLUGINEVENT_E');
/** Index of the name in asynchronous events. */
const asyncName = 1;

/** Plugins are not loaded here, so that their events have neither name nor summary. */
export const pluginFields: readonly FieldDefinition[] = [
  field('evt.pluginname', 'CHARBUF', 'NA', 'Plugin Name', 'Name of the plugin that made the event.', () => undefined, {
    eventTypes: [pluginEvent],
  }),
  field('evt.plugininfo', 'CHARBUF', 'NA', 'Plugin Info', 'Summary of the event by the plugin that made it.', () => undefined, {
    eventTypes: [pluginEvent],
  }),
];

/** Where an event comes from; newer than sysdig 0.29.3. */
export const originFields: readonly FieldDefinition[] = [
  field('evt.source', 'CHARBUF', 'NA', 'Event Source', "What kind of source the event comes from: 'syscall', or 'plugin'.", ({ type }) =>
    type.number === pluginEvent ? 'plugin' : 'syscall',
  ),
  field(
    'evt.is_async',
    'BOOL',
    'NA',
    'Async Event',
    "'true' for events a source added by itself, not because of a call.",
    ({ type }) => type.number === asynchronous,
  ),
  field('evt.asynctype', 'CHARBUF', 'NA', 'Async-Event Type', 'Name of such an event, such as container.', ({ evt, type }) =>
    type.number === asynchronous && evt.has(asyncName) ? evt.text(asyncName) : undefined,
  ),
  field('evt.hostname', 'CHARBUF', 'NA', 'Hostname', 'Name of the machine the event happened on.', ({ machine }) => machine.hostname),
];
