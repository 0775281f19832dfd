import { constants } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as event from '../../src/event/index.ts';
import {
  accessFlags,
  chmodMode,
  cloneFlags,
  enumName,
  eventTable,
  type FlagSet,
  fcntlCommands,
  fileFlags,
  flagNames,
  fromKernel,
  futexOperations,
  mmapFlags,
  mountFlags,
  openat2Flags,
  pfFlags,
  protFlags,
  ptraceRequests,
  quotactlCmds,
  quotactlTypes,
  rlimitResources,
  semctlCommands,
  semgetFlags,
  socketFamilies,
  sockoptLevels,
  sockoptOptions,
  unlinkatFlags,
} from '../../src/event/index.ts';

const isSet = (value: unknown): value is FlagSet =>
  typeof value === 'object' && value !== null && 'entries' in value && Array.isArray(value.entries);
const sets: readonly FlagSet[] = Object.values(event).filter(isSet);

describe('the sets of flags', () => {
  it('are 54, each under its own name, each used by a parameter', () => {
    expect(new Set(sets.map((set) => set.name)).size).toBe(54);
    expect(sets).toHaveLength(54);
    const used = new Set(eventTable.flatMap((type) => type.params.map((param) => param.set)));
    for (const set of sets) expect(`${set.name} ${used.has(set)}`).toBe(`${set.name} true`);
  });

  it('have entries with values of 32 bits and each name once', () => {
    for (const { name, entries } of sets) {
      expect(entries.length).toBeGreaterThan(0);
      expect(`${name}: ${new Set(entries.map((entry) => entry.name)).size}`).toBe(`${name}: ${entries.length}`);
      for (const { value } of entries) expect(value >>> 0).toBe(value);
    }
  });

  it('name every one of their values by itself', () => {
    for (const set of sets) {
      const seen = new Set<number>();
      for (const { name, value } of set.entries) {
        // Of two names for one value the first counts.
        if (seen.has(value)) continue;
        seen.add(value);
        expect(enumName(set, value)).toBe(name);
        expect(flagNames(set, value).split('|')).toContain(name);
      }
    }
  });
});

describe('the names in a mask', () => {
  it('stand in the order of the set', () => {
    expect(flagNames(fileFlags, 4358)).toBe('O_TRUNC|O_CREAT|O_WRONLY|O_CLOEXEC');
    expect(flagNames(mmapFlags, 1030)).toBe('MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE');
    expect(flagNames(accessFlags, 5)).toBe('R_OK|X_OK');
    expect(flagNames(chmodMode, 0o755)).toBe('S_IXOTH|S_IROTH|S_IXGRP|S_IRGRP|S_IXUSR|S_IWUSR|S_IRUSR');
  });

  it('let a flag of several bits hide those it is made of', () => {
    expect(flagNames(fileFlags, 263)).toBe('O_TRUNC|O_CREAT|O_RDWR');
    expect(flagNames(fileFlags, 1)).toBe('O_RDONLY');
  });

  it('name 0 where 0 has a name', () => {
    expect(flagNames(fileFlags, 0)).toBe('O_NONE');
    expect(flagNames(protFlags, 0)).toBe('PROT_NONE');
    expect(flagNames(mountFlags, 0)).toBe('');
  });

  it('leave out bits without a name', () => {
    expect(flagNames(unlinkatFlags, 0x201)).toBe('AT_REMOVEDIR');
    expect(flagNames(unlinkatFlags, 1)).toBe('');
  });

  it('reach the highest bit', () => {
    expect(flagNames(mountFlags, 0x80000001)).toBe('RDONLY|NOUSER');
    expect(flagNames(mountFlags, 0xffffffff).endsWith('|NOSEC|BORN|ACTIVE|NOUSER')).toBe(true);
  });

  it('take a number apart that a set of numbers does not have, as sysdig does', () => {
    expect(flagNames(socketFamilies, 16)).toBe('AF_ROUTE');
    expect(flagNames(socketFamilies, 40)).toBe('AF_IUCV|AF_ATMPVC');
    expect(flagNames(fcntlCommands, 30)).toBe('F_SETPIPE_SZ|F_GETFD|F_OFD_GETLK');
    expect(flagNames(futexOperations, 129)).toBe('FUTEX_PRIVATE_FLAG|FUTEX_WAKE');
    expect(flagNames(futexOperations, 128)).toBe('FUTEX_PRIVATE_FLAG');
  });

  it('are one or none where exactly one can be', () => {
    expect(enumName(fcntlCommands, 30)).toBe('F_OFD_GETLK');
    expect(enumName(socketFamilies, 40)).toBe('');
  });
});

describe("the kernel's numbers", () => {
  it('become open flags, with the access mode as bits', () => {
    const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY, O_DIRECT, O_NONBLOCK } = constants;
    const text = (flags: number): string => flagNames(fileFlags, fromKernel(fileFlags, flags));
    expect(text(O_RDONLY)).toBe('O_RDONLY');
    expect(text(O_WRONLY | O_CREAT | O_TRUNC)).toBe('O_TRUNC|O_CREAT|O_WRONLY');
    expect(text(O_RDWR | O_EXCL | O_APPEND)).toBe('O_EXCL|O_APPEND|O_RDWR');
    expect(text(O_RDONLY | O_DIRECTORY | O_DIRECT | O_NONBLOCK)).toBe('O_DIRECTORY|O_DIRECT|O_NONBLOCK|O_RDONLY');
    expect(text(0o2000000)).toBe('O_RDONLY|O_CLOEXEC');
  });

  it('become a flag of several bits only where all of them are set', () => {
    const { O_DIRECTORY, O_DSYNC, O_SYNC, O_RDWR } = constants;
    const text = (flags: number): string => flagNames(fileFlags, fromKernel(fileFlags, flags));
    expect(text(O_DIRECTORY)).not.toContain('O_TMPFILE');
    expect(text(0o20000000 | O_DIRECTORY | O_RDWR)).toBe('O_DIRECTORY|O_RDWR|O_TMPFILE');
    expect(text(O_DSYNC)).toBe('O_DSYNC|O_RDONLY');
    expect(text(O_SYNC)).toBe('O_SYNC|O_DSYNC|O_RDONLY');
  });

  it('become flags of mappings, of which a validated shared one is shared', () => {
    const text = (flags: number): string => flagNames(mmapFlags, fromKernel(mmapFlags, flags));
    expect(text(0x22)).toBe('MAP_PRIVATE|MAP_ANONYMOUS');
    expect(text(0x01)).toBe('MAP_SHARED');
    expect(text(0x03)).toBe('MAP_SHARED');
    expect(text(0x4022)).toBe('MAP_PRIVATE|MAP_ANONYMOUS|MAP_NORESERVE');
  });

  it('become flags of clone up to the highest bit', () => {
    // What pthread_create of glibc asks for.
    expect(fromKernel(cloneFlags, 0x3d0f00)).toBe(41_990_659);
    expect(flagNames(cloneFlags, fromKernel(cloneFlags, 0x80000000))).toBe('CLONE_IO');
    expect(flagNames(cloneFlags, fromKernel(cloneFlags, 0x80000000 | 0x40000000))).toBe('CLONE_IO|CLONE_NEWNET');
  });

  it('become one command of many, and a value of its own where they are none', () => {
    expect(enumName(fcntlCommands, fromKernel(fcntlCommands, 0))).toBe('F_DUPFD');
    expect(enumName(fcntlCommands, fromKernel(fcntlCommands, 1030))).toBe('F_DUPFD_CLOEXEC');
    expect(enumName(fcntlCommands, fromKernel(fcntlCommands, 1033))).toBe('UNKNOWN');
    expect(enumName(rlimitResources, fromKernel(rlimitResources, 7))).toBe('RLIMIT_NOFILE');
    expect(fromKernel(rlimitResources, 16)).toBe(255);
    expect(enumName(ptraceRequests, fromKernel(ptraceRequests, 0x4206))).toBe('PTRACE_SEIZE');
    expect(enumName(sockoptLevels, fromKernel(sockoptLevels, 6))).toBe('SOL_TCP');
    expect(enumName(sockoptOptions, fromKernel(sockoptOptions, 57))).toBe('SO_COOKIE');
    expect(enumName(sockoptOptions, fromKernel(sockoptOptions, 51))).toBe('UNKNOWN');
    expect(enumName(semctlCommands, fromKernel(semctlCommands, 16))).toBe('SETVAL');
  });

  it('become the command and the type that share the first argument of quotactl', () => {
    const getQuotaOfGroups = (0x800007 << 8) | 1;
    expect(enumName(quotactlCmds, fromKernel(quotactlCmds, getQuotaOfGroups))).toBe('Q_GETQUOTA');
    expect(enumName(quotactlTypes, fromKernel(quotactlTypes, getQuotaOfGroups))).toBe('GRPQUOTA');
    expect(enumName(quotactlCmds, fromKernel(quotactlCmds, 0x5803 << 8))).toBe('Q_XGETQUOTA');
    expect(fromKernel(quotactlTypes, (0x800007 << 8) | 2)).toBe(0);
  });

  it('become both sides of the bits of a page fault', () => {
    expect(flagNames(pfFlags, fromKernel(pfFlags, 0x6))).toBe('PAGE_NOT_PRESENT|WRITE_ACCESS|USER_FAULT');
    expect(flagNames(pfFlags, fromKernel(pfFlags, 0x11))).toBe('PROTECTION_VIOLATION|READ_ACCESS|SUPERVISOR_FAULT|INSTRUCTION_FETCH');
  });

  it('are translated bit by bit, or kept', () => {
    expect(flagNames(openat2Flags, fromKernel(openat2Flags, 0x08 | 0x04))).toBe('RESOLVE_BENEATH|RESOLVE_NO_SYMLINKS');
    expect(flagNames(semgetFlags, fromKernel(semgetFlags, 0o1600))).toBe('IPC_CREAT');
    expect(flagNames(protFlags, fromKernel(protFlags, 0x01000003))).toBe('PROT_READ|PROT_WRITE|PROT_GROWSDOWN');
    expect(fromKernel(mountFlags, -1)).toBe(0xffffffff);
    expect(fromKernel(accessFlags, 0xf4)).toBe(4);
    expect(fromKernel(chmodMode, 0o100644)).toBe(0o644);
  });
});
