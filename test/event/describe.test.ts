import { describe, expect, it } from 'vitest';
import { describeEvent, EventFlag, eventNumber, eventTable, FIRST_NEWER_EVENT, isListed, listEvents } from '../../src/event/index.ts';
import { hasSysdig, noSysdig, sysdig } from '../support/sysdig.ts';

const text = (code: string): string => describeEvent(eventTable[eventNumber(code)]!);
const classicLines = eventTable.filter((type) => type.number < FIRST_NEWER_EVENT && isListed(type)).length;

describe('the text of an event type', () => {
  it('gives direction, name, and each parameter after its type', () => {
    expect(text('PPME_SYSCALL_OPEN_E')).toBe('> open(FSPATH name, FLAGS32 flags, UINT32 mode)');
    expect(text('PPME_SYSCALL_GETUID_E')).toBe('> getuid()');
  });

  it('leaves out what only newer schemas append', () => {
    expect(text('PPME_SYSCALL_OPEN_X')).toBe('< open(FD fd, FSPATH name, FLAGS32 flags, UINT32 mode, UINT32 dev)');
    expect(text('PPME_GENERIC_X')).toBe('< syscall(SYSCALLID ID)');
  });

  it('calls a value whose type is known only from the event DYNAMIC', () => {
    expect(text('PPME_SYSCALL_PTRACE_X')).toBe('< ptrace(ERRNO res, DYNAMIC addr, DYNAMIC data)');
  });
});

describe('the list of event types', () => {
  it('leaves out old versions, unused numbers and what tracers tell themselves', () => {
    expect(listEvents().filter((line) => line.startsWith('< openat('))).toHaveLength(1);
    expect(listEvents().some((line) => line.startsWith('> procinfo('))).toBe(false);
    for (const type of eventTable.filter(isListed)) expect(type.flags & (EventFlag.OLD_VERSION | EventFlag.UNUSED)).toBe(0);
  });

  it('begins with the 265 lines of sysdig 0.29.3 and goes on with newer types', () => {
    expect(classicLines).toBe(265);
    expect(listEvents().slice(0, 2)).toEqual(['> syscall(SYSCALLID ID, UINT16 nativeID)', '< syscall(SYSCALLID ID)']);
    expect(listEvents()[265]).toBe('< open_by_handle_at(FD fd, FD mountfd, FLAGS32 flags, FSPATH path, UINT32 dev, UINT64 ino)');
  });

  it.skipIf(!hasSysdig)(`is that of sysdig -L as far as sysdig knows the types (${noSysdig})`, () => {
    expect(`${listEvents().slice(0, classicLines).join('\n')}\n`).toBe(sysdig('-L'));
  });
});
