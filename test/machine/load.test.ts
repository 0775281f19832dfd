import { describe, expect, it } from 'vitest';
import { type FdEntry, FdType, L4Proto } from '../../src/event/index.ts';
import { Play, threadEntry } from './play.ts';

const asThread = (1 << 13) | (1 << 0);

function fd(number: number, type: number, name: string, more: Partial<FdEntry> = {}): FdEntry {
  return { fd: number, inode: 0n, type, name, ...more };
}

function connection(number: number, sourcePort: number, destinationPort: number): FdEntry {
  const source = Uint8Array.of(10, 0, 0, 5);
  const destination = Uint8Array.of(8, 8, 8, 8);
  return fd(number, FdType.ipv4, '', { source, destination, sourcePort, destinationPort, l4proto: L4Proto.tcp });
}

describe('what was there at the start', () => {
  it('are threads with their directory, arguments and environment', () => {
    const play = new Play({ threads: [threadEntry({ tid: 100, cwd: '/home/u', args: 'a\0\0b\0', env: 'X=1\0Y=2\0\0\0' })] });
    const { cwd, args, env } = play.thread(100);
    expect([cwd, args, env]).toEqual(['/home/u/', ['a', '', 'b'], ['X=1', 'Y=2']]);
  });

  it('are threads of one process sharing its fds, whoever comes first in the list', () => {
    const threads = [threadEntry({ tid: 101, pid: 100, flags: asThread }), threadEntry({ tid: 100 })];
    const play = new Play({ threads, fdLists: [{ tid: 100, fds: [fd(3, FdType.fileV2, '/x')] }] });
    expect([play.fd(101, 3)?.name, play.thread(100).childCount, play.thread(101).cwd]).toEqual(['/x', 1, '/']);
  });

  it('are connections: client first where somebody on this machine listens at their port', () => {
    const listener = fd(3, FdType.ipv4Server, '', { source: Uint8Array.of(0, 0, 0, 0), sourcePort: 80, l4proto: L4Proto.tcp });
    const play = new Play({
      threads: [threadEntry({ tid: 100 }), threadEntry({ tid: 200 })],
      fdLists: [
        { tid: 100, fds: [connection(4, 80, 4444), connection(5, 5555, 443)] },
        { tid: 200, fds: [listener] },
      ],
    });
    expect([play.fd(100, 4)?.name, play.fd(100, 4)?.role]).toEqual(['8.8.8.8:4444->10.0.0.5:80', 'server']);
    expect([play.fd(100, 5)?.name, play.fd(100, 5)?.role]).toEqual(['10.0.0.5:5555->8.8.8.8:443', 'client']);
    expect([play.fd(200, 3)?.name, play.fd(100, 4)?.connected]).toEqual(['0.0.0.0:80', true]);
  });

  it('are connections over IPv6, with IPv4 ends where both are in IPv6 clothes', () => {
    const mapped = (last: number) => Buffer.from(`00000000000000000000ffff0a0000${last.toString(16).padStart(2, '0')}`, 'hex');
    const true6 = Buffer.from('20010db8000000000000000000000001', 'hex');
    const both = (source: Uint8Array, destination: Uint8Array) => ({
      source,
      destination,
      sourcePort: 1,
      destinationPort: 2,
      l4proto: L4Proto.udp,
    });
    const fds = [fd(3, FdType.ipv6, '', both(mapped(5), mapped(6))), fd(4, FdType.ipv6, '', both(true6, true6))];
    const play = new Play({ threads: [threadEntry({ tid: 100 })], fdLists: [{ tid: 100, fds }] });
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.type]).toEqual(['10.0.0.5:1->10.0.0.6:2', FdType.ipv4]);
    expect([play.fd(100, 4)?.name, play.fd(100, 4)?.connected]).toEqual(['2001:db8::1:1->2001:db8::1:2', undefined]);
  });

  it('are unix sockets, those with a path serving', () => {
    const fds = [
      fd(3, FdType.unix, '/run/docker.sock\n', { unixSource: 1n, unixPeer: 2n }),
      fd(4, FdType.unix, '', { unixSource: 2n, unixPeer: 1n }),
    ];
    const play = new Play({ threads: [threadEntry({ tid: 100 })], fdLists: [{ tid: 100, fds }] });
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.role, play.fd(100, 4)?.role]).toEqual(['/run/docker.sock', 'server', 'client']);
  });

  it('are fds of all kinds; those of kinds nobody knows are left out, and so are those of threads nobody knows', () => {
    const fds = [fd(3, FdType.pidfd, 'anon'), fd(4, 99, 'x')];
    const play = new Play({
      threads: [threadEntry({ tid: 100 })],
      fdLists: [
        { tid: 100, fds },
        { tid: 5, fds },
      ],
    });
    expect([...play.thread(100).fds.keys()]).toEqual([3]);
    expect(play.machine.threads.has(5)).toBe(false);
  });
});

it('a further section in a capture begins anew', () => {
  const play = new Play({ threads: [threadEntry({ tid: 100 })], users: [{ uid: 5, gid: 5, name: 'u', home: '', shell: '' }] });
  play.machine.load({ machine: undefined, interfaces: [], users: [], groups: [], threads: [threadEntry({ tid: 7 })], fdLists: [] });
  expect([[...play.machine.threads.keys()], play.machine.users.get(5)]).toEqual([[7], undefined]);
});
