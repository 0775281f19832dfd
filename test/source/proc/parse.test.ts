import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FdType, L4Proto } from '../../../src/event/index.ts';
import { parseCgroups } from '../../../src/source/proc/cgroups.ts';
import { addressBytes } from '../../../src/source/proc/interfaces.ts';
import { deviceNumber, scanMounts } from '../../../src/source/proc/mounts.ts';
import { scanSockets } from '../../../src/source/proc/sockets.ts';
import { parseStat, parseStatus } from '../../../src/source/proc/status.ts';
import { scanGroups, scanUsers } from '../../../src/source/proc/users.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdig-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(path: string, text: string): void {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text, 'latin1');
}

describe('the status of a process', () => {
  const status = `Name:\tweb server
Umask:\t0022
State:\tS (sleeping)
Tgid:\t1200
Ngid:\t0
Pid:\t1201
PPid:\t17
Uid:\t1000\t1001\t1002\t1003
Gid:\t50\t51\t52\t53
NStgid:\t1200\t7
NSpid:\t1201\t8
NSpgid:\t1200\t7
NSsid:\t1100\t1
VmSize:\t   10240 kB
VmRSS:\t    2048 kB
VmSwap:\t      16 kB
Threads:\t4
CapInh:\t0000000000000000
CapPrm:\t000001ffffffffff
CapEff:\t0000000000000400
`;

  test('gives effective ids and the ids of the innermost pid namespace', () => {
    expect(parseStatus(status)).toEqual({
      name: 'web server',
      pid: 1200,
      parent: 17,
      uid: 1001,
      gid: 51,
      threads: 4,
      vtid: 8,
      vpid: 7,
      vpgid: 7,
      vmSize: 10240,
      vmRss: 2048,
      vmSwap: 16,
      capInheritable: 0n,
      capPermitted: 0x1ffffffffffn,
      capEffective: 0x400n,
    });
  });

  test('of a kernel thread has no memory, and of an old kernel no ids of namespaces', () => {
    const found = parseStatus('Name:\tkworker/0:1\nTgid:\t12\nPid:\t12\nPPid:\t2\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nThreads:\t1\n');
    expect(found).toMatchObject({ name: 'kworker/0:1', vmSize: 0, vtid: 12, vpid: 12 });
  });

  test('has control characters of the name back', () => {
    expect(parseStatus('Name:\ta\\nb\\\\c\\011d\nTgid:\t1\nPid:\t1\n').name).toBe('a\nb\\c\td');
  });
});

test('a stat line is read behind a name that holds anything', () => {
  const line = '77 (evil) R 1 (name)) S 5 66 55 34817 66 4194560 900 0 12 0 3 4 0 0 20 0 1 0 99\n';
  expect(parseStat(line)).toEqual({ pgid: 66, sid: 55, tty: 34817, minorFaults: 900, majorFaults: 12 });
});

describe('cgroups', () => {
  test('of several hierarchies are told apart by controller', () => {
    expect(parseCgroups('9:name=systemd:/\n4:cpu,cpuacct:/docker/abc\n3:memory:/docker/abc\n0::/\n')).toBe(
      'name=systemd=/\0cpu=/docker/abc\0cpuacct=/docker/abc\0memory=/docker/abc\0',
    );
  });

  test('of the unified hierarchy alone stand for each controller', () => {
    expect(parseCgroups('0::/user.slice/a:b\n')).toBe(
      ['cpuset', 'cpu', 'cpuacct', 'io', 'memory'].map((name) => `${name}=/user.slice/a:b\0`).join(''),
    );
  });
});

describe('sockets of a network namespace', () => {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
  file(
    'net/tcp',
    `${head}   0: 0100007F:46A0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 100 1 0 100 0 0 10 0\n   1: 0100007F:46A0 0200000A:C350 01 00000000:00000000 00:00000000 00000000     0        0 101 1 0 20 4 30 10 -1\n`,
  );
  file('net/udp', `${head}  5: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 102 2 0 0\n`);
  file(
    'net/tcp6',
    `${head}   0: 00000000000000000000000001000000:1F90 B80D01200000000000000000FE000000:01BB 01 0:0 00:0 0     0        0 103 1 0 20 4 30 10 -1\n`,
  );
  file(
    'net/unix',
    'Num       RefCount Protocol Flags    Type St Inode Path\n00000000abcd1234: 00000002 00000000 00010000 0001 01   104 /run/a b.sock\n00000000abcd5678: 00000003 00000000 00000000 0001 03   105\n00000000abcd9abc: 00000002 00000000 00010000 0001 01   106 @abstract\n',
  );
  file(
    'net/netlink',
    'sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n0000000000000000 0   0          00000000 0        0        0     2        0        107\n',
  );
  const sockets = scanSockets(join(folder, 'net'));

  test('that listen have one end', () => {
    expect(sockets.get(100)).toEqual({
      type: FdType.ipv4Server,
      name: '',
      source: Uint8Array.of(127, 0, 0, 1),
      sourcePort: 18080,
      l4proto: L4Proto.tcp,
    });
    expect(sockets.get(102)).toMatchObject({ type: FdType.ipv4Server, sourcePort: 53, l4proto: L4Proto.udp });
  });

  test('that are connected have two, addresses in network order', () => {
    expect(sockets.get(101)).toMatchObject({ type: FdType.ipv4, destination: Uint8Array.of(10, 0, 0, 2), destinationPort: 50000 });
    const six = sockets.get(103)!;
    expect(six).toMatchObject({ type: FdType.ipv6, sourcePort: 8080, destinationPort: 443 });
    expect(Buffer.from(six.source!).toString('hex')).toBe('00000000000000000000000000000001');
    expect(Buffer.from(six.destination!).toString('hex')).toBe('20010db80000000000000000000000fe');
  });

  test('of the machine itself have the path they are bound to, if any', () => {
    expect(sockets.get(104)).toEqual({ type: FdType.unix, name: '/run/a b.sock', unixSource: 0xabcd1234n, unixPeer: 0n });
    expect(sockets.get(105)).toMatchObject({ name: '' });
    expect(sockets.get(106)).toMatchObject({ name: '@abstract' });
    expect(sockets.get(107)).toEqual({ type: FdType.netlink, name: '' });
  });

  test('are none where the tables cannot be read', () => {
    expect(scanSockets(join(folder, 'nowhere')).size).toBe(0);
  });
});

test('mounts give devices as stat does', () => {
  file('mountinfo', '24 30 0:6 / /dev rw,nosuid shared:2 - devtmpfs dev rw\n27 1 254:0 / / rw - ext4 /dev/vda rw\nrubbish\n');
  expect([...scanMounts(join(folder, 'mountinfo'))]).toEqual([
    [24, 6],
    [27, 0xfe00],
  ]);
  expect(deviceNumber(8, 0x12345)).toBe(0x12300845);
});

test('users and groups are read, broken lines left out', () => {
  file('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n+nis\nj\xfcrgen:x:1000:100::/home/j:/bin/zsh\nbad:x:y:0::/:/\n');
  file('etc/group', 'root:x:0:\nusers:x:100:a,b\nbad:x:-:\n');
  expect(scanUsers(join(folder, 'etc'))).toEqual([
    { uid: 0, gid: 0, name: 'root', home: '/root', shell: '/bin/sh' },
    { uid: 1000, gid: 100, name: 'j\xfcrgen', home: '/home/j', shell: '/bin/zsh' },
  ]);
  expect(scanGroups(join(folder, 'etc'))).toEqual([
    { gid: 0, name: 'root' },
    { gid: 100, name: 'users' },
  ]);
});

test('addresses as text become their bytes', () => {
  const hex = (text: string): string => Buffer.from(addressBytes(text)).toString('hex');
  expect(hex('192.0.2.7')).toBe('c0000207');
  expect(hex('::')).toBe('0'.repeat(32));
  expect(hex('::1')).toBe(`${'0'.repeat(31)}1`);
  expect(hex('fe80::1:2%eth0')).toBe('fe800000000000000000000000010002');
  expect(hex('2001:db8:1:2:3:4:5:6')).toBe('20010db8000100020003000400050006');
  expect(hex('::ffff:192.0.2.7')).toBe('00000000000000000000ffffc0000207');
});
