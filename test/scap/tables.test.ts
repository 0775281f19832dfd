import { describe, expect, it } from 'vitest';
import { FdType, type ThreadEntry } from '../../src/event/index.ts';
import { DamagedCaptureError } from '../../src/scap/index.ts';
import { block, events, type Fields, fields, section } from './build.ts';
import { readBytes, readGood } from './memory.ts';

/** The state read from a capture with these tables. */
function tables(...blocks: Buffer[]) {
  return readGood(Buffer.concat([section(), ...blocks, events(1)])).states[0]!;
}

/** The reason for which a capture with these tables is refused. */
function refusal(...blocks: Buffer[]): string {
  const { error } = readBytes(Buffer.concat([section(), ...blocks, events(1)]));
  if (!(error instanceof DamagedCaptureError)) throw new Error('it was not refused');
  return error.reason;
}

describe('the machine block', () => {
  const body = (words: number) =>
    fields()
      .u32(4)
      .u64(8_000_000_000, 32_768)
      .raw(Buffer.from('web-1'.padEnd(128, '\0')))
      .u64(...[1_600_000_000_000_000_001n, 2, 3, 4].slice(0, words))
      .bytes();

  it('tells processors, memory, largest pid, name and start of the machine', () => {
    expect(tables(block(0x201, body(4))).machine).toEqual({
      cpuCount: 4,
      memorySize: 8_000_000_000n,
      maxPid: 32_768n,
      hostname: 'web-1',
      bootTime: 1_600_000_000_000_000_001n,
      reserved: [2n, 3n, 4n],
    });
  });

  it('may lack its last words', () => {
    expect(tables(block(0x201, body(0))).machine).toMatchObject({ hostname: 'web-1', bootTime: 0n });
  });

  it('is read under its first number too', () => {
    expect(tables(block(0x8002abcd, body(4))).machine?.hostname).toBe('web-1');
  });

  it('that is cut short is damage', () => {
    expect(refusal(block(0x201, body(4).subarray(0, 100)))).toContain('too short');
  });
});

describe('interface blocks', () => {
  const v4 = (kind: 1 | 3) => {
    const entry = fields().u16(kind, 4).u8(10, 0, 0, 1).u8(255, 0, 0, 0).u8(10, 255, 255, 255);
    if (kind === 1) entry.u64(1_000_000_000);
    return entry.raw(Buffer.from('eth0'));
  };
  const v6 = (kind: 2 | 4) => {
    const entry = fields().u16(kind, 2).raw(Buffer.alloc(16, 1), Buffer.alloc(16, 2), Buffer.alloc(16, 3));
    if (kind === 2) entry.u64(5);
    return entry.raw(Buffer.from('lo'));
  };
  const eth0 = {
    family: 4,
    address: new Uint8Array([10, 0, 0, 1]),
    netmask: new Uint8Array([255, 0, 0, 0]),
    broadcast: new Uint8Array([10, 255, 255, 255]),
    name: 'eth0',
  };

  it('of version 1 hold addresses with and without a link speed', () => {
    const { interfaces } = tables(block(0x205, Buffer.concat([v4(1), v4(3), v6(2), v6(4)].map((entry) => entry.bytes()))));
    expect(interfaces[0]).toEqual({ ...eth0, linkSpeed: 1_000_000_000n });
    expect(interfaces[1]).toEqual({ ...eth0, linkSpeed: 0n });
    expect(interfaces.map((entry) => [entry.family, entry.name, entry.linkSpeed])).toEqual([
      [4, 'eth0', 1_000_000_000n],
      [4, 'eth0', 0n],
      [6, 'lo', 5n],
      [6, 'lo', 0n],
    ]);
  });

  it('of version 2 have a length before each entry that does not count itself, and may have more fields than known', () => {
    const longer = v4(1).u64(99).entry(false);
    const { interfaces } = tables(block(0x219, Buffer.concat([longer, v6(2).entry(false)])));
    expect(interfaces.map((entry) => entry.name)).toEqual(['eth0', 'lo']);
  });

  it('with an unknown kind of address are damage', () => {
    expect(refusal(block(0x205, fields().u16(9, 1).bytes()))).toBe('unknown interface kind 9');
  });

  it('replace each other', () => {
    expect(tables(block(0x205, v4(1).bytes()), block(0x205, v6(2).bytes())).interfaces.map((entry) => entry.name)).toEqual(['lo']);
  });
});

describe('user blocks', () => {
  const root = () => fields().u8(0).u32(0, 0).text('root', '/root', '/bin/sh');
  const wheel = () => fields().u8(1).u32(10).text('wheel');

  it.each([
    [0x206, (entry: Fields) => entry.bytes()],
    [0x8012abcd, (entry: Fields) => entry.bytes()],
    [0x220, (entry: Fields) => entry.entry(true)],
    [0x220, (entry: Fields) => entry.u64(1).entry(true)],
  ])('hold users and groups (%#)', (number, entry) => {
    const state = tables(block(number, Buffer.concat([entry(root()), entry(wheel())])));
    expect(state.users).toEqual([{ uid: 0, gid: 0, name: 'root', home: '/root', shell: '/bin/sh' }]);
    expect(state.groups).toEqual([{ gid: 10, name: 'wheel' }]);
  });

  it('keep bytes that are no UTF-8', () => {
    expect(tables(block(0x206, fields().u8(1).u32(1).text('\xff\xe9').bytes())).groups[0]!.name).toBe('\xff\xe9');
  });

  it('with an entry longer than the block are damage', () => {
    expect(refusal(block(0x220, fields().u32(400).u8(1).u32(1).text('x').bytes()))).toContain('longer than its block');
  });

  it('with an entry shorter than its fields are damage', () => {
    expect(refusal(block(0x220, fields().u32(8).u8(1).u32(1).text('x').bytes()))).toContain('too short');
    expect(refusal(block(0x220, fields().u32(0).u8(1).u32(1).text('x').bytes()))).toContain('too short');
  });
});

/** A thread as version `version` of the block writes it. */
function thread(version: number): Fields {
  const entry = fields().u64(11, 10, 1);
  if (version >= 6) entry.u64(9);
  if (version >= 8) entry.u64(8);
  entry.text('comm', '/exe');
  if (version >= 7) entry.text('/path/exe');
  entry.text('a\0b\0', '/cwd').u64(1024).u32(0x100, 1000, 1001);
  if (version >= 2) entry.u32(111, 222, 333).u64(44, 55);
  if (version >= 3) entry.text('A=1\0');
  if (version >= 4) entry.u64(5, 4).text('cpu=/x\0');
  if (version >= 5) entry.text('/root');
  return entry;
}

describe('thread blocks', () => {
  const oldest = {
    tid: 11,
    pid: 10,
    ptid: 1,
    comm: 'comm',
    exe: '/exe',
    args: 'a\0b\0',
    cwd: '/cwd',
    fdLimit: 1024,
    flags: 0x100,
    uid: 1000,
    gid: 1001,
  };
  const since: Partial<ThreadEntry>[] = [
    {},
    { vmSize: 111, vmRss: 222, vmSwap: 333, pfMajor: 44, pfMinor: 55 },
    { env: 'A=1\0' },
    { vtid: 5, vpid: 4, cgroups: 'cpu=/x\0' },
    { root: '/root' },
    { sid: 9 },
    { exepath: '/path/exe' },
    { vpgid: 8 },
  ];
  const numbers = [0x202, 0x207, 0x209, 0x210, 0x211, 0x212, 0x213, 0x214];

  it.each(numbers.map((number, i) => [i + 1, number] as const))('of version %i hold the fields of that version', (version, number) => {
    const { threads } = tables(block(number, Buffer.concat([thread(version).bytes(), thread(version).bytes()])));
    const known = Object.assign({}, oldest, ...since.slice(0, version));
    expect(threads).toHaveLength(2);
    expect(threads[1]).toMatchObject(known);
  });

  it('have neutral values for what their version lacks', () => {
    expect(tables(block(0x202, thread(1).bytes())).threads[0]).toMatchObject({
      sid: -1,
      vpgid: -1,
      vtid: -1,
      vpid: -1,
      exepath: '',
      env: '',
      root: '',
      vmSize: 0,
      loginuid: undefined,
    });
  });

  it.each([
    [0x8000abcd, 1],
    [0x8013abcd, 2],
    [0x8014abcd, 3],
  ])('are read under the number %i as version %i', (number, version) => {
    expect(tables(block(number, thread(version).bytes())).threads[0]).toMatchObject(Object.assign({}, oldest, ...since.slice(0, version)));
  });

  it('add up', () => {
    expect(tables(block(0x214, thread(8).bytes()), block(0x214, thread(8).bytes())).threads).toHaveLength(2);
  });

  const nine = (entry: Fields) => tables(block(0x215, entry.entry(true))).threads[0]!;

  it('of version 9 may have none of the later fields', () => {
    expect(nine(thread(9))).toMatchObject({ root: '/root', loginuid: undefined, tty: undefined, pgid: undefined });
  });

  it('of version 9 as first written go on with the login uid', () => {
    expect(nine(thread(9).u32(501))).toMatchObject({ loginuid: 501, exeWritable: undefined, tty: undefined });
    expect(nine(thread(9).u32(501).u8(1).u64(1, 2, 3))).toMatchObject({
      loginuid: 501,
      exeWritable: true,
      capInheritable: 1n,
      capPermitted: 2n,
      capEffective: 3n,
      pidnsInitStart: undefined,
      tty: undefined,
    });
  });

  it('of version 9 have two fields inserted before the login uid once there are more than at first', () => {
    const newest = thread(9).u64(77).u32(34816).u32(501).u8(1).u64(1, 2, 3).u8(1).u64(4, 5, 6).u8(1).u8(0).u64(123);
    expect(nine(newest)).toMatchObject({
      pidnsInitStart: 77n,
      tty: 34816,
      loginuid: 501,
      exeWritable: true,
      capEffective: 3n,
      exeUpperLayer: true,
      exeInode: 4n,
      exeInodeCtime: 5n,
      exeInodeMtime: 6n,
      exeFromMemfd: true,
      exeLowerLayer: false,
      pgid: 123,
    });
  });

  it('of version 9 may have fields nobody knows yet', () => {
    const future = thread(9).u64(77).u32(1).u32(2).u8(1).u64(1, 2, 3).u8(1).u64(4, 5, 6).u8(1).u8(0).u64(123).u64(9, 9, 9);
    const { threads } = tables(block(0x215, Buffer.concat([future.entry(true), thread(9).entry(true)])));
    expect(threads.map((entry) => entry.pgid)).toEqual([123, undefined]);
  });

  it('with a text longer than the entry are damage', () => {
    expect(refusal(block(0x215, fields().u64(1, 1, 1, 1, 1).u16(500).entry(true)))).toContain('too short');
  });
});

describe('fd blocks', () => {
  const head = (type: number) => fields().u64(3, 99).u8(type);
  const a4 = new Uint8Array([10, 0, 0, 1]);
  const b4 = new Uint8Array([10, 0, 0, 2]);
  const a6 = new Uint8Array(16).fill(6);
  const b6 = new Uint8Array(16).fill(7);
  const named = Object.entries(FdType).filter(([name]) => !['ipv4', 'ipv6', 'ipv4Server', 'ipv6Server', 'unix', 'fileV2'].includes(name));
  const kinds: [string, Fields, object][] = [
    ['ipv4', head(3).raw(a4, b4).u16(1000, 80).u8(2), { source: a4, destination: b4, sourcePort: 1000, destinationPort: 80, l4proto: 2 }],
    ['ipv6', head(4).raw(a6, b6).u16(1000, 80).u8(3), { source: a6, destination: b6, sourcePort: 1000, destinationPort: 80, l4proto: 3 }],
    ['ipv4Server', head(5).raw(a4).u16(80).u8(2), { source: a4, sourcePort: 80, l4proto: 2 }],
    ['ipv6Server', head(6).raw(a6).u16(80).u8(2), { source: a6, sourcePort: 80, l4proto: 2 }],
    ['unix', head(8).u64(1, 2).text('/run/x'), { unixSource: 1n, unixPeer: 2n, name: '/run/x' }],
    ['fileV2', head(16).u32(0x41).text('/tmp/x'), { openFlags: 0x41, name: '/tmp/x' }],
    ...named.map(([name, type]): [string, Fields, object] => [name, head(type).text('name'), { name: 'name' }]),
  ];

  it.each(kinds)('of version 1 and 2 hold an fd of type %s', (name, entry, expected) => {
    const whole = { fd: 3, inode: 99n, type: FdType[name as keyof typeof FdType], ...expected };
    for (const number of [0x203, 0x8001abcd]) {
      expect(tables(block(number, fields().u64(11).raw(entry.bytes()).bytes())).fdLists).toMatchObject([{ tid: 11, fds: [whole] }]);
    }
    expect(tables(block(0x218, fields().u64(11).raw(entry.entry(true), entry.entry(true)).bytes())).fdLists).toMatchObject([
      { tid: 11, fds: [whole, whole] },
    ]);
  });

  it('of version 2 tell the device of a file', () => {
    const entry = head(16).u32(0).text('/x').u32(0x801).entry(true);
    expect(tables(block(0x218, fields().u64(1).raw(entry).bytes())).fdLists[0]!.fds[0]).toMatchObject({ name: '/x', device: 0x801 });
  });

  it('of version 2 may hold types nobody knows yet', () => {
    const entries = [head(90).u64(1, 2, 3).entry(true), head(1).text('/x').entry(true)];
    const { fds } = tables(
      block(
        0x218,
        fields()
          .u64(1)
          .raw(...entries)
          .bytes(),
      ),
    ).fdLists[0]!;
    expect(fds.map((fd) => [fd.type, fd.name])).toEqual([
      [90, 'unknown-type:[90]'],
      [1, '/x'],
    ]);
  });

  it('of version 1 with an unknown type are damage: it cannot be skipped', () => {
    expect(refusal(block(0x203, fields().u64(1).raw(head(90).u64(1).bytes()).bytes()))).toBe('unknown fd type 90');
  });

  it('may be empty', () => {
    expect(tables(block(0x218, fields().u64(5).bytes())).fdLists).toEqual([{ tid: 5, fds: [] }]);
  });
});

describe('tables', () => {
  it('may be missing altogether', () => {
    expect(tables()).toEqual({ machine: undefined, interfaces: [], users: [], groups: [], threads: [], fdLists: [] });
  });

  it('say in the error where they broke', () => {
    const { error } = readBytes(Buffer.concat([section(), block(0x205, fields().u16(9, 1).bytes()), events(1)]));
    expect(error).toMatchObject({ offset: 28 + 8, events: 0 });
  });
});
