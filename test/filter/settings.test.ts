import { expect, it } from 'vitest';
import { FdType, L4Proto } from '../../src/event/index.ts';
import { defaultFieldSettings, servicePortName } from '../../src/field/index.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { HostNames } from '../../src/lookup/index.ts';
import { Fd, Thread } from '../../src/machine/index.ts';
import { contextOf } from '../support/event-context.ts';

const tuple = { source: 0x0a000001, sourcePort: 40000, destination: 0x7f000001, destinationPort: 443, l4proto: L4Proto.tcp };
const fd = Fd.of({ type: FdType.ipv4, name: '10.0.0.1:40000->127.0.0.1:443', tuple, role: 'client' });
const context = contextOf({ type: 'PPME_SYSCALL_READ_E', thread: new Thread(7, 7), fd, fdNumber: 3 });

it('a filter sees names of ports where the output shows them', () => {
  expect(compileFilter('fd.sproto=https').predicate(context)).toBe(false);
  expect(compileFilter('fd.sproto=https', { ...defaultFieldSettings, portName: servicePortName }).predicate(context)).toBe(true);
});

it('a filter on the name of a host means its addresses', () => {
  const hostNames = new HostNames(true);
  const passes = (filter: string) => compileFilter(filter, { ...defaultFieldSettings, hostNames }).predicate(context);
  expect(passes('fd.sip.name=localhost')).toBe(true);
  expect(passes('fd.sip.name!=localhost')).toBe(false);
  expect(passes('fd.cip.name!=localhost')).toBe(true);
  expect(passes('fd.sip.name in (nosuchhost.invalid, localhost)')).toBe(true);
  expect(() => passes('fd.sip.name contains local')).toThrow("'contains' cannot compare fd.sip.name");
  hostNames.close();
});
