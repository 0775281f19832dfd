import { describe, expect, it } from 'vitest';
import { event, ipv4Address, ipv4Tuple, ipv6Address, ipv6Tuple, type ParamValue, unixTuple } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';
import { call, cloneExit, close, execve, idle, open, reading, socketCall } from './events.ts';
import { Play } from './play.ts';
import { format, line } from './sysdig-line.ts';

const CLONE_THREAD = 1 << 13;
const mappedHere = '00000000000000000000ffff0a000005';
const mappedThere = '00000000000000000000ffff08080808';
const here = '20010db8000000000000000000000001';
const there = '20010db8000000000000000000000002';

function socket(fd: number, family: number, type: number, protocol = 0): MinimalEvent[] {
  return socketCall('SOCKET', [family, type, protocol], [fd]);
}
function bind(fd: number, address: ParamValue): MinimalEvent[] {
  return socketCall('BIND', [fd], [0, address]);
}
function connect(fd: number, tuple: ParamValue, asked?: ParamValue): MinimalEvent[] {
  return socketCall('CONNECT', [fd, asked], [0, tuple]);
}
function sendTo(fd: number, tuple: ParamValue): MinimalEvent[] {
  return socketCall('SENDTO', [fd, 5, tuple], [5, 'hello']);
}
function receiveFrom(fd: number, tuple: ParamValue): MinimalEvent[] {
  return socketCall('RECVFROM', [fd, 5], [5, 'hello', tuple]);
}

const stories: Record<string, readonly MinimalEvent[]> = {
  'names of files': ['/a//b/../c/./d/', 'rel', '../..', '.', '', '/', '//', '/caf\xe9', '/..', '.hidden', 'a'.repeat(1000)].flatMap(
    (name, i) => open(3 + i, name),
  ),
  'files relative to directories': [
    ...open(3, '/dir'),
    ...call('OPENAT_2', [], [4, 3, 'below', 1, 0, 0]),
    ...call('OPENAT_2', [], [-13, 3, 'denied', 1, 0, 0]),
    ...call('OPENAT', [3, 'old', 1, 0], [5]),
    ...call('OPENAT', [99, 'lost', 1, 0], [6]),
    ...call('FCHDIR', [3], [0]),
    ...open(7, 'here'),
  ],
  'what was asked for against what came of it': [
    ...call('OPEN', ['/asked', 2, 0], [3, '/swapped', 1, 0, 0]),
    ...call('OPEN', ['<NA>', 2, 0], [4, '/used', 1, 0, 0]),
    ...socket(5, 2, 1),
    ...connect(5, ipv4Tuple('10.0.0.5', 1, '7.7.7.7', 2), ipv4Address('8.8.8.8', 3)),
    reading(5),
  ],
  'fds closed while others open them': [
    ...open(3, '/one'),
    event('PPME_SYSCALL_CLOSE_E', [3]),
    ...open(3, '/two', { tid: 101 }),
    event('PPME_SYSCALL_CLOSE_X', [0]),
    reading(3),
    ...close(3),
    reading(3),
  ],
  'children of threads that nobody told of': [
    ...open(3, '/before', { tid: 200 }),
    reading(3, { tid: 200 }),
    event('PPME_SYSCALL_CLONE_20_E', [], { tid: 200, time: 1_600_000_000_000_005_000n }),
    cloneExit(201, { tid: 200, ptid: 150, comm: 'kid', time: 1_600_000_000_000_009_000n }),
    reading(3, { tid: 200 }),
    cloneExit(0, { tid: 201, ptid: 200, comm: 'kid', time: 1_600_000_000_000_009_500n }),
    reading(3, { tid: 201 }),
    ...open(4, '/after', { tid: 200 }),
    cloneExit(202, { tid: 200, ptid: 150, comm: 'kid' }),
    reading(4, { tid: 200 }),
    ...execve('/bin/next', { tid: 200 }),
    reading(4, { tid: 200 }),
    ...open(3, '/of the parent', { tid: 300 }),
    reading(3, { tid: 300 }),
    cloneExit(0, { tid: 301, ptid: 300, comm: 'kid' }),
    reading(3, { tid: 300 }),
    reading(3, { tid: 301 }),
    ...open(3, '/of a thread', { tid: 400 }),
    cloneExit(401, { tid: 400, pid: 400, ptid: 150, comm: 'kid', flags: CLONE_THREAD }),
    reading(3, { tid: 400 }),
    reading(3, { tid: 401 }),
  ],
  duplicates: [
    ...open(3, '/x'),
    ...call('DUP', [3], [0]),
    ...call('FCNTL', [0, 1], [9]),
    ...close(3),
    reading(9),
    ...call('DUP', [77], [8]),
    reading(8),
  ],
  'exits without enters': [
    ...open(3, '/x'),
    event('PPME_SYSCALL_CLOSE_X', [0]),
    reading(3),
    event('PPME_SYSCALL_WRITE_X', [5, 'hello']),
    event('PPME_SYSCALL_READ_X', [5, 'hello']),
    event('PPME_SYSCALL_READ_X', [5, 'hello'], { tid: 7 }),
  ],
  'a UDP client': [
    ...socket(3, 2, 2),
    ...sendTo(3, ipv4Tuple('0.0.0.0', 0, '8.8.8.8', 53)),
    ...receiveFrom(3, ipv4Tuple('8.8.8.8', 53, '10.0.0.5', 4000)),
    ...sendTo(3, ipv4Tuple('10.0.0.5', 4000, '9.9.9.9', 53)),
    ...receiveFrom(3, ipv4Tuple('9.9.9.9', 53, '10.0.0.5', 4000)),
  ],
  'a UDP server': [
    ...socket(3, 2, 2),
    ...bind(3, ipv4Address('0.0.0.0', 53)),
    ...receiveFrom(3, ipv4Tuple('10.0.0.9', 4000, '0.0.0.0', 53)),
    ...sendTo(3, ipv4Tuple('10.0.0.5', 53, '10.0.0.9', 4000)),
    ...receiveFrom(3, ipv4Tuple('10.0.0.8', 4001, '10.0.0.5', 53)),
  ],
  'IPv6, and IPv4 in its clothes': [
    ...socket(3, 10, 1),
    ...connect(3, ipv6Tuple(mappedHere, 1, mappedThere, 2)),
    ...socket(4, 10, 2),
    ...bind(4, ipv6Address('0'.repeat(32), 54)),
    ...receiveFrom(4, ipv6Tuple(mappedThere, 1, mappedHere, 54)),
    ...socket(5, 10, 2),
    ...bind(5, ipv6Address(here, 55)),
    ...receiveFrom(5, ipv6Tuple(there, 1, here, 55)),
    ...socket(6, 10, 2),
    ...sendTo(6, ipv6Tuple(here, 1, there, 53)),
    ...receiveFrom(6, ipv6Tuple(there, 53, here, 1)),
  ],
  'an IPv6 socket that is connected to no address, as getaddrinfo does': [
    ...socket(3, 10, 2),
    ...connect(3, ipv6Tuple(here, 1, '0'.repeat(32), 8765), ipv6Address('0'.repeat(32), 8765)),
    reading(3),
    ...connect(3, undefined, ipv4Address('0.0.0.0', 8765)),
    reading(3),
    ...close(3),
  ],
  'sockets of other kinds': [
    ...socket(3, 2, 3, 1),
    ...sendTo(3, ipv4Tuple('10.0.0.5', 0, '8.8.8.8', 0)),
    ...socket(4, 2, 5, 132),
    ...connect(4, ipv4Tuple('10.0.0.5', 1, '8.8.8.8', 2)),
    ...socket(5, 1, 1),
    ...connect(5, unixTuple(0xaan, 0xbbn, '/run/x')),
    ...socket(6, 16, 3),
    ...socket(7, 17, 3),
    reading(7),
    ...connect(7, Uint8Array.of(200, 1), Uint8Array.of(200, 1)),
    reading(7),
    ...call('BPF', [5], [Uint8Array.of(0, 7, 0, 0, 0, 0, 0, 0, 0)]),
    reading(7),
    ...call('USERFAULTFD', [], [8]),
    reading(8),
  ],
  'opens that say other things in their enters and exits': [
    ...open(3, '/dir'),
    ...call('OPENAT2', [3, './a', 1, 0, 0], [4, 3, './b', 1, 0, 0]),
    ...call('OPENAT2', [99, './a', 1, 0, 0], [5, 99, './b', 1, 0, 0]),
    ...call('OPENAT2', [3, '', 1, 0, 0], [6, 3, './b', 1, 0, 0]),
    reading(3),
    event('PPME_SYSCALL_OPENAT2_X', [-2, 99, 'c', 1, 0, 0]),
  ],
  'births and deaths': [
    ...execve('/bin/sh', { comm: 'sh' }),
    cloneExit(400, { comm: 'kid' }),
    cloneExit(0, { tid: 400, ptid: 100, comm: 'late' }),
    idle({ tid: 400 }),
    cloneExit(401, { flags: CLONE_THREAD | 1 }),
    ...open(3, 'shared', { tid: 401 }),
    reading(3),
    cloneExit(0, { tid: 500, ptid: 499, comm: 'orphan' }),
    idle({ tid: 499 }),
    cloneExit(0, { tid: 601, pid: 600, ptid: 1, flags: CLONE_THREAD | 1, comm: 'thread' }),
    idle({ tid: 600 }),
    event('PPME_PROCEXIT_1_E', [0]),
    idle({ tid: 401 }),
    idle(),
    event('PPME_PROCEXIT_1_E', [0], { tid: 401 }),
    event('PPME_PROCEXIT_1_E', [0], { tid: 400 }),
    idle({ tid: 400 }),
    cloneExit(700, { tid: 888, pid: 888, comm: 'of a stranger' }),
    idle({ tid: 700 }),
    idle({ tid: 888 }),
  ],
};

describe.runIf(hasSysdig)(`strange stories are understood as by sysdig (${noSysdig} otherwise)`, () => {
  it.each(Object.entries(stories))('%s', (_name, events) => {
    const want = sysdigOn(events, '-p', format);
    const play = new Play();
    const got = events.map((made, i) => line(play.play(made), want[i] ?? ''));
    expect(got).toEqual(want);
  });
});
