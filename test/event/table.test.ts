import { describe, expect, it } from 'vitest';
import {
  classicParamCount,
  EventFlag,
  type EventType,
  eventFlags,
  eventNumber,
  eventParamCount,
  eventTable,
  FIRST_NEWER_EVENT,
  ia32Syscalls,
  maxParams,
  nativeSyscalls,
  type ParamDef,
} from '../../src/event/index.ts';

/** A parameter as one word: `flags:FLAGS32:HEX:file_flags`. */
function signature(param: ParamDef): string {
  const about = param.set?.name ?? param.dyn?.name ?? param.dirfd;
  return [param.name, param.type, param.format, about].filter((part) => part !== undefined).join(':');
}

function params(code: string, from = 0): string {
  return eventTable[eventNumber(code)]!.params.slice(from).map(signature).join(' ');
}

const allParams = eventTable.flatMap((type) => type.params.map((param) => ({ type, param })));

describe('the event table', () => {
  it('has 454 types, the first 336 of them sysdig 0.29.3 knows', () => {
    expect(eventTable).toHaveLength(454);
    expect(FIRST_NEWER_EVENT).toBe(336);
    expect(eventTable[335]!.code).toBe('PPME_SYSCALL_CLONE3_X');
    expect(eventTable[336]!.code).toBe('PPME_SYSCALL_OPEN_BY_HANDLE_AT_E');
  });

  it('holds each type at its own number, enters at even numbers and their exits right after', () => {
    for (const [index, type] of eventTable.entries()) {
      expect(type.number).toBe(index);
      expect(type.enter).toBe(index % 2 === 0);
    }
  });

  it('names types after their number in sysdig, alike for both directions', () => {
    for (const type of eventTable) {
      expect(type.code).toMatch(/^PPME_[A-Z0-9_]+_[EX]$/);
      expect(type.code.endsWith('_E')).toBe(type.enter);
      expect(type.code.slice(0, -1)).toBe(eventTable[type.number ^ 1]!.code.slice(0, -1));
    }
    expect(new Set(eventTable.map((type) => type.code)).size).toBe(eventTable.length);
  });

  it('gives a used pair one name', () => {
    const used = (type: EventType): boolean => (type.flags & EventFlag.UNUSED) === 0;
    for (const type of eventTable.filter((each) => each.enter)) {
      const exit = eventTable[type.number + 1]!;
      if (used(type) && used(exit)) expect(exit.name).toBe(type.name);
    }
  });

  it('finds a type by its name in sysdig and refuses an unknown one', () => {
    expect(eventNumber('PPME_SYSCALL_OPENAT_2_X')).toBe(307);
    expect(() => eventNumber('PPME_SYSCALL_NOSUCH_E')).toThrow('no event type PPME_SYSCALL_NOSUCH_E');
  });

  it('packs flags and parameter counts for the hot path', () => {
    for (const type of eventTable) {
      expect(eventFlags[type.number]).toBe(type.flags);
      expect(eventParamCount[type.number]).toBe(type.params.length);
      expect(type.params.length).toBeLessThanOrEqual(maxParams);
    }
  });

  it('knows which parameters newer schemas appended, and that they come last', () => {
    for (const type of eventTable) {
      const classic = classicParamCount[type.number]!;
      expect(type.params.slice(0, classic).some((param) => param.added)).toBe(false);
      expect(type.params.slice(classic).every((param) => param.added)).toBe(true);
      if (type.number >= FIRST_NEWER_EVENT) expect(classic).toBe(type.params.length);
    }
    expect(classicParamCount[eventNumber('PPME_SYSCALL_READ_X')]).toBe(2);
    expect(eventParamCount[eventNumber('PPME_SYSCALL_READ_X')]).toBe(4);
    expect(eventTable.filter((type) => type.params.some((param) => param.added))).toHaveLength(84);
    expect(allParams.filter(({ param }) => param.added)).toHaveLength(199);
  });
});

describe('the parameters of the event table', () => {
  it('are those of sysdig, word for word', () => {
    expect(params('PPME_GENERIC_E')).toBe('ID:SYSCALLID:DEC nativeID:UINT16:DEC');
    expect(params('PPME_SYSCALL_OPEN_E')).toBe('name:FSPATH:NA flags:FLAGS32:HEX:file_flags mode:UINT32:OCT');
    expect(params('PPME_SYSCALL_OPEN_X')).toBe(
      'fd:FD:DEC name:FSPATH:NA flags:FLAGS32:HEX:file_flags mode:UINT32:OCT dev:UINT32:HEX ino:UINT64:DEC',
    );
    expect(params('PPME_SYSCALL_OPENAT_2_X')).toBe(
      'fd:FD:DEC dirfd:FD:DEC name:FSRELPATH:NA:1 flags:FLAGS32:HEX:file_flags mode:UINT32:OCT dev:UINT32:HEX ino:UINT64:DEC',
    );
    expect(params('PPME_SYSCALL_READ_X')).toBe('res:ERRNO:DEC data:BYTEBUF:NA fd:FD:DEC size:UINT32:DEC');
    expect(params('PPME_SYSCALL_WRITEV_X')).toBe('res:ERRNO:DEC data:BYTEBUF:NA fd:FD:DEC size:UINT32:DEC');
    expect(params('PPME_SOCKET_SOCKET_E')).toBe('domain:FLAGS32:DEC:socket_families type:UINT32:DEC proto:UINT32:DEC');
    expect(params('PPME_SOCKET_CONNECT_X')).toBe('res:ERRNO:DEC tuple:SOCKTUPLE:NA fd:FD:DEC addr:SOCKADDR:NA');
    expect(params('PPME_SOCKET_ACCEPT_5_X')).toBe(
      'fd:FD:DEC tuple:SOCKTUPLE:NA queuepct:UINT8:DEC queuelen:UINT32:DEC queuemax:UINT32:DEC',
    );
    expect(params('PPME_SOCKET_SETSOCKOPT_X')).toBe(
      'res:ERRNO:DEC fd:FD:DEC level:FLAGS8:DEC:sockopt_levels optname:FLAGS8:DEC:sockopt_options val:DYN:DEC:sockopt_dynamic_param optlen:UINT32:DEC',
    );
    expect(params('PPME_SYSCALL_MMAP_E')).toBe(
      'addr:UINT64:HEX length:UINT64:DEC prot:FLAGS32:HEX:prot_flags flags:FLAGS32:HEX:mmap_flags fd:FD:DEC offset:UINT64:DEC',
    );
    expect(params('PPME_SYSCALL_POLL_E')).toBe('fds:FDLIST:DEC timeout:INT64:DEC');
    expect(params('PPME_SYSCALL_RENAMEAT2_X')).toBe(
      'res:ERRNO:DEC olddirfd:FD:DEC oldpath:FSRELPATH:NA:1 newdirfd:FD:DEC newpath:FSRELPATH:NA:3 flags:FLAGS32:HEX:renameat2_flags',
    );
    expect(params('PPME_SYSCALL_CHMOD_X')).toBe('res:ERRNO:DEC filename:FSPATH:NA mode:MODE:OCT:chmod_mode');
    expect(params('PPME_SYSCALL_FCNTL_E')).toBe('fd:FD:DEC cmd:FLAGS8:DEC:fcntl_commands');
    expect(params('PPME_SYSCALL_FUTEX_E')).toBe('addr:UINT64:HEX op:FLAGS16:HEX:futex_operations val:UINT64:DEC');
    expect(params('PPME_PROCEXIT_1_E')).toBe('status:ERRNO:DEC ret:ERRNO:DEC sig:SIGTYPE:DEC core:UINT8:DEC reaper_tid:PID:DEC');
    expect(params('PPME_SCHEDSWITCH_6_E')).toBe(
      'next:PID:DEC pgft_maj:UINT64:DEC pgft_min:UINT64:DEC vm_size:UINT32:DEC vm_rss:UINT32:DEC vm_swap:UINT32:DEC',
    );
    expect(params('PPME_SIGNALDELIVER_E')).toBe('spid:PID:DEC dpid:PID:DEC sig:SIGTYPE:DEC');
    expect(params('PPME_SYSCALL_EXECVE_19_X', 14)).toBe(
      'cgroups:BYTEBUF:NA env:BYTEBUF:NA tty:INT32:DEC pgid:PID:DEC loginuid:INT32:DEC flags:FLAGS32:HEX:execve_flags ' +
        'cap_inheritable:UINT64:HEX cap_permitted:UINT64:HEX cap_effective:UINT64:HEX exe_ino:UINT64:DEC exe_ino_ctime:ABSTIME:DEC ' +
        'exe_ino_mtime:ABSTIME:DEC uid:UID:DEC trusted_exepath:FSPATH:NA pgid:PID:NA gid:GID:DEC filename:FSPATH:NA',
    );
    expect(params('PPME_SYSCALL_BPF_2_X')).toBe('fd:FD:DEC cmd:ENUMFLAGS32:DEC:bpf_commands');
  });

  it('have names for their flags where they are flags, and variants where they are dynamic', () => {
    /** Flags that have no names in sysdig either. */
    const unnamed = new Set(['signalfd', 'timerfd_create', 'inotify_init', 'eventfd', 'pipe2', 'inotify_init1', 'eventfd2', 'signalfd4']);
    for (const { type, param } of allParams) {
      const flags = /^(ENUM)?FLAGS|^MODE$/.test(param.type);
      if (!unnamed.has(type.name))
        expect(`${type.code} ${param.name} ${param.set !== undefined}`).toBe(`${type.code} ${param.name} ${flags}`);
      expect(param.dyn !== undefined).toBe(param.type === 'DYN');
    }
  });

  it('point from a relative path to the fd of its directory', () => {
    // One is sysdig's own mistake: the enter event of openat2 points to the path itself.
    const mistaken = 'PPME_SYSCALL_OPENAT2_E';
    for (const { type, param } of allParams) {
      expect(param.dirfd !== undefined).toBe(param.type === 'FSRELPATH');
      if (param.dirfd !== undefined && type.code !== mistaken) expect(type.params[param.dirfd]!.type).toBe('FD');
    }
    expect(eventTable[eventNumber(mistaken)]!.params[1]!.dirfd).toBe(1);
  });
});

/** Calls of 32-bit programs that are made through socketcall and have no number of their own (linux/net.h). */
const socketcalls = ['send', 'recv'];

describe('the syscalls of the event table', () => {
  it('exist on x86_64 or in 32-bit programs and become one pair of events each', () => {
    const owners = new Map<string, string>();
    for (const type of eventTable.filter((each) => each.enter)) {
      for (const name of type.syscalls) {
        expect([...nativeSyscalls, ...ia32Syscalls, ...socketcalls]).toContain(name);
        expect(`${name} of ${owners.get(name) ?? 'nobody else'}`).toBe(`${name} of nobody else`);
        owners.set(name, type.code);
      }
      expect(eventTable[type.number + 1]!.syscalls).toEqual(type.syscalls);
    }
    expect(owners.get('openat')).toBe('PPME_SYSCALL_OPENAT_2_E');
    expect(owners.get('getpid')).toBe('PPME_GENERIC_E');
  });

  it('become events that sysdig 0.29.3 can read', () => {
    for (const type of eventTable) if (type.syscalls.length > 0) expect(type.number).toBeLessThan(FIRST_NEWER_EVENT);
  });
});
