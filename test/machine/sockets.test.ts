import { describe, expect, it } from 'vitest';
import { FdType, type InterfaceEntry, L4Proto } from '../../src/event/index.ts';
import { event, ipv4Address, ipv4Tuple, ipv6Address, ipv6Tuple, type ParamValue, unixAddress, unixTuple } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { call, reading, socketCall } from './events.ts';
import { Play, threadEntry } from './play.ts';

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_PACKET = 17;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const IPPROTO_ICMP = 1;

const here = '20010db8000000000000000000000001';
const there = '20010db8000000000000000000000002';
const mappedHere = '00000000000000000000ffff0a000005';
const mappedThere = '00000000000000000000ffff08080808';

const eth0: InterfaceEntry = {
  family: 4,
  address: Uint8Array.of(10, 0, 0, 5),
  netmask: Uint8Array.of(255, 255, 255, 0),
  broadcast: Uint8Array.of(10, 0, 0, 255),
  linkSpeed: 0n,
  name: 'eth0',
};
const state = { threads: [threadEntry({ tid: 100 })], interfaces: [eth0] };

function socket(fd: number, family: number, type: number, protocol = 0): MinimalEvent[] {
  return socketCall('SOCKET', [family, type, protocol], [fd]);
}

function connect(fd: number, result: number, tuple: ParamValue, asked?: ParamValue): MinimalEvent[] {
  return socketCall('CONNECT', [fd, asked], [result, tuple]);
}

function sendTo(fd: number, tuple: ParamValue): MinimalEvent[] {
  return socketCall('SENDTO', [fd, 5, tuple], [5, 'hello']);
}

function receiveFrom(fd: number, tuple: ParamValue): MinimalEvent[] {
  return socketCall('RECVFROM', [fd, 5], [5, 'hello', tuple]);
}

describe('a connection made', () => {
  it('is named by its ends, this one first, and this machine is its client', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...connect(3, 0, ipv4Tuple('10.0.0.5', 4000, '8.8.8.8', 443)));
    const fd = play.fd(100, 3);
    expect([fd?.name, fd?.type, fd?.role, fd?.connected]).toEqual(['10.0.0.5:4000->8.8.8.8:443', FdType.ipv4, 'client', true]);
    expect(fd?.tuple).toEqual({
      source: 0x0a000005,
      sourcePort: 4000,
      destination: 0x08080808,
      destinationPort: 443,
      l4proto: L4Proto.tcp,
    });
  });

  it('counts as made while it is under way', () => {
    const play = new Play(state);
    const EINPROGRESS = 115;
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...connect(3, -EINPROGRESS, ipv4Tuple('10.0.0.5', 4000, '8.8.8.8', 443)));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.connected]).toEqual(['10.0.0.5:4000->8.8.8.8:443', true]);
  });

  it('is none when refused', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...connect(3, -111, ipv4Tuple('10.0.0.5', 4000, '8.8.8.8', 443)));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.connected]).toEqual(['', undefined]);
  });

  it('goes where it was asked to, not where the memory of the process points afterwards', () => {
    const play = new Play(state);
    const swapped = ipv4Tuple('10.0.0.5', 4000, '7.7.7.7', 80);
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...connect(3, 0, swapped, ipv4Address('8.8.8.8', 443)));
    expect(play.fd(100, 3)?.name).toBe('10.0.0.5:4000->8.8.8.8:443');
  });

  it('over IPv6 has IPv6 ends', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET6, SOCK_STREAM), ...connect(3, 0, ipv6Tuple(here, 1, there, 2)));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.type]).toEqual(['2001:db8::1:1->2001:db8::2:2', FdType.ipv6]);
  });

  it('of an IPv6 socket to an IPv4 address has IPv4 ends; its protocol is lost unless the machine mends', () => {
    const events = [...socket(3, AF_INET6, SOCK_STREAM), ...connect(3, 0, ipv6Tuple(mappedHere, 1, mappedThere, 2))];
    const mending = new Play(state, { mends: true });
    mending.play(...events);
    expect([mending.fd(100, 3)?.name, mending.fd(100, 3)?.tuple?.l4proto]).toEqual(['10.0.0.5:1->8.8.8.8:2', L4Proto.tcp]);
    const plain = new Play(state);
    plain.play(...events);
    expect([plain.fd(100, 3)?.name, plain.fd(100, 3)?.type]).toEqual(['<unknown>', FdType.ipv4]);
  });

  it('between unix sockets is named by their addresses in the kernel and the path', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_UNIX, SOCK_STREAM), ...connect(3, 0, unixTuple(0xaan, 0xbbn, '/run/\x02sock')));
    const fd = play.fd(100, 3);
    expect([fd?.name, fd?.unixSource, fd?.unixPeer]).toEqual(['aa->bb /run/sock', 0xaan, 0xbbn]);
  });

  it('without ports is named without', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_DGRAM, IPPROTO_ICMP), ...sendTo(3, ipv4Tuple('10.0.0.5', 0, '8.8.8.8', 0)));
    play.play(...socket(4, AF_INET, SOCK_RAW, IPPROTO_ICMP), ...sendTo(4, ipv4Tuple('10.0.0.5', 0, '8.8.8.8', 0)));
    expect([play.fd(100, 3)?.name, play.fd(100, 4)?.name]).toEqual(['10.0.0.5->8.8.8.8', '10.0.0.5->8.8.8.8']);
    expect([play.fd(100, 3)?.tuple?.l4proto, play.fd(100, 4)?.tuple?.l4proto]).toEqual([L4Proto.icmp, L4Proto.raw]);
  });
});

describe('a connection accepted', () => {
  it('is named client first, and this machine is its server', () => {
    const play = new Play(state);
    const { fdNumber } = play.play(...socketCall('ACCEPT_5', [], [7, ipv4Tuple('1.2.3.4', 99, '10.0.0.5', 80), 0, 0, 0]));
    const fd = play.fd(100, 7);
    expect([fdNumber, fd?.name, fd?.role, fd?.connected]).toEqual([7, '1.2.3.4:99->10.0.0.5:80', 'server', true]);
    expect(fd?.tuple?.l4proto).toBe(L4Proto.tcp);
  });

  it.each(['ACCEPT', 'ACCEPT4', 'ACCEPT4_5', 'ACCEPT4_6'])('by %s is the same', (name) => {
    const play = new Play(state);
    play.play(event(`PPME_SOCKET_${name}_X`, [7, ipv6Tuple(mappedThere, 99, mappedHere, 80), 0]));
    expect([play.fd(100, 7)?.name, play.fd(100, 7)?.type]).toEqual(['8.8.8.8:99->10.0.0.5:80', FdType.ipv4]);
  });

  it('is none when the call failed', () => {
    const play = new Play(state);
    play.play(...socketCall('ACCEPT_5', [], [-11, undefined, 0, 0, 0]));
    expect(play.thread(100).fds.size).toBe(0);
  });
});

describe('a socket bound', () => {
  it('to a port waits there', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...socketCall('BIND', [3], [0, ipv4Address('0.0.0.0', 8080)]));
    const fd = play.fd(100, 3);
    expect([fd?.name, fd?.type, fd?.role, fd?.tuple?.sourcePort]).toEqual(['0.0.0.0:8080', FdType.ipv4Server, 'server', 8080]);
  });

  it('to no port only has a name', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...socketCall('BIND', [3], [0, ipv4Address('10.0.0.5', 0)]));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.type]).toEqual(['10.0.0.5:0', FdType.ipv4]);
  });

  it('to an IPv6 address keeps its text, also where both families are meant', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET6, SOCK_STREAM), ...socketCall('BIND', [3], [0, ipv6Address(here, 81)]));
    play.play(...socket(4, AF_INET6, SOCK_STREAM), ...socketCall('BIND', [4], [0, ipv6Address('0'.repeat(32), 82)]));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.type]).toEqual(['2001:db8::1:81', FdType.ipv6Server]);
    expect([play.fd(100, 4)?.name, play.fd(100, 4)?.type]).toEqual([':::82', FdType.ipv4Server]);
  });

  it('to a path is named by it', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_UNIX, SOCK_STREAM), ...socketCall('BIND', [3], [0, unixAddress('/run/server')]));
    expect(play.fd(100, 3)?.name).toBe('/run/server');
  });
});

describe('a datagram socket', () => {
  const query = ipv4Tuple('0.0.0.0', 0, '8.8.8.8', 53);

  it('is named by whom it talks to, an address that is not given being the one this machine would use', () => {
    const play = new Play(state);
    const { fdNameChanged } = play.play(...socket(3, AF_INET, SOCK_DGRAM), ...sendTo(3, query));
    const fd = play.fd(100, 3);
    expect([fd?.name, fd?.role, fd?.tuple?.l4proto, fdNameChanged]).toEqual(['10.0.0.5:0->8.8.8.8:53', 'client', L4Proto.udp, true]);
  });

  it('that nobody saw being made is taken for one of UDP', () => {
    const play = new Play(state);
    play.play(...sendTo(33, query));
    expect([play.fd(100, 33)?.name, play.fd(100, 33)?.type]).toEqual(['10.0.0.5:0->8.8.8.8:53', FdType.ipv4]);
  });

  it('that receives first serves', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_DGRAM), ...receiveFrom(3, ipv4Tuple('1.2.3.4', 4000, '10.0.0.5', 53)));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.role]).toEqual(['1.2.3.4:4000->10.0.0.5:53', 'server']);
  });

  it('is named by its last peer, client first, when the machine mends', () => {
    const play = new Play(state, { mends: true });
    play.play(...socket(4, AF_INET, SOCK_DGRAM), ...socketCall('BIND', [4], [0, ipv4Address('10.0.0.5', 53)]));
    const names = [
      ...[...receiveFrom(4, ipv4Tuple('1.2.3.4', 4000, '10.0.0.5', 53))],
      ...[...sendTo(4, ipv4Tuple('10.0.0.5', 53, '1.2.3.4', 4000))],
      ...[...receiveFrom(4, ipv4Tuple('5.6.7.8', 4001, '10.0.0.5', 53))],
    ].map((made) => play.play(made).fd?.name);
    expect(names.filter((_, i) => i % 2 === 1)).toEqual([
      '1.2.3.4:4000->10.0.0.5:53',
      '1.2.3.4:4000->10.0.0.5:53',
      '5.6.7.8:4001->10.0.0.5:53',
    ]);
  });

  it('keeps the first peer as sysdig does, and shows the port it waits at as an address', () => {
    const play = new Play(state);
    play.play(...socket(4, AF_INET, SOCK_DGRAM), ...socketCall('BIND', [4], [0, ipv4Address('0.0.0.0', 53)]));
    play.play(...receiveFrom(4, ipv4Tuple('10.0.0.9', 4000, '0.0.0.0', 53)));
    expect(play.fd(100, 4)?.name).toBe('10.0.0.9:4000->53.0.3.0:53');
  });

  it('with messages says the same as one without', () => {
    const play = new Play(state);
    const toThere = ipv6Tuple(here, 4000, there, 53);
    play.play(...socket(3, AF_INET6, SOCK_DGRAM), ...socketCall('SENDMSG', [3, 5, toThere], [5, 'hello']));
    expect(play.fd(100, 3)?.name).toBe('2001:db8::1:4000->2001:db8::2:53');
    play.play(...socket(4, AF_INET6, SOCK_DGRAM), ...socketCall('RECVMSG', [4], [5, 5, 'hello', toThere]));
    expect(play.fd(100, 4)?.name).toMatch(/2001:db8::2:53/);
  });

  it('of TCP keeps its name whatever a message says', () => {
    const play = new Play(state);
    play.play(...socket(3, AF_INET, SOCK_STREAM), ...connect(3, 0, ipv4Tuple('10.0.0.5', 4000, '8.8.8.8', 443)));
    play.play(...sendTo(3, ipv4Tuple('9.9.9.9', 1, '7.7.7.7', 2)));
    expect(play.fd(100, 3)?.name).toBe('10.0.0.5:4000->8.8.8.8:443');
  });
});

it('a socket that carries data counts as connected', () => {
  const play = new Play(state);
  play.play(...socket(3, AF_INET, SOCK_STREAM));
  expect(play.fd(100, 3)?.connected).toBeUndefined();
  play.play(...call('WRITE', [3, 5], [5, 'hello']));
  expect(play.fd(100, 3)?.connected).toBe(true);
});

it('a socket of a family nothing more is known of is an fd all the same', () => {
  const play = new Play(state);
  play.play(...socket(3, AF_PACKET, SOCK_RAW));
  expect([play.play(reading(3)).fd?.type, play.fd(100, 3)?.name]).toEqual([0, '']);
});

it('asking a socket for an option is about that socket', () => {
  const play = new Play(state);
  play.play(...socket(3, AF_INET, SOCK_STREAM));
  const { fdNumber, fd } = play.play(...socketCall('GETSOCKOPT', [], [0, 3, 1, 4, undefined, 4]));
  expect([fdNumber, fd?.type]).toEqual([3, FdType.ipv4]);
});

it('an address is local where an interface has it, or the container of the thread', () => {
  const cgroups = `cpu=/docker/${'a1'.repeat(32)}\0`;
  const play = new Play({ ...state, threads: [...state.threads, threadEntry({ tid: 200, cgroups })] });
  play.play(event('PPME_CONTAINER_JSON_E', ['{"container":{"id":"a1a1a1a1a1a1","ip":"172.17.0.2"}}']));
  const { machine } = play;
  expect(machine.isLocalAddress(0x0a000005, play.thread(100))).toBe(true);
  expect(machine.isLocalAddress(0x08080808, play.thread(100))).toBe(false);
  expect(machine.isLocalAddress(0xac110002, play.thread(200))).toBe(true);
  expect(machine.isLocalAddress(0xac110002, play.thread(100))).toBe(false);
});
