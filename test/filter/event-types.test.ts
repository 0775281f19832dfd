import { describe, expect, it } from 'vitest';
import { EventFlag, eventTable, keyOfSyscall, syscallCodes } from '../../src/event/index.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { Fd, Thread } from '../../src/machine/index.ts';
import { contextOf, i64 } from '../support/event-context.ts';

/** Codes of the event types a filter lets through to its evaluation. */
function candidates(filter: string): string[] {
  const { keys } = compileFilter(filter);
  return eventTable.filter(({ number }) => keys[number] === 1).map(({ code }) => code);
}

/** Names of the syscalls without a type of their own that a filter lets through. */
function candidateSyscalls(filter: string): string[] {
  const { keys } = compileFilter(filter);
  return syscallCodes.flatMap(({ name }, code) => (code > 0 && keys[keyOfSyscall(code, 0)] === 1 ? [name] : []));
}

const named = (...names: string[]) => eventTable.filter(({ name }) => names.includes(name)).map(({ code }) => code);
const generic = ['PPME_GENERIC_E', 'PPME_GENERIC_X'];

describe('the syscalls without a type of their own that a filter can match', () => {
  it('are those it names', () => {
    expect(candidateSyscalls('evt.type=open')).toEqual(['open']);
    expect(candidateSyscalls('evt.type in (clock_gettime, close)')).toEqual(['close', 'clock_gettime']);
    expect(candidateSyscalls('not evt.type=clock_gettime')).toHaveLength(syscallCodes.length - 2);
    expect(candidateSyscalls('evt.category=time')).toContain('clock_gettime');
    expect(candidateSyscalls('evt.category=time')).not.toContain('mknod');
    expect(candidateSyscalls('evt.dir=<')).toEqual([]);
  });

  it('are all where the event itself must tell', () => {
    expect(candidateSyscalls('proc.name=httpd')).toHaveLength(syscallCodes.length - 1);
  });
});

describe('the event types a filter can match', () => {
  it('follow from the types it names', () => {
    expect(candidates('evt.type=open')).toEqual([...generic, ...named('open')]);
    expect(candidates('evt.type in (open, close)')).toEqual([...generic, ...named('open', 'close')]);
    expect(candidates('evt.type=open and evt.dir=<')).toEqual(['PPME_GENERIC_X', 'PPME_SYSCALL_OPEN_X']);
    expect(candidates('evt.type=open or evt.type=close')).toEqual(candidates('evt.type in (open, close)'));
    expect(candidates('evt.type.is.open=1 and evt.dir=>')).toEqual(['PPME_SYSCALL_OPEN_E']);
  });

  it('are the others behind a not', () => {
    expect(candidates('not evt.type=open')).toEqual(eventTable.filter(({ name }) => name !== 'open').map(({ code }) => code));
    expect(candidates('not (evt.dir=> or evt.type=switch)')).toEqual(
      eventTable.filter(({ enter, name }) => !enter && name !== 'switch').map(({ code }) => code),
    );
    expect(candidates('evt.type!=open')).toEqual(candidates('not evt.type=open'));
  });

  it('are those whose events can have the field at all', () => {
    expect(candidates('fd.name contains passwd')).toContain('PPME_SYSCALL_READ_X');
    expect(candidates('fd.name contains passwd')).not.toContain('PPME_SYSCALL_BRK_4_X');
    expect(candidates('fd.name contains passwd')).toContain('PPME_SYSCALL_OPEN_X');
    expect(candidates('fd.name contains passwd')).not.toContain('PPME_SYSCALL_OPEN_E');
    expect(candidates('not fd.name contains passwd')).toContain('PPME_SYSCALL_BRK_4_X');
    expect(candidates('thread.cpu > 50')).toEqual(['PPME_PROCINFO_E']);
  });

  it('are all where nothing is known of types', () => {
    expect(candidates('proc.name=cat')).toHaveLength(eventTable.length);
    expect(candidates('proc.name=cat or evt.type=open')).toHaveLength(eventTable.length);
  });

  it('are none for what cannot be', () => {
    expect(candidates('evt.type=switch and evt.dir=< and evt.type.is.open=1')).toEqual([]);
  });
});

describe('no event that passes has a type left out', () => {
  const thread = new Thread(7, 7);
  thread.comm = 'cat';
  const file = Fd.of({ type: 1, name: '/etc/passwd' });
  const contexts = eventTable.flatMap(({ code, params, enter, flags }) => {
    const filled = params.map(() => i64(3));
    // The enter of a call that makes an fd has none.
    const made = enter && (flags & EventFlag.USES_FD) === 0;
    return [
      contextOf({ type: code }),
      contextOf({ type: code, thread }),
      contextOf({ type: code, thread, params: filled, latency: 5, ...(!made && { fd: file, fdNumber: 3 }) }),
    ];
  });

  it.each([
    'evt.type=open',
    'evt.type!=open',
    'not evt.type in (open, read, close)',
    'evt.dir=> and not evt.type=switch',
    'evt.category=file or evt.category=process',
    'not evt.category=file',
    'syscall.type exists',
    'not syscall.type exists',
    'syscall.type=open or syscall.type=read',
    'evt.type.is.open=1 or evt.type.is.3=1',
    'evt.type.is.open=0',
    'fd.name contains passwd',
    'not fd.name contains passwd',
    'fd.num=3 and not fd.type=file',
    'fd.num=3 or proc.name=cat',
    'not (fd.name exists and evt.is_io=true)',
    'evt.is_io=true and evt.dir=<',
    'evt.rawres<0 or evt.failed=false',
    'evt.latency>1 and evt.type startswith open',
    'thread.cpu>=0 or syslog.message exists or fdlist.nums exists',
    'not (thread.cpu>=0 or syslog.message exists or fdlist.nums exists)',
    'fs.path.name exists or not fs.path.name exists',
    'evt.arg.fd exists and evt.rawarg.fd=3',
    'proc.name=val(proc.exe) or evt.type=val(syscall.type)',
    'not evt.type=val(syscall.type)',
    'tolower(evt.type)=open or len(fd.name)>=0',
    'not len(fd.name)=0',
    'not evt.arg.fd=3 and not evt.rawarg.res=0',
    'evt.type = oneof (open, read)',
  ])('%s', (filter) => {
    const { predicate, keys } = compileFilter(filter);
    for (const context of contexts) {
      if (predicate(context)) expect(keys[context.evt.key], context.type.code).toBe(1);
    }
  });
});
