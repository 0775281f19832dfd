import { bpftraceFields } from './bpftrace.ts';
import { containerFields } from './container.ts';
import { eventFields, syscallEventFields } from './evt.ts';
import { eventInFields } from './evtin.ts';
import { fdFields } from './fd.ts';
import { fdListFields } from './fdlist.ts';
import { fsPathFields } from './fs-path.ts';
import { groupFields } from './group.ts';
import { k8sFields } from './k8s.ts';
import { mesosFields } from './mesos.ts';
import { processFields } from './proc.ts';
import { spanFields } from './span.ts';
import { syslogFields } from './syslog.ts';
import type { FieldClass } from './types.ts';
import { userFields } from './user.ts';
import { utilFields } from './util.ts';

/** All field classes, in the order `-l` shows them. */
export const fieldClasses: readonly FieldClass[] = [
  eventFields,
  syscallEventFields,
  processFields,
  userFields,
  groupFields,
  containerFields,
  fdFields,
  fsPathFields,
  syslogFields,
  utilFields,
  fdListFields,
  k8sFields,
  mesosFields,
  spanFields,
  eventInFields,
  bpftraceFields,
];
