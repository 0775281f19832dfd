import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EventCursor, type FdEntry, FdType, type InitialState, type ThreadEntry } from '../../src/event/index.ts';
import { Block, type CaptureOutput, CaptureReader, CaptureWriter, DumpFlag } from '../../src/scap/index.ts';
import { captureFiles, noCaptures } from '../support/captures.ts';
import { block, event, eventBytes, events, fields, section, someType } from './build.ts';
import { memoryInput, readBytes, readGood } from './memory.ts';

/** Keeps what is written. */
class MemoryOutput implements CaptureOutput {
  readonly path = 'memory';
  readonly parts: Buffer[] = [];
  size = 0;
  append(bytes: Buffer, start: number, end: number): void {
    this.parts.push(Buffer.from(bytes.subarray(start, end)));
    this.size += end - start;
  }
  flush(): void {}
  measure(): void {}
  pressure(): undefined {
    return undefined;
  }
  async close(): Promise<void> {}
}

/** What a writer makes of what it is given. */
async function written(write: (writer: CaptureWriter) => void): Promise<Buffer> {
  const output = new MemoryOutput();
  const writer = new CaptureWriter(output);
  write(writer);
  await writer.close();
  return Buffer.concat(output.parts);
}

/** The block numbers of a capture, in order. */
function numbers(bytes: Buffer): number[] {
  const all: number[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at + 4)) all.push(bytes.readUInt32LE(at));
  return all;
}

/** Reads a capture and writes all of it again. */
async function rewritten(bytes: Buffer): Promise<Buffer> {
  const reader = new CaptureReader(memoryInput(bytes));
  const state = reader.open();
  if (state instanceof Promise) throw new Error('memory needs no Promise');
  return written((writer) => {
    writer.section(state);
    const cursor = new EventCursor();
    for (;;) {
      const batch = reader.next();
      if (batch === undefined || batch instanceof Promise) return;
      if (batch.section !== undefined) writer.section(batch.section);
      while (batch.next(cursor)) writer.event(cursor.bytes, batch.blockStart, batch.blockEnd);
      writer.settle();
    }
  });
}

const nothing: InitialState = { machine: undefined, interfaces: [], users: [], groups: [], threads: [], fdLists: [] };

const thread: ThreadEntry = {
  tid: 11,
  pid: 10,
  ptid: 1,
  sid: 9,
  vpgid: 8,
  comm: 'comm',
  exe: '/exe',
  exepath: '/path/exe',
  args: 'a\0b\0',
  cwd: '/cwd',
  fdLimit: -1,
  flags: 0x80000001,
  uid: 1000,
  gid: 0xffffffff,
  vmSize: 1,
  vmRss: 2,
  vmSwap: 3,
  pfMajor: 4,
  pfMinor: 2 ** 40,
  env: 'A=\xff\0',
  vtid: 5,
  vpid: -1,
  cgroups: 'cpu=/x\0',
  root: '/',
  pidnsInitStart: 1n,
  tty: 34816,
  loginuid: 0xffffffff,
  exeWritable: true,
  capInheritable: 1n,
  capPermitted: 2n ** 40n,
  capEffective: 3n,
  exeUpperLayer: true,
  exeLowerLayer: false,
  exeFromMemfd: false,
  exeInode: 2n ** 63n,
  exeInodeCtime: 5n,
  exeInodeMtime: 6n,
  pgid: 7,
};

const a4 = new Uint8Array([10, 0, 0, 1]);
const a6 = new Uint8Array(16).fill(6);
const fds: FdEntry[] = [
  { fd: 0, inode: 1n, type: FdType.fileV2, name: '/x', openFlags: 0x41, device: 0x801 },
  { fd: 1, inode: 1n, type: FdType.ipv4, name: '', source: a4, destination: a4, sourcePort: 65535, destinationPort: 80, l4proto: 2 },
  { fd: 2, inode: 1n, type: FdType.ipv6, name: '', source: a6, destination: a6, sourcePort: 1, destinationPort: 80, l4proto: 3 },
  { fd: 3, inode: 1n, type: FdType.ipv4Server, name: '', source: a4, sourcePort: 80, l4proto: 2 },
  { fd: 4, inode: 1n, type: FdType.ipv6Server, name: '', source: a6, sourcePort: 80, l4proto: 2 },
  { fd: 5, inode: 1n, type: FdType.unix, name: '/run/x', unixSource: 2n ** 63n, unixPeer: 1n },
  { fd: 6, inode: 1n, type: FdType.directory, name: '/' },
  { fd: 7, inode: 1n, type: FdType.pidfd, name: '[pidfd]' },
];

const full: InitialState = {
  machine: { cpuCount: 2, memorySize: 3n, maxPid: 4n, hostname: 'web', bootTime: 5n, reserved: [6n, 7n, 8n] },
  interfaces: [
    { family: 4, address: a4, netmask: a4, broadcast: a4, linkSpeed: 9n, name: 'eth0' },
    { family: 6, address: a6, netmask: a6, broadcast: a6, linkSpeed: 0n, name: 'eth0' },
  ],
  users: [{ uid: 0, gid: 0, name: 'root', home: '/root', shell: '/bin/sh' }],
  groups: [{ gid: 10, name: 'wheel' }],
  threads: [thread],
  fdLists: [
    { tid: 11, fds },
    { tid: 12, fds: [] },
  ],
};

const writeEvents = (writer: CaptureWriter, bytes: Buffer) => writer.event(bytes, 0, bytes.length);

describe('tables that are written', () => {
  it('are read as they were, newer fields and types of fds included', async () => {
    const bytes = await written((writer) => {
      writer.section(full);
      writeEvents(writer, event());
    });
    expect(readGood(bytes).states).toEqual([full]);
    expect(readGood(bytes).reader.counters.skippedBlocks).toBe(0);
  });

  it('use no blocks but those of sysdig where nothing asks for more', async () => {
    const plain: InitialState = {
      ...full,
      threads: [
        {
          ...thread,
          tty: undefined,
          pgid: undefined,
          pidnsInitStart: undefined,
          exeUpperLayer: undefined,
          exeLowerLayer: undefined,
          exeFromMemfd: undefined,
          exeInode: undefined,
          exeInodeCtime: undefined,
          exeInodeMtime: undefined,
        },
      ],
      fdLists: [{ tid: 11, fds: fds.slice(0, 7) }],
    };
    const bytes = await written((writer) => {
      writer.section(plain);
      writeEvents(writer, event());
    });
    expect(numbers(bytes)).toEqual([
      Block.section,
      Block.machine,
      Block.interfacesV2,
      Block.usersV2,
      Block.threadsV9,
      Block.fdsV2,
      Block.eventV2,
    ]);
  });

  it('tell classic readers a type of fd they know', async () => {
    const bytes = await written((writer) => {
      writer.section({ ...nothing, fdLists: [{ tid: 1, fds: [{ fd: 7, inode: 0n, type: FdType.memfd, name: 'memfd:x' }] }] });
      writeEvents(writer, event());
    });
    const at = bytes.indexOf(fields().u32(Block.fdsV2).bytes());
    const type = bytes.readUInt8(at + 8 + 8 + 4 + 8 + 8);
    expect(type).toBe(FdType.unsupported);
  });

  it('have IPv4 interfaces first', async () => {
    const bytes = await written((writer) => {
      writer.section({ ...full, interfaces: full.interfaces.toReversed() });
      writeEvents(writer, event());
    });
    expect(readGood(bytes).states[0]!.interfaces.map((entry) => entry.family)).toEqual([4, 6]);
  });

  it('cut texts to what sysdig accepts, and lists between their texts', async () => {
    const long = 'x'.repeat(5000);
    const list = `${'y'.repeat(3000)}\0${'z'.repeat(3000)}\0`;
    const bytes = await written((writer) => {
      writer.section({
        ...nothing,
        users: [{ uid: 0, gid: 0, name: long, home: long, shell: long }],
        threads: [{ ...thread, comm: long, cwd: long, args: list, env: long, cgroups: list }],
        fdLists: [{ tid: 1, fds: [{ fd: 1, inode: 0n, type: FdType.file, name: long }] }],
      });
      writeEvents(writer, event());
    });
    const { users, threads, fdLists } = readGood(bytes).states[0]!;
    expect([users[0]!.name.length, users[0]!.home.length, users[0]!.shell.length]).toEqual([255, 255, 255]);
    expect([threads[0]!.comm.length, threads[0]!.cwd.length]).toEqual([1024, 1024]);
    expect([threads[0]!.args.length, threads[0]!.cgroups.length, threads[0]!.env.length]).toEqual([3001, 3001, 4096]);
    expect(fdLists[0]!.fds[0]!.name.length).toBe(1023);
  });
});

describe('events that are written', () => {
  const wrap = (number: number, layout: 'v1' | 'v2' | 'large', flags?: number) => {
    const body = fields().u16(1);
    if (flags !== undefined) body.u32(flags);
    return block(number, body.raw(eventBytes(layout, { type: someType, params: [Buffer.alloc(8, 1)] })).bytes());
  };
  const one = async (bytes: Buffer, flags?: number) => {
    const all = await written((writer) => {
      writer.section(nothing);
      writer.event(bytes, 0, bytes.length, flags);
    });
    const at = all.lastIndexOf(fields().u16(1).bytes(), all.length - 30);
    expect(readBytes(all).error).toBeUndefined();
    expect(at).toBeGreaterThan(0);
    return all.subarray(section().length + block(Block.interfacesV2).length);
  };

  it.each([
    [0x204, wrap(0x204, 'v1')],
    [0x208, wrap(0x208, 'v1', 1)],
    [0x216, wrap(0x216, 'v2')],
    [0x217, wrap(0x217, 'v2', 4)],
    [0x221, wrap(0x221, 'large')],
    [0x222, wrap(0x222, 'large', 4)],
  ])('are copies of their blocks, of whatever version (%i)', async (_number, bytes) => {
    expect(await one(bytes)).toEqual(bytes);
  });

  it('of before the first release get the number that newer readers know', async () => {
    expect(await one(wrap(0x8010abcd, 'v1'))).toEqual(wrap(0x204, 'v1'));
  });

  it('get a flags word, or more flags in the one they have', async () => {
    const flags = DumpFlag.stateOnly;
    expect(await one(wrap(0x204, 'v1'), flags)).toEqual(wrap(0x208, 'v1', 1));
    expect(await one(wrap(0x8010abcd, 'v1'), flags)).toEqual(wrap(0x208, 'v1', 1));
    expect(await one(wrap(0x216, 'v2'), flags)).toEqual(wrap(0x217, 'v2', 1));
    expect(await one(wrap(0x221, 'large'), flags)).toEqual(wrap(0x222, 'large', 1));
    expect(await one(wrap(0x222, 'large', 4), flags)).toEqual(wrap(0x222, 'large', 5));
  });

  it('are counted, and their bytes too before they are copied', async () => {
    const bytes = events(10);
    await written((writer) => {
      writer.section(nothing);
      const { size } = writer;
      const length = bytes.length / 10;
      for (let i = 0; i < 10; i++) writer.event(bytes, i * length, (i + 1) * length);
      expect(writer.events).toBe(10);
      expect(writer.size).toBe(size + bytes.length);
      writer.settle();
      expect(writer.size).toBe(size + bytes.length);
    });
  });

  it('are safe from later changes of the bytes once settled', async () => {
    const bytes = events(2);
    const all = await written((writer) => {
      writer.section(nothing);
      writeEvents(writer, bytes);
      writer.settle();
      bytes.fill(0);
    });
    expect(readGood(all).events).toHaveLength(2);
  });
});

describe('a section that is written', () => {
  it('without events says so, and is not taken for a cut one', async () => {
    const bytes = await written((writer) => writer.section(full));
    expect(numbers(bytes).at(-1)).toBe(Block.noEvents);
    const { error, states, events: seen } = readBytes(bytes);
    expect([error, states.length, seen.length]).toEqual([undefined, 1, 0]);
  });

  it('may follow another', async () => {
    const bytes = await written((writer) => {
      writer.section(full);
      writeEvents(writer, event());
      writer.section(nothing);
      writeEvents(writer, event());
    });
    expect(readGood(bytes).states).toEqual([full, nothing]);
  });
});

describe.skipIf(captureFiles().length === 0)(
  `captures of others (${captureFiles().length === 0 ? noCaptures : 'all that are here'})`,
  () => {
    it.each(captureFiles().map((file) => [file.replace(/.*\//, ''), file] as const))(
      '%s is rewritten without loss',
      async (_name, file) => {
        const stored = readFileSync(file);
        const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
        const before = readBytes(bytes);
        if (before.error !== undefined) return;
        const again = await rewritten(bytes);
        const after = readGood(again);
        expect(after.states).toEqual(before.states);
        expect(after.events).toEqual(before.events);
        // Files of today's layout come out as the very same bytes.
        if (numbers(bytes).includes(Block.threadsV9) && numbers(bytes).includes(Block.usersV2)) expect(again.equals(bytes)).toBe(true);
      },
    );
  },
);
