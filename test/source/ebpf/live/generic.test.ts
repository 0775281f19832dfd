import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { codeOfNative, nativeSyscallNumber, syscallCodes } from '../../../../src/event/index.ts';
import { because, loadingObstacle } from '../load/support.ts';
import type { Argument } from './calls.ts';
import { recordCalls } from './record.ts';

const obstacle = await loadingObstacle();
const folder = mkdtempSync(join(tmpdir(), 'tsdig-generic-'));
afterAll(() => rmSync(folder, { recursive: true }));

const none = join(folder, 'none');
const space: Argument = { space: 512 };

type Calls = readonly (readonly [name: string, ...args: Argument[]])[];

/** Calls that have no event of their own, by family: each is really made and harmless, whether it succeeds or not. */
const families: Readonly<Record<string, Calls>> = {
  'processes and their groups': [
    ['getppid'],
    ['getpgrp'],
    ['getpgid', 0],
    ['getsid', 0],
    ['gettid'],
    ['getgroups', 0, 0],
    ['setfsuid', 0],
    ['setfsgid', 0],
    ['capget', { bytes: '2209082000000000' }, space],
    ['personality', 0xffffffff],
    ['umask', 0o22],
    ['waitid', 0, -1, 0, 99, 0],
    ['get_robust_list', 0, space, space],
    ['kcmp', 0, 0, 99, 0, 0],
  ],
  'times and timers': [
    ['times', space],
    ['time', 0],
    ['gettimeofday', space, 0],
    ['alarm', 0],
    ['getitimer', 0, space],
    ['setitimer', 99, 0, 0],
    ['clock_gettime', 0, space],
    ['clock_getres', 0, space],
    ['clock_nanosleep', 99, 0, space, 0],
    ['timer_getoverrun', -1],
    ['timer_delete', -1],
    ['timerfd_gettime', -1, space],
    ['timerfd_settime', -1, 0, space, 0],
  ],
  'the scheduler and resources': [
    ['sched_yield'],
    ['sched_getparam', 0, space],
    ['sched_getscheduler', 0],
    ['sched_get_priority_max', 1],
    ['sched_get_priority_min', 1],
    ['sched_rr_get_interval', 0, space],
    ['sched_getaffinity', 0, 64, space],
    ['getpriority', 0, 0],
    ['setpriority', 99, 0, 0],
    ['ioprio_get', 1, 0],
    ['getcpu', space, space, 0],
    ['getrusage', 0, space],
    ['sysinfo', space],
    ['uname', space],
  ],
  memory: [
    ['msync', 1, 0, 0],
    ['mincore', 1, 0, 0],
    ['mremap', 1, 0, 0, 0],
    ['mlock', 0, 0],
    ['munlock', 0, 0],
    ['process_vm_readv', -1, 0, 0, 0, 0, 0],
    ['get_mempolicy', space, 0, 0, 0, 0],
  ],
  signals: [
    ['rt_sigpending', space, 8],
    ['rt_sigprocmask', 0, 0, space, 8],
    ['rt_sigaction', 99, 0, 0, 8],
    ['rt_sigqueueinfo', -1, 0, 0],
    ['sigaltstack', 0, space],
  ],
  'files by name': [
    ['statfs', none, space],
    ['truncate', none, 0],
    ['readlink', none, space, 512],
    ['readlinkat', -100, none, space, 512],
    ['utime', none, 0],
    ['utimes', none, 0],
    ['utimensat', -100, none, 0, 0],
    ['futimesat', -100, none, 0],
    ['faccessat', -100, none, 0],
    ['lchown', none, 0, 0],
    ['getxattr', none, 'user.a', 0, 0],
    ['lgetxattr', none, 'user.a', 0, 0],
    ['setxattr', none, 'user.a', 0, 0, 0],
    ['listxattr', none, 0, 0],
    ['llistxattr', none, 0, 0],
    ['removexattr', none, 'user.a'],
    ['lremovexattr', none, 'user.a'],
  ],
  'files by fd': [
    ['fstatfs', -1, space],
    ['ftruncate', -1, 0],
    ['fsync', -1],
    ['fdatasync', -1],
    ['fgetxattr', -1, 'user.a', 0, 0],
    ['flistxattr', -1, 0, 0],
    ['fremovexattr', -1, 'user.a'],
    ['fallocate', -1, 0, 0, 1],
    ['fadvise64', -1, 0, 0, 0],
    ['readahead', -1, 0, 0],
    ['sync_file_range', -1, 0, 0, 0],
    ['syncfs', -1],
    ['tee', -1, -1, 1, 0],
    ['vmsplice', -1, 0, 0, 0],
    ['epoll_ctl', -1, 1, -1, space],
    ['inotify_rm_watch', -1, 1],
    ['io_destroy', 0],
  ],
};

describe.skipIf(obstacle !== undefined)(`system calls without events of their own, live${because(obstacle)}`, () => {
  test.each(Object.entries(families))('%s', async (_, calls) => {
    const { events, pid } = await recordCalls(calls);
    const own = events.filter(({ tid, code }) => tid === pid && code.startsWith('PPME_GENERIC'));
    let at = 0;
    for (const [name] of calls) {
      const number = nativeSyscallNumber(name)!;
      const code = codeOfNative(number);
      // 0 where sysdig 0.29.3 has no name for the call.
      if (code !== 0) expect(syscallCodes[code]!.name).toBe(name);
      const entered = own.findIndex((event, i) => i >= at && event.code === 'PPME_GENERIC_E' && event.values[1] === number);
      expect([name, own[entered]?.values, own[entered + 1]?.code, own[entered + 1]?.values]).toEqual([
        name,
        [code, number],
        'PPME_GENERIC_X',
        [code],
      ]);
      at = entered + 2;
    }
  });

  test('are many', () => {
    expect(new Set(Object.values(families).flatMap((calls) => calls.map(([name]) => name))).size).toBeGreaterThanOrEqual(80);
  });
});
