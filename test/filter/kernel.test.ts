import { describe, expect, it } from 'vitest';
import { EventFlag, eventNumber, eventTable, FIRST_NEWER_EVENT, keyOfSyscall, syscallCodes } from '../../src/event/index.ts';
import { bindField, defaultFieldSettings, findField } from '../../src/field/index.ts';
import { compileFilter, kernelPart, readsEnter } from '../../src/filter/index.ts';

const part = (text: string) => kernelPart(compileFilter(text));
const who = (text: string) => part(text).who;
const field = (name: string) => bindField(findField(name)!, undefined, defaultFieldSettings);

describe('the part of a filter the kernel decides', () => {
  it.each([
    ['proc.pid=17', { pid: 17 }],
    ['proc.pid in (17)', { pid: 17 }],
    ['thread.tid=0x11', { tid: 17 }],
    ['evt.failed=true', { failed: true }],
    ['evt.failed!=false', { failed: true }],
    ['evt.rawres<0', { failed: true }],
    ['evt.rawres<=-1', { failed: true }],
    ['evt.rawres=-2', { failed: true }],
    ['evt.res=ENOENT', { failed: true }],
    ['evt.res in (ENOENT, EACCES)', { failed: true }],
    ['evt.res!=SUCCESS', { failed: true }],
    ['fd.name contains x and (proc.pid=17 and evt.failed=true)', { pid: 17, failed: true }],
  ])('takes %s', (text, expected) => expect(who(text)).toEqual(expected));

  it.each([
    ['one of two', 'proc.pid=1 or proc.pid=2'],
    ['what is under an or', 'proc.pid=1 or evt.failed=true'],
    ['what is denied', 'not proc.pid=1'],
    ['another order', 'proc.pid!=1'],
    ['several ids', 'proc.pid in (1, 2)'],
    ['an id no thread has', 'proc.pid=-1'],
    ['nor an id beyond all', 'thread.tid=4194305'],
    ['success', 'evt.failed=false'],
    ['results of which one is no error', 'evt.res in (ENOENT, SUCCESS)'],
    ['numbers of which one is no error', 'evt.rawres in (-2, 3)'],
    ['results up to zero', 'evt.rawres<=0'],
    ['a name a thread can change', 'proc.name=cat'],
    ['a user a thread can change', 'user.uid=0'],
    ['a container', 'container.id=host'],
    ['an ancestor', 'proc.apid=1'],
    ['another field', 'proc.pid=val(proc.ppid)'],
  ])('leaves %s alone', (_, text) => expect(who(text)).toEqual({}));

  it.each([
    ['names', 'proc.name=cat and evt.type=read', false],
    ['several at once', 'evt.dir=< and (proc.name=cat or user.uid=7 or not proc.exepath=/bin/x)', false],
    ['a container by its id', 'container.id=host', false],
    ['what others say of a container', 'container.name=web', true],
    ['accounts, which containers have too', 'user.name=root', true],
  ])('finds what is asked of the thread alone: %s', (_, text, dependsOnContainer) => {
    expect(part(text).thread).toMatchObject({ dependsOnContainer });
  });

  it.each([
    ['the event', 'evt.type=read and fd.num=3'],
    ['the thread or the event', 'proc.name=cat or fd.num=3'],
    ['other threads', 'proc.pname=sh and proc.aname=sh'],
    ['what all threads of a process share', 'proc.cwd startswith /tmp and proc.env contains x'],
    ['the clock', 'proc.duration>1'],
    ['what the kernel knows itself', 'proc.pid=7'],
    ['the events before', 'proc.name=cat and evt.num<9'],
  ])('finds nothing of that in what is asked of %s', (_, text) => expect(part(text).thread).toBeUndefined());

  it('tells which events can pass', () => {
    const { keys } = part('evt.type in (openat, mremap) and evt.dir=<');
    const mremap = syscallCodes.findIndex(({ name }) => name === 'mremap');
    const passes = (key: number) => keys?.[key];
    expect(passes(eventNumber('PPME_SYSCALL_OPENAT_2_X'))).toBe(1);
    expect(passes(eventNumber('PPME_SYSCALL_OPENAT_2_E'))).toBe(0);
    expect(passes(eventNumber('PPME_SYSCALL_READ_X'))).toBe(0);
    expect(passes(keyOfSyscall(mremap, 1))).toBe(1);
    expect(passes(keyOfSyscall(mremap + 1, 1))).toBe(0);
  });

  it('asks only for events that have a result where the call must have failed', () => {
    const { keys } = part('evt.failed=true');
    expect(keys?.[eventNumber('PPME_SYSCALL_READ_E')]).toBe(0);
    expect(keys?.[eventNumber('PPME_SYSCALL_READ_X')]).toBe(1);
    expect(keys?.[eventNumber('PPME_SYSCALL_OPENAT_2_X')]).toBe(1);
    expect(keys?.[eventNumber('PPME_PROCEXIT_1_E')]).toBe(0);
  });

  it('sees every event where a field depends on those before', () => {
    for (const text of ['evt.num<100 and proc.pid=1', 'evt.deltatime>5 and evt.type=read', 'thread.exectime>0 and proc.pid=1']) {
      expect(part(text)).toMatchObject({ keys: undefined, who: {}, ordered: expect.any(String) });
    }
  });

  it('says of each term where it is decided', () => {
    const { terms } = part('evt.type=openat and proc.pid=1 and evt.failed=true and fd.num>2 and proc.name=cat and evt.cpu=1');
    expect(terms.map(({ text, by }) => [text, by])).toEqual([
      ['evt.type=openat', 'kind'],
      ['proc.pid=1', 'thread'],
      ['evt.failed=true', 'failure'],
      ['fd.num>2', 'some'],
      ['proc.name=cat', 'identity'],
      ['evt.cpu=1', 'event'],
    ]);
  });

  it('may take a failed call for a failed result: live events take it from nowhere but the call', () => {
    const live = eventTable.filter(({ enter, number, syscalls }) => !enter && number < FIRST_NEWER_EVENT && syscalls.length > 0);
    const results = live.flatMap(({ flags, params, code }) => {
      const makesFd = (flags & EventFlag.CREATES_FD) !== 0;
      const param = params.find(({ name }) => name === 'res') ?? (makesFd ? params.find(({ name }) => name === 'fd') : undefined);
      return param?.from === undefined ? [] : [{ code, from: param.from }];
    });
    expect(results.length).toBeGreaterThan(80);
    const result = eventTable[eventNumber('PPME_SYSCALL_READ_X')]!.params[0]!.from;
    for (const { code, from } of results) expect({ code, from }).toEqual({ code, from: result });
  });
});

describe('a field', () => {
  it.each(['fd.name', 'fd.num', 'evt.latency', 'evt.category', 'fs.path.name', 'evt.is_io_read', 'evt.buffer', 'evt.wait_latency'])(
    '%s needs the enter of a call',
    (name) => expect(readsEnter(field(name))).toBe(true),
  );

  it.each(['evt.type', 'evt.args', 'evt.res', 'evt.failed', 'proc.name', 'proc.cmdline', 'thread.tid', 'user.name', 'container.name'])(
    '%s does not need it',
    (name) => expect(readsEnter(field(name))).toBe(false),
  );
});
