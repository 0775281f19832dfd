import { describe, expect, it } from 'vitest';
import { FdType, L4Proto } from '../../src/event/index.ts';
import { bindField, defaultFieldSettings, findField, servicePortName } from '../../src/field/index.ts';
import { HostNames } from '../../src/lookup/index.ts';
import { Fd, Machine, Thread } from '../../src/machine/index.ts';
import { contextOf, i64, text } from '../support/event-context.ts';
import { event } from '../support/events.ts';
import { bindWritten } from '../support/field-values.ts';
import { linesOf } from '../support/lines.ts';

const thread = new Thread(7, 7);
thread.cwd = '/home/';
const value = (field: string, context: ReturnType<typeof contextOf>) => bindWritten(field).extract(context);
const read = (fd: Fd, machine = new Machine()) => contextOf({ type: 'PPME_SYSCALL_READ_E', thread, fd, fdNumber: 3, machine });

const tuple = { source: 0x0a000001, sourcePort: 40000, destination: 0x7f000001, destinationPort: 443, l4proto: L4Proto.tcp };
const connection = Fd.of({ type: FdType.ipv4, name: '10.0.0.1:40000->127.0.0.1:443', tuple, role: 'client', connected: true });
const listener = Fd.of({ type: FdType.ipv4Server, name: '0.0.0.0:80', tuple: { ...tuple, source: 0, sourcePort: 80 } });

describe('a file', () => {
  const file = Fd.of({ type: FdType.fileV2, name: '/etc/ssh/sshd_config', device: 0xfd12345, inode: 12n, openFlags: 1 << 29 });

  it('has a directory, a name, a device and an inode', () => {
    const context = read(file);
    expect(
      ['fd.name', 'fd.directory', 'fd.filename', 'fd.type', 'fd.typechar', 'fd.num', 'fd.uid'].map((field) => value(field, context)),
    ).toEqual(['/etc/ssh/sshd_config', '/etc/ssh', 'sshd_config', 'file', 'f', 3, '73']);
    expect([value('fd.dev', context), value('fd.dev.major', context), value('fd.dev.minor', context)]).toEqual([0xfd12345, 0x123, 0xfd45]);
    expect(value('fd.ino', context)).toBe(12);
    expect([value('fd.is_upper_layer', context), value('fd.is_lower_layer', context)]).toEqual([true, false]);
  });

  it('in the root lies in the root', () => {
    expect(value('fd.directory', read(Fd.of({ type: FdType.file, name: '/vmlinuz' })))).toBe('/');
    expect(value('fd.directory', read(Fd.of({ type: FdType.file, name: 'relative' })))).toBe('/');
    expect(value('fd.filename', read(Fd.of({ type: FdType.file, name: 'relative' })))).toBe('/');
  });

  it('is nothing to an event about no fd', () => {
    const context = contextOf({ type: 'PPME_SYSCALL_BRK_4_X', thread, fd: file, fdNumber: 3 });
    for (const field of ['fd.num', 'fd.name', 'fd.type', 'fd.typechar', 'fd.uid', 'fd.l4proto', 'fd.connected'])
      expect(value(field, context), field).toBeUndefined();
  });
});

describe('a call that made no fd', () => {
  it('names what it tried to open', () => {
    const failed = contextOf({
      type: 'PPME_SYSCALL_OPEN_X',
      thread,
      params: [i64(-2), text('/no/such'), new Uint8Array(4), new Uint8Array(4)],
    });
    expect(['fd.name', 'fd.directory', 'fd.filename', 'fd.type', 'fd.typechar', 'fd.num'].map((field) => value(field, failed))).toEqual([
      '/no/such',
      '/no',
      undefined,
      undefined,
      'f',
      -1,
    ]);
    expect(value('fd.nameraw', failed)).toBe('/no/such');
  });

  it('has an empty name where its exit names nothing, and none while it is entered', () => {
    expect(value('fd.name', contextOf({ type: 'PPME_SYSCALL_READ_X', thread }))).toBe('');
    expect(value('fd.name', contextOf({ type: 'PPME_SYSCALL_READ_E', thread }))).toBeUndefined();
  });
});

describe('a connection', () => {
  it('has a client and a server', () => {
    const context = read(connection);
    expect(['fd.cip', 'fd.sip', 'fd.cport', 'fd.sport', 'fd.cproto', 'fd.sproto'].map((field) => value(field, context))).toEqual([
      0x0a000001,
      0x7f000001,
      40000,
      443,
      '40000',
      '443',
    ]);
    expect(['fd.l4proto', 'fd.sockfamily', 'fd.connected', 'fd.type', 'fd.typechar'].map((field) => value(field, context))).toEqual([
      'tcp',
      'ip',
      true,
      'ipv4',
      '4',
    ]);
  });

  it('has a local and a remote end, by the addresses of the machine', () => {
    const machine = new Machine();
    const bytes = (a: number, b: number, c: number, d: number) => Uint8Array.of(a, b, c, d);
    machine.interfaces.load([
      { family: 4, address: bytes(127, 0, 0, 1), netmask: bytes(255, 0, 0, 0), broadcast: bytes(0, 0, 0, 0), linkSpeed: 0n, name: 'lo' },
    ]);
    const context = read(connection, machine);
    expect(
      ['fd.lip', 'fd.rip', 'fd.lport', 'fd.rport', 'fd.lproto', 'fd.rproto', 'fd.is_server'].map((field) => value(field, context)),
    ).toEqual([0x7f000001, 0x0a000001, 443, 40000, '443', '40000', true]);
    expect(value('fd.is_server', read(connection))).toBe(false);
  });

  it('without a known role has no ends to tell apart, but both to filter by', () => {
    const context = read(Fd.of({ type: FdType.ipv4, name: connection.name, tuple }));
    for (const field of ['fd.cip', 'fd.sip', 'fd.cport', 'fd.sport', 'fd.lip', 'fd.rport', 'fd.sproto'])
      expect(value(field, context), field).toBeUndefined();
    expect(value('fd.l4proto', context)).toBe('<NA>');
    expect(bindWritten('fd.ip').extractAll?.(context)).toEqual([0x0a000001, 0x7f000001]);
    expect(bindWritten('fd.port').extractAll?.(context)).toEqual([40000, 443]);
  });

  it('shows names of services where they are asked for', () => {
    const settings = { ...defaultFieldSettings, portName: servicePortName };
    const shown = (field: string) => bindField(findField(field)!, undefined, settings).extract(read(connection));
    expect(shown('fd.sproto')).toBe('https');
    expect(shown('fd.cproto')).toBe('40000');
    expect(shown('fd.name')).toBe('10.0.0.1:40000->127.0.0.1:https');
    const caller = new Thread(8, 8);
    caller.fds.set(3, connection);
    const reading = contextOf({ type: 'PPME_SYSCALL_READ_E', thread: caller, fd: connection, fdNumber: 3, params: [i64(3)] });
    const written = (field: string, argument?: string) => bindField(findField(field)!, argument, settings).extract(reading);
    expect(written('evt.arg', 'fd')).toBe('<4t>10.0.0.1:40000->127.0.0.1:https');
    expect(written('evt.args')).toBe('fd=3(<4t>10.0.0.1:40000->127.0.0.1:https) ');
  });

  it('leaves the name of a socket that has one end as it is', () => {
    const bound = Fd.of({ type: FdType.ipv6, name: '2001:db8::4:0', tuple: { ...tuple, destinationPort: 0 } });
    const settings = { ...defaultFieldSettings, portName: servicePortName };
    expect(bindField(findField('fd.name')!, undefined, settings).extract(read(bound))).toBe('2001:db8::4:0');
  });

  it('shows names of hosts where somebody can be asked', () => {
    const hostNames = new HostNames(true);
    const bound = bindField(findField('fd.sip.name')!, undefined, { ...defaultFieldSettings, hostNames });
    expect(bound.extract(read(connection))).toMatch(/./);
    expect(bound.equals?.('localhost')(read(connection))).toBe(true);
    expect(bound.equals?.('localhost')(contextOf({}))).toBeUndefined();
    hostNames.close();
    expect(value('fd.sip.name', read(connection))).toBeUndefined();
  });
});

describe('a listening socket', () => {
  it('is its own server and has no client', () => {
    const context = read(listener);
    expect(['fd.sip', 'fd.sport', 'fd.sproto', 'fd.cip', 'fd.lip', 'fd.is_server'].map((field) => value(field, context))).toEqual([
      0,
      80,
      '',
      undefined,
      undefined,
      true,
    ]);
    expect(bindWritten('fd.port').extractAll?.(context)).toEqual([80]);
  });
});

describe('lists of fds', () => {
  it('show what poll waits for', () => {
    const waiting = new Thread(9, 9);
    waiting.fds.set(3, connection);
    waiting.fds.set(4, listener);
    const list = Buffer.alloc(2 + 3 * 10);
    list.writeUInt16LE(3, 0);
    for (const [i, fd] of [3n, 4n, 5n].entries()) list.writeBigInt64LE(fd, 2 + i * 10);
    const context = contextOf({ type: 'PPME_SYSCALL_POLL_E', thread: waiting, params: [list, i64(0)] });
    expect(['nums', 'names', 'cips', 'sips', 'cports', 'sports'].map((name) => value(`fdlist.${name}`, context))).toEqual([
      '3,4,5',
      '10.0.0.1:40000->127.0.0.1:443,0.0.0.0:80,<NA>',
      '10.0.0.1',
      '127.0.0.1,0.0.0.0',
      '40000',
      '443',
    ]);
    const cut = contextOf({ type: 'PPME_SYSCALL_POLL_E', thread: waiting, params: [list.subarray(0, 15), i64(0)] });
    expect(value('fdlist.nums', cut)).toBe('3');
  });

  it('show their types', () => {
    const context = read(connection);
    expect(bindWritten('fd.types').extractAll?.(context)).toEqual(['ipv4']);
    thread.fds.set(9, listener);
    expect(value('fd.types[9]', context)).toBe('ipv4');
    expect(value('fd.types[10]', context)).toBeUndefined();
  });
});

describe('messages to the system log', () => {
  const log = Fd.of({ type: FdType.unix, name: '/dev/log' });
  const write = (data: string, fd = log) =>
    contextOf({ type: 'PPME_SYSCALL_WRITE_X', thread, fd, fdNumber: 3, params: [i64(data.length), Buffer.from(data)] });

  it('have a facility, a severity and a text', () => {
    const fields = ['syslog.facility', 'syslog.facility.str', 'syslog.severity', 'syslog.severity.str', 'syslog.message'];
    expect(fields.map((field) => value(field, write('<86>sudo: hello')))).toEqual([10, 'authpriv', 6, 'info', 'sudo: hello']);
    expect(fields.map((field) => value(field, write('<8000>x')))).toEqual([1000, '<NA>', 0, 'emerg', 'x']);
  });

  it('are none without a priority, or to another fd', () => {
    expect(value('syslog.message', write('no priority'))).toBeUndefined();
    expect(value('syslog.message', write('<13>x', connection))).toBeUndefined();
  });
});

describe('paths of calls', () => {
  const success = i64(0);
  it('are made absolute by the working directory, or by the directory fd', () => {
    const renamed = contextOf({ type: 'PPME_SYSCALL_RENAME_X', thread, params: [success, text('old'), text('/tmp/../new')] });
    expect(['source', 'sourceraw', 'target', 'targetraw', 'name'].map((role) => value(`fs.path.${role}`, renamed))).toEqual([
      '/home/old',
      'old',
      '/tmp/../new',
      '/tmp/../new',
      undefined,
    ]);
    const made = contextOf({ type: 'PPME_SYSCALL_MKDIR_2_X', thread, params: [success, text('a/./b')] });
    expect([value('fs.path.name', made), value('fs.path.nameraw', made)]).toEqual(['/home/a/b', 'a/./b']);
    thread.fds.set(5, Fd.of({ type: FdType.directory, name: '/srv/data' }));
    const removed = contextOf({ type: 'PPME_SYSCALL_UNLINKAT_2_X', thread, params: [success, i64(5), text('x'), new Uint8Array(4)] });
    expect(value('fs.path.name', removed)).toBe('/srv/data/x');
  });

  it('stand in the enters of old events', () => {
    const enter = contextOf({ type: 'PPME_SYSCALL_MKDIR_E', thread, params: [text('/d'), new Uint8Array(4)] });
    expect(value('fs.path.name', contextOf({ type: 'PPME_SYSCALL_MKDIR_X', thread, params: [success], enter }))).toBe('/d');
    expect(value('fs.path.name', contextOf({ type: 'PPME_SYSCALL_MKDIR_X', thread, params: [success] }))).toBeUndefined();
  });

  it('are none where the call failed', () => {
    expect(value('fs.path.name', contextOf({ type: 'PPME_SYSCALL_MKDIR_2_X', thread, params: [i64(-17), text('/d')] }))).toBeUndefined();
  });
});

describe('an openat2 that failed', () => {
  it('is about the file it named, as an openat is', () => {
    const format = '*%fd.name %fd.typechar %evt.abspath %evt.count.error.file';
    const asked = (code: string) => [
      event(`PPME_SYSCALL_${code}_E`, [-100, '/etc/x', 1, 0]),
      event(`PPME_SYSCALL_${code}_X`, [-2, -100, '/etc/x', 1, 0]),
    ];
    expect(linesOf(asked('OPENAT2'), format)).toEqual(['<NA> f <NA> <NA>', '/etc/x f /etc/x 1']);
    expect(linesOf(asked('OPENAT2'), format)).toEqual(linesOf(asked('OPENAT_2'), format));
  });
});
