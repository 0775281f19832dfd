import { describe, expect, it } from 'vitest';
import { findField } from '../../src/field/index.ts';
import { type EventOptions, event, ipv4Tuple } from '../support/events.ts';
import { linesOf } from '../support/lines.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';

/** All that was asked below, to be asked of sysdig too. */
const asked: { readonly events: readonly MinimalEvent[]; readonly format: string }[] = [];

/** What fields show of the last of some events. */
function last(events: readonly MinimalEvent[], format: string): string | undefined {
  asked.push({ events, format: `*${format}` });
  return linesOf(events, `*${format}`).at(-1);
}

const openFile = event('PPME_SYSCALL_OPEN_X', [3, '/etc/passwd', 1, 0, 0]);
const socket = [event('PPME_SOCKET_SOCKET_E', [2, 1, 0]), event('PPME_SOCKET_SOCKET_X', [5])];
const connected = [
  ...socket,
  event('PPME_SOCKET_CONNECT_E', [5]),
  event('PPME_SOCKET_CONNECT_X', [0, ipv4Tuple('10.0.0.1', 5000, '10.0.0.2', 80)]),
];

function read(fd: number, result: number, data = '', options: EventOptions = {}): MinimalEvent[] {
  return [event('PPME_SYSCALL_READ_E', [fd, 100], options), event('PPME_SYSCALL_READ_X', [result, data], options)];
}

function write(fd: number, result: number, data = ''): MinimalEvent[] {
  return [event('PPME_SYSCALL_WRITE_E', [fd, 100]), event('PPME_SYSCALL_WRITE_X', [result, data])];
}

describe('what an event is', () => {
  it('has a number, a direction, a type and a CPU', () => {
    const events = [event('PPME_SYSCALL_READ_E', [3, 1], { cpu: 7 }), event('PPME_SYSCALL_READ_X', [1, 'x'], { cpu: 3 })];
    expect(linesOf(events, '%evt.num %evt.dir %evt.type %evt.cpu')).toEqual(['1 > read 7', '2 < read 3']);
  });

  it('is its system call where it has no type of its own', () => {
    const events = [event('PPME_GENERIC_E', [1, 219]), event('PPME_GENERIC_X', [0])];
    expect(linesOf(events, '*%evt.type|%syscall.type|%evt.category|%evt.args')).toEqual([
      'restart_syscall|restart_syscall|system|',
      '<unknown>|<unknown>|other|',
    ]);
  });

  it('may be no system call at all', () => {
    expect(last([event('PPME_SCHEDSWITCH_6_E', [0, 0, 0, 0, 0, 0])], '%evt.type|%syscall.type|%evt.category')).toBe(
      'switch|<NA>|scheduler',
    );
  });

  it('can be asked for by name and by number', () => {
    expect(last(read(3, 1), '%evt.type.is.read %evt.type.is.write %evt.type.is.7 %evt.type.is.6')).toBe('1 0 1 0');
  });

  it('belongs to a category, reads and writes by their fd', () => {
    expect(last([openFile, ...read(3, 1)], '%evt.category')).toBe('file');
    expect(last([...connected, ...read(5, 1)], '%evt.category')).toBe('net');
    expect(last(read(9, 1), '%evt.category')).toBe('unknown');
    expect(last([event('PPME_SYSCALL_MMAP_E', [0, 1, 0, 0, -1, 0])], '%evt.category')).toBe('memory');
  });

  it('comes from a system call unless a source says otherwise', () => {
    expect(last(read(3, 1), '%evt.source %evt.is_async %evt.asynctype %evt.pluginname %evt.plugininfo %evt.hostname')).toBe(
      'syscall false <NA> <NA> <NA> <NA>',
    );
    expect(last([event('PPME_ASYNCEVENT_E', [0, 'container', ''])], '%evt.is_async %evt.asynctype')).toBe('true container');
  });
});

describe('how a call ended', () => {
  it('is success or the name of its error', () => {
    expect(last(read(3, 5), '%evt.res %evt.rawres %evt.failed')).toBe('SUCCESS 5 false');
    expect(last(read(3, -9), '%evt.res %evt.rawres %evt.failed')).toBe('EBADF -9 true');
    expect(last(read(3, -9).slice(0, 1), '%evt.res %evt.rawres %evt.failed')).toBe('<NA> <NA> false');
  });

  it('is told by the new fd of calls that make one', () => {
    expect(last([event('PPME_SYSCALL_OPEN_X', [-2, '/x', 1, 0, 0])], '%evt.res %evt.rawres %evt.failed')).toBe('ENOENT -2 true');
  });

  it('is counted by what failed', () => {
    const counts =
      '%evt.count %evt.count.error %evt.count.error.file %evt.count.error.net %evt.count.error.memory %evt.count.error.other %evt.count.exit';
    expect(last([openFile, ...read(3, -5)], counts)).toBe('1 1 1 <NA> <NA> <NA> 1');
    expect(last([...connected, ...read(5, -5)], counts)).toBe('1 1 <NA> 1 <NA> <NA> 1');
    expect(last([event('PPME_SYSCALL_MUNMAP_X', [-22, 0, 0, 0])], counts)).toBe('1 1 <NA> <NA> 1 <NA> 1');
    expect(last([event('PPME_SYSCALL_CHDIR_X', [-2, '/x'])], counts)).toBe('1 1 <NA> <NA> <NA> 1 1');
    expect(last([event('PPME_SYSCALL_OPEN_X', [-2, '/x', 1, 0, 0])], counts)).toBe('1 1 1 <NA> <NA> <NA> 1');
    expect(last(read(3, 1), counts)).toBe('1 <NA> <NA> <NA> <NA> <NA> 1');
    expect(last(read(3, 1).slice(0, 1), counts)).toBe('1 <NA> <NA> <NA> <NA> <NA> <NA>');
  });

  it('includes reports of the kernel about threads', () => {
    const info = event('PPME_PROCINFO_E', [1, 2]);
    expect(last([openFile, info], '%evt.count.procinfo %evt.count.threadinfo')).toBe('1 1');
    expect(last([openFile], '%evt.count.procinfo %evt.count.threadinfo')).toBe('<NA> <NA>');
  });
});

describe('how much was moved', () => {
  const lengths = '%evt.buflen %evt.buflen.in %evt.buflen.out %evt.buflen.file %evt.buflen.file.in %evt.buflen.file.out';
  const netLengths = '%evt.buflen.net %evt.buflen.net.in %evt.buflen.net.out';

  it('is told by exits that succeeded', () => {
    expect(last([openFile, ...read(3, 5)], lengths)).toBe('5 5 <NA> 5 5 <NA>');
    expect(last([openFile, ...write(3, 6)], lengths)).toBe('6 <NA> 6 6 <NA> 6');
    expect(last([...connected, ...read(5, 7)], netLengths)).toBe('7 7 <NA>');
    expect(last([...connected, ...write(5, 8)], netLengths)).toBe('8 <NA> 8');
    expect(last([openFile, ...read(3, -5)], lengths)).toBe('<NA> <NA> <NA> <NA> <NA> <NA>');
    expect(last([openFile, ...read(3, 5).slice(0, 1)], lengths)).toBe('<NA> <NA> <NA> <NA> <NA> <NA>');
  });

  it('is not told by an exit whose enter was not seen', () => {
    expect(last([openFile, read(3, 5)[0]!, write(3, 5)[1]!], '%evt.buflen %evt.category')).toBe('<NA> unknown');
  });

  it('shows what it was', () => {
    expect(last([openFile, ...read(3, 5, 'hello')], '%evt.buffer')).toBe('hello');
    expect(last([openFile, ...read(3, 5).slice(0, 1)], '%evt.buffer')).toBe('<NA>');
  });
});

describe('what an event does to its fd', () => {
  const traits = '%evt.is_io %evt.is_io_read %evt.is_io_write %evt.io_dir %evt.is_wait';
  it('is reading, writing, waiting or something else', () => {
    expect(last(read(3, 1), traits)).toBe('true true false read false');
    expect(last(write(3, 1), traits)).toBe('true false true write false');
    expect(last([event('PPME_SYSCALL_POLL_E', [Buffer.alloc(2), 0])], traits)).toBe('false false false <NA> true');
  });

  it('may take time', () => {
    const poll = [
      event('PPME_SYSCALL_POLL_E', [Buffer.alloc(2), 0], { time: 1_600_000_000_000_000_001n }),
      event('PPME_SYSCALL_POLL_X', [0, Buffer.alloc(2)], { time: 1_600_000_000_000_000_501n }),
    ];
    expect(linesOf(poll, '*%evt.wait_latency')).toEqual(['<NA>', '500']);
  });
});

describe('a message to the system log', () => {
  const log = [
    event('PPME_SOCKET_SOCKET_E', [1, 2, 0]),
    event('PPME_SOCKET_SOCKET_X', [6]),
    event('PPME_SOCKET_CONNECT_E', [6]),
    event('PPME_SOCKET_CONNECT_X', [0, Buffer.concat([Buffer.from([1]), Buffer.alloc(16), Buffer.from('/dev/log\0')])]),
  ];
  it('is decoded', () => {
    expect(last([...log, ...write(6, 20, '<86>Apr  5 sudo: hello')], '%evt.is_syslog|%evt.info|%evt.args')).toBe(
      'true|syslog sev=info msg=Apr  5 sudo: hello|res=20 data=<86>Apr  5 sudo: hello ',
    );
  });

  it('is data like any other where it failed or has no priority', () => {
    expect(last([...log, ...write(6, -11, '<86>x')], '%evt.info')).toBe('res=-11(EAGAIN) data=<86>x ');
    expect(last([...log, ...write(6, 5, 'hello')], '%evt.info')).toBe('res=5 data=hello ');
  });
});

describe('how a file is opened', () => {
  const modes = '%evt.is_open_read %evt.is_open_write %evt.is_open_exec %evt.is_open_create';
  const open = (flags: number, mode = 0): MinimalEvent => event('PPME_SYSCALL_OPEN_X', [3, '/x', flags, mode, 0]);

  it('is told by its flags', () => {
    expect(last([open(1)], modes)).toBe('true false false false');
    expect(last([open(2)], modes)).toBe('false true false false');
    expect(last([open(3)], modes)).toBe('true true false false');
    expect(last([open(2 | 4, 0o755)], modes)).toBe('false true true false');
    expect(last([open(2 | 4, 0o644)], modes)).toBe('false true false false');
    expect(last([open(2 | 4 | (1 << 14), 0o644)], modes)).toBe('false true false true');
    expect(last([event('PPME_SYSCALL_CREAT_X', [3, '/x', 0o711, 0])], modes)).toBe('false false true false');
  });

  it('means nothing for other events', () => {
    expect(last(read(3, 1), modes)).toBe('false false false false');
  });
});

describe('the absolute path of a call', () => {
  const chdir = event('PPME_SYSCALL_CHDIR_X', [0, '/work']);
  const tmp = event('PPME_SYSCALL_OPEN_X', [4, '/tmp', 1, 0, 0]);

  it('starts from the directory its fd stands for', () => {
    const path = '%evt.abspath %evt.abspath.src %evt.abspath.dst';
    expect(last([chdir, tmp, event('PPME_SYSCALL_UNLINKAT_2_X', [0, 4, 'x', 0])], path)).toBe('/tmp/x /tmp/x /tmp/x');
    expect(last([chdir, tmp, event('PPME_SYSCALL_RENAMEAT_X', [0, 4, 'x', -100, 'y'])], path)).toBe('/tmp/x /tmp/x /work/y');
    expect(last([chdir, tmp, event('PPME_SYSCALL_MKDIRAT_X', [0, 9, 'x', 0])], path)).toBe('<UNKNOWN>/x <UNKNOWN>/x <UNKNOWN>/x');
    expect(last([chdir, tmp, event('PPME_SYSCALL_MKDIRAT_X', [0, 9, '/a/../x', 0])], path)).toBe('/x /x /x');
    expect(last([chdir], path)).toBe('<NA> <NA> <NA>');
  });
});

describe('what an old agent noted about containers', () => {
  it('is taken from its description', () => {
    const note = event('PPME_INFRASTRUCTURE_EVENT_E', [
      'docker',
      'c',
      'Event: start; ID: 0123456789abcdef; name: web; Image: nginx:1.9@sha256:aa',
      's',
    ]);
    const parts =
      '%evt.infra.docker.name %evt.infra.docker.container.id %evt.infra.docker.container.name %evt.infra.docker.container.image';
    expect(last([openFile, note], parts)).toBe('start 0123456789ab web nginx');
    expect(last([openFile], parts)).toBe('<NA> <NA> <NA> <NA>');
  });
});

describe('raw arguments', () => {
  it('are numbers and bytes as they are', () => {
    const raw = '%evt.rawarg.res %evt.rawarg.data %evt.rawarg.fd';
    expect(last(read(3, -9, 'a b'), raw)).toBe('-9 a b <NA>');
    expect(last(read(3, 1).slice(0, 1), '%evt.rawarg.fd %evt.rawarg.size')).toBe('3 100');
  });
});

describe('events around a point in time', () => {
  it('have a distance in ms, which only filters ask for', () => {
    const bound = findField('evt.around')!.bind('1600000000000000000', { buffers: 'dotted', bufferLength: 80, time: 'h' });
    expect(typeof bound).toBe('object');
    expect(last(read(3, 1), '%evt.around[1600000000000000000]')).toBe('<NA>');
  });
});

describe.runIf(hasSysdig)(`all of this (${noSysdig} otherwise)`, () => {
  /** Fields sysdig 0.29.3 has not, or does not print though it has them. */
  const apart = /is_open_create|source|is_async|hostname|type\.is|rawarg/;

  it('looks the same in sysdig', () => {
    for (const { events, format } of asked.filter((question) => !apart.test(question.format))) {
      expect({ format, lines: linesOf(events, format) }).toEqual({ format, lines: sysdigOn(events, '-D', '-p', format) });
    }
  });
});
