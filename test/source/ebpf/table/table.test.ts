import { describe, expect, test } from 'vitest';
import {
  CaptureKind,
  classicParamCount,
  EventFlag,
  eventFlags,
  eventNumber,
  eventTable,
  FIRST_NEWER_EVENT,
  type FlagSet,
  fromKernel,
  ia32Syscalls,
  nativeSyscallNumber,
  nativeSyscalls,
} from '../../../../src/event/index.ts';
import { isCaptured, liveParams } from '../../../../src/source/ebpf/table/event-specs.ts';
import { FlagTables } from '../../../../src/source/ebpf/table/flag-tables.ts';
import { IPC_AT, ipcCalls, SOCKETCALLS_AT, socketCalls } from '../../../../src/source/ebpf/table/ia32.ts';
import { buildCaptureTable, type CaptureTable, eventsOf } from '../../../../src/source/ebpf/table/index.ts';
import {
  EVENT_EMIT,
  EVENT_STATE,
  eventSpec,
  FLAG_TABLE_ENTRIES,
  flagEntry,
  flagTable,
  paramSpec,
  SYSCALL_COUNT,
  syscallEntry,
} from '../../../../src/source/ebpf/table/layout.ts';
import { random } from '../../../support/random.ts';

interface Direction {
  readonly type: number;
  readonly count: number;
  readonly flags: number;
  readonly sources: readonly number[];
}

/** What the table says of a syscall number (32-bit calls from SYSCALL_COUNT on). */
function entry(table: CaptureTable, number: number): { enter: Direction; exit: Direction; code: number } {
  const syscalls = new DataView(table.syscalls.buffer);
  const events = new DataView(table.events.buffer);
  const at = number * syscallEntry.size;
  const direction = (index: number, flags: number): Direction => {
    const spec = syscalls.getUint16(at + index, true) * eventSpec.size;
    const count = events.getUint16(spec + eventSpec.count, true);
    return {
      type: events.getUint16(spec + eventSpec.type, true),
      count,
      flags: syscalls.getUint8(at + flags),
      sources: Array.from({ length: count }, (_, i) => events.getUint8(spec + eventSpec.params + i * paramSpec.size + paramSpec.source)),
    };
  };
  return {
    enter: direction(syscallEntry.enter, syscallEntry.enterFlags),
    exit: direction(syscallEntry.exit, syscallEntry.exitFlags),
    code: syscalls.getUint16(at + syscallEntry.code, true),
  };
}

const named = (table: CaptureTable, name: string): ReturnType<typeof entry> => entry(table, nativeSyscallNumber(name)!);

describe('the capture table', () => {
  const table = buildCaptureTable();

  test('makes each syscall the event that its definition names', () => {
    expect(named(table, 'read').enter.type).toBe(eventNumber('PPME_SYSCALL_READ_E'));
    expect(named(table, 'read').exit.type).toBe(eventNumber('PPME_SYSCALL_READ_X'));
    expect(named(table, 'pread64').exit.type).toBe(eventNumber('PPME_SYSCALL_PREAD_X'));
    expect(named(table, 'dup3').enter.type).toBe(eventNumber('PPME_SYSCALL_DUP_E'));
    expect(named(table, 'umount2').enter.type).toBe(eventNumber('PPME_SYSCALL_UMOUNT_E'));
  });

  test('knows where each parameter comes from, of all events that syscalls become', () => {
    const lacking = eventTable.filter((type) => type.number < FIRST_NEWER_EVENT && type.syscalls.length > 0 && !isCaptured(type));
    expect(lacking.map((type) => type.code)).toEqual([]);
  });

  test('writes no event that sysdig 0.29.3 does not know, with as many parameters as it knows, but for the name behind prctl', () => {
    const renaming = [nativeSyscallNumber('prctl')!, SYSCALL_COUNT + ia32Syscalls.indexOf('prctl')];
    for (let number = 0; number < 2 * SYSCALL_COUNT; number++) {
      const { enter, exit } = entry(table, number);
      for (const { type, count } of [enter, exit]) {
        expect(type).toBeLessThan(FIRST_NEWER_EVENT);
        expect([eventTable[type]!.code, count]).toEqual([
          eventTable[type]!.code,
          type === exit.type && renaming.includes(number) ? 3 : classicParamCount[type],
        ]);
      }
      expect(exit.type).toBe(enter.type + 1);
    }
  });

  test('names a syscall without an event of its own by code and number, and all beyond the table as unknown', () => {
    expect(eventsOf('madvise').enter.code).toBe('PPME_GENERIC_E');
    expect(named(table, 'madvise').code).toBe(139);
    expect(named(table, 'statx')).toMatchObject({ enter: { type: 0 }, exit: { type: 1 }, code: 0 });
    expect(entry(table, SYSCALL_COUNT - 1)).toMatchObject({ enter: { type: 0 }, code: 0 });
  });

  test('makes calls of 32-bit programs the same events, by their own numbers and names', () => {
    const ia32 = (number: number): ReturnType<typeof entry> => entry(table, SYSCALL_COUNT + number);
    expect(ia32(1)).toMatchObject({ enter: { type: 0 }, exit: { type: 1 }, code: 2 });
    expect(ia32(3)).toEqual({ ...named(table, 'read'), code: ia32(3).code });
    expect(ia32(199).enter.type).toBe(named(table, 'getuid').enter.type);
    expect(ia32(195).exit.type).toBe(eventNumber('PPME_SYSCALL_STAT64_X'));
  });

  test('takes what 32-bit programs give in another form from where they give it', () => {
    const pread = entry(table, SYSCALL_COUNT + 180);
    expect(pread.enter.type).toBe(named(table, 'pread64').enter.type);
    expect(pread.enter.sources.at(-1)).toBe(CaptureKind.REGISTER_PAIR);
    expect(named(table, 'pread64').enter.sources.at(-1)).toBe(CaptureKind.REGISTER);
  });

  test('has the calls inside of socketcall behind all others', () => {
    expect(ia32Syscalls.length).toBeLessThanOrEqual(SOCKETCALLS_AT);
    expect(IPC_AT).toBe(SOCKETCALLS_AT + socketCalls.length - 1);
    expect(IPC_AT + ipcCalls.length).toBeLessThan(SYSCALL_COUNT);
    expect(entry(table, SYSCALL_COUNT + IPC_AT).enter.type).toBe(named(table, 'semop').enter.type);
    expect(entry(table, SYSCALL_COUNT + IPC_AT + 2).exit.type).toBe(named(table, 'semctl').exit.type);
    expect(entry(table, SYSCALL_COUNT + SOCKETCALLS_AT + 2).enter.type).toBe(named(table, 'connect').enter.type);
  });

  test('tells syscalls of one event apart where their arguments differ', () => {
    const indexOf = (name: string): number =>
      new DataView(table.syscalls.buffer).getUint16(nativeSyscallNumber(name)! * syscallEntry.size + syscallEntry.enter, true);
    expect(indexOf('eventfd')).not.toBe(indexOf('eventfd2'));
    expect(indexOf('dup')).toBe(indexOf('dup3'));
  });

  test('leaves out what nobody asks for, but nothing that changes state', () => {
    const openat = new Set([eventNumber('PPME_SYSCALL_OPENAT_2_E'), eventNumber('PPME_SYSCALL_OPENAT_2_X')]);
    const narrow = buildCaptureTable({ wants: (type) => openat.has(type) });
    for (const name of nativeSyscalls) {
      if (name === undefined) continue;
      const { enter, exit } = named(narrow, name);
      for (const { type, flags } of [enter, exit]) {
        const changesState = (eventFlags[type]! & EventFlag.MODIFIES_STATE) !== 0;
        expect([name, flags]).toEqual([name, (changesState ? EVENT_STATE : 0) | (changesState || openat.has(type) ? EVENT_EMIT : 0)]);
      }
    }
  });

  test('leaves out enter events on request, but not those that change state', () => {
    const exits = buildCaptureTable({ enterEvents: false });
    expect(named(exits, 'read').enter.flags).toBe(0);
    expect(named(exits, 'read').exit.flags).toBe(EVENT_EMIT);
    expect(named(exits, 'close').enter.flags).toBe(EVENT_EMIT | EVENT_STATE);
  });
});

/** What the probe makes of a number by a flag table (`probe/translate.h`). */
function translate(bytes: Uint8Array, table: number, number: number): number {
  const view = new DataView(bytes.buffer, (table - 1) * flagTable.size, flagTable.size);
  const same = view.getUint32(flagTable.same, true);
  let out = number & same;
  let matched = same;
  for (let i = 0; i < view.getUint32(flagTable.count, true); i++) {
    const at = flagTable.entries + i * flagEntry.size;
    if (((number & view.getUint32(at + flagEntry.mask, true)) ^ view.getUint32(at + flagEntry.value, true)) !== 0) continue;
    out |= view.getUint32(at + flagEntry.out, true);
    matched = 1;
  }
  return (matched === 0 ? view.getUint32(flagTable.otherwise, true) : out) >>> 0;
}

describe('flag tables', () => {
  const sets = new Set<FlagSet>();
  for (const type of eventTable) {
    if (type.number >= FIRST_NEWER_EVENT) continue;
    for (const { from, set } of liveParams(type)) if (from !== undefined && 'translate' in from && set !== undefined) sets.add(set);
  }

  test('make of any number what the set says', () => {
    const tables = new FlagTables();
    const below = random(7);
    for (const set of sets) {
      const table = tables.numberOf(set);
      const kernels = set.entries.flatMap((flag) => (flag.kernel === undefined ? [] : [flag.kernel]));
      const numbers = [0, 1, 0xffffffff, ...kernels];
      for (let i = 0; i < 100; i++) numbers.push(below(2 ** 32), (kernels[i % (kernels.length || 1)] ?? 0) | below(64));
      for (const number of numbers) {
        const translated = table === 0 ? number >>> 0 : translate(tables.bytes, table, number);
        expect([set.name, number, translated]).toEqual([set.name, number, fromKernel(set, number)]);
      }
    }
  });

  test('are small enough for the probe', () => {
    for (const set of sets) expect(set.entries.length, set.name).toBeLessThanOrEqual(FLAG_TABLE_ENTRIES);
  });

  test('are not made of sets that do not say how', () => {
    expect(() => new FlagTables().numberOf({ name: 'made_up', entries: [] })).toThrow('made_up');
  });
});
