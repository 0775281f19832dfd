import { closeSync, mkdirSync, mkdtempSync, openSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FdType, fileFlags, fromKernel } from '../../../src/event/index.ts';
import { scanProc } from '../../../src/source/proc/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdig-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A `/proc` made of files and links; a text that begins with `->` is a link. */
function makeProc(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(folder, 'proc-'));
  for (const [path, text] of Object.entries(files)) {
    const full = join(root, path);
    mkdirSync(join(full, '..'), { recursive: true });
    if (text.startsWith('->')) symlinkSync(text.slice(2), full);
    else writeFileSync(full, text, 'latin1');
  }
  return root;
}

const status = (name: string, pid: number, tid: number, threads: number): string =>
  `Name:\t${name}\nTgid:\t${pid}\nPid:\t${tid}\nPPid:\t1\nUid:\t5\t6\t7\t8\nGid:\t5\t6\t7\t8\nVmSize:\t 100 kB\nThreads:\t${threads}\n`;

describe('a scan', () => {
  const proc = makeProc({
    stat: 'cpu 1 2 3\nbtime 1700000000\n',
    'sys/kernel/pid_max': '4194304\n',
    '10/status': status('server', 10, 10, 2),
    '10/stat': '10 (server) S 1 9 8 0 0 0 11 0 22 0\n',
    '10/cmdline': '/usr/bin/server\0-p\x0080\0',
    '10/environ': 'A=1\0B=2\0',
    '10/cgroup': '3:memory:/docker/abc\n',
    '10/limits':
      'Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n',
    '10/loginuid': '1000',
    '10/cwd': '->/srv',
    '10/root': '->/',
    '10/exe': '->/usr/bin/server',
    '10/task/10/status': status('server', 10, 10, 2),
    '10/task/11/status': status('worker', 10, 11, 2),
    '10/fd/0': '->/dev/null',
    '10/fdinfo/0': 'pos:\t0\nflags:\t0100002\nmnt_id:\t24\nino:\t3\n',
    '10/fd/1': '->pipe:[55]',
    '10/fd/2': '->socket:[101]',
    '10/fd/3': '->socket:[999]',
    '10/fd/4': '->anon_inode:[eventpoll]',
    '10/fd/5': '->/srv',
    '10/fdinfo/5': 'pos:\t0\nflags:\t0200000\nmnt_id:\t24\nino:\t9\n',
    '10/fd/6': '->/memfd:secret (deleted)',
    '10/fdinfo/6': 'flags:\t0100002\nino:\t4\n',
    '10/ns/net': '->net:[1]',
    '10/ns/mnt': '->mnt:[1]',
    '10/mountinfo': '24 30 0:6 / /dev rw - devtmpfs dev rw\n',
    '10/net/tcp': 'head\n 0: 0100007F:0050 0100007F:1388 01 0:0 00:0 0 0 0 101 1\n',
    '2/status': 'Name:\tkthreadd\nTgid:\t2\nPid:\t2\nPPid:\t0\nThreads:\t1\n',
    '2/stat': '2 (kthreadd) S 0 0 0 0 0 0 0 0 0 0\n',
    '77/stat': 'this one is vanishing: no status any more',
    'self/status': 'no number',
  });
  const state = scanProc({ proc, etc: join(proc, 'etc') });

  test('finds threads in the order of their ids, the main thread before the others, and none that vanish', () => {
    expect(state.threads.map(({ tid, pid, comm, flags }) => ({ tid, pid, comm, flags }))).toEqual([
      { tid: 2, pid: 2, comm: 'kthreadd', flags: 0 },
      { tid: 10, pid: 10, comm: 'server', flags: 0 },
      { tid: 11, pid: 10, comm: 'worker', flags: (1 << 0) | (1 << 13) },
    ]);
  });

  test('tells of a process what its files say', () => {
    expect(state.threads[1]).toMatchObject({
      ptid: 1,
      sid: 8,
      pgid: 9,
      exe: '/usr/bin/server',
      exepath: '/usr/bin/server',
      args: '-p\x0080\0',
      env: 'A=1\0B=2\0',
      cwd: '/srv',
      root: '/',
      fdLimit: 1024,
      uid: 6,
      gid: 6,
      vmSize: 100,
      pfMinor: 11,
      pfMajor: 22,
      cgroups: 'memory=/docker/abc\0',
      loginuid: 1000,
    });
  });

  test('gives a kernel thread its name as program', () => {
    expect(state.threads[0]).toMatchObject({ exe: 'kthreadd', args: '', exepath: '', fdLimit: -1, loginuid: 0xffffffff });
  });

  test('tells fds apart by their links, without going there', () => {
    expect(state.fdLists).toHaveLength(1);
    const fds = new Map(state.fdLists[0]!.fds.map((fd) => [fd.fd, fd]));
    expect(fds.get(0)).toEqual({
      fd: 0,
      inode: 3n,
      type: FdType.fileV2,
      name: '/dev/null',
      openFlags: fromKernel(fileFlags, 0o100002),
      device: 6,
      mountId: 24,
    });
    expect(fds.get(1)).toEqual({ fd: 1, inode: 55n, type: FdType.fifo, name: 'pipe:[55]' });
    expect(fds.get(2)).toMatchObject({ inode: 101n, type: FdType.ipv4, sourcePort: 80, destinationPort: 5000 });
    expect(fds.get(3)).toEqual({ fd: 3, inode: 999n, type: FdType.unsupported, name: 'socket:[999]' });
    expect(fds.get(4)).toMatchObject({ type: FdType.eventpoll, name: 'anon_inode:[eventpoll]' });
    expect(fds.get(5)).toMatchObject({ type: FdType.directory, name: '/srv', inode: 9n });
    expect(fds.get(6)).toMatchObject({ type: FdType.memfd });
  });

  test('knows the machine', () => {
    expect(state.machine).toMatchObject({ maxPid: 4194304n, bootTime: 1_700_000_000_000_000_000n, hostname: hostname() });
  });

  test('of an empty folder finds nothing, and is no error', () => {
    const nothing = scanProc({ proc: join(folder, 'none'), etc: join(folder, 'none') });
    expect([nothing.threads, nothing.fdLists, nothing.users]).toEqual([[], [], []]);
  });
});

describe('a scan of this machine', () => {
  test('finds this process with its program, folder and threads', () => {
    const { threads } = scanProc();
    const own = threads.find(({ tid }) => tid === process.pid)!;
    expect(own).toMatchObject({ pid: process.pid, ptid: process.ppid, cwd: process.cwd(), exepath: readlinkSync('/proc/self/exe') });
    expect(own.uid).toBe(process.geteuid!());
    expect(own.env).toContain('PATH=');
    expect(threads.filter(({ pid }) => pid === process.pid).length).toBeGreaterThan(1);
  });

  test('finds an open file with its inode and a connection with both of its ends', async () => {
    const file = join(folder, 'open me');
    writeFileSync(file, '');
    const fd = openSync(file, 'a');
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const client = net.connect(port, '127.0.0.1');
    const [peer] = await Promise.all([
      new Promise<net.Socket>((resolve) => server.once('connection', resolve)),
      new Promise<void>((resolve) => client.once('connect', resolve)),
    ]);
    const fds = scanProc().fdLists.find(({ tid }) => tid === process.pid)!.fds;
    closeSync(fd);
    client.destroy();
    peer.destroy();
    server.close();
    expect(fds.find((entry) => entry.fd === fd)).toMatchObject({ name: file, type: FdType.fileV2 });
    expect(fds).toContainEqual(expect.objectContaining({ type: FdType.ipv4Server, sourcePort: port }));
    const local = client.localPort ?? 0;
    expect(fds.filter(({ type, sourcePort }) => type === FdType.ipv4 && sourcePort === port)).toHaveLength(1);
    expect(local === 0 || fds.some(({ sourcePort, destinationPort }) => sourcePort === local && destinationPort === port)).toBe(true);
  });
});
