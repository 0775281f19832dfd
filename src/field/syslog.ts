import { field } from './define.ts';
import { type SyslogMessage, syslogEventTypes, syslogMessage } from './syslog-message.ts';
import type { Extractor, FieldClass, FieldValue } from './types.ts';

/** Names of facilities and severities by number, from RFC 3164 and the C library's `syslog.h`. */
const facilities = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'clock',
  'authpriv',
  'ftp',
  'ntp',
  'logaudit',
  'logalert',
  'cron',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
];
const severities = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** `facility` in text; `<NA>` for a number that has none. */
export function facilityName({ facility }: SyslogMessage): string {
  return facilities[facility] ?? '<NA>';
}

/** `severity` in text. */
export function severityName({ severity }: SyslogMessage): string {
  return severities[severity] ?? '<NA>';
}

function of(read: (message: SyslogMessage) => FieldValue): Extractor {
  return (context) => {
    const message = syslogMessage(context);
    return message === undefined ? undefined : read(message);
  };
}

const onWrites = { eventTypes: syslogEventTypes };

/** Fields of a message to the system log. */
export const syslogFields: FieldClass = {
  name: 'syslog',
  doc: 'The message that an event sends to the system log.',
  fields: [
    field(
      'syslog.facility.str',
      'CHARBUF',
      'NA',
      'Facility',
      'What part of the system the message comes from, as in daemon or cron.',
      of(facilityName),
      onWrites,
    ),
    field(
      'syslog.facility',
      'UINT32',
      'DEC',
      'Numeric Facility',
      'The same as a number, 0 to 23.',
      of(({ facility }) => facility),
      onWrites,
    ),
    field(
      'syslog.severity.str',
      'CHARBUF',
      'NA',
      'Severity',
      'How bad it is: emerg, alert, crit, err, warn, notice, info or debug.',
      of(severityName),
      onWrites,
    ),
    field(
      'syslog.severity',
      'UINT32',
      'DEC',
      'Numeric Severity',
      'The same as a number, 0 the worst, 7 the least.',
      of(({ severity }) => severity),
      onWrites,
    ),
    field(
      'syslog.message',
      'CHARBUF',
      'NA',
      'Message',
      'The text of the message.',
      of(({ message }) => message),
      onWrites,
    ),
  ],
};
