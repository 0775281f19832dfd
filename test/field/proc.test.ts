import { describe, expect, it } from 'vitest';
import { Fd, Machine, Thread } from '../../src/machine/index.ts';
import { contextOf, i64 } from '../support/event-context.ts';
import { bindWritten } from '../support/field-values.ts';

/** init → sshd → bash → make → cc, with ids 1, 10, 20, 30, 40. */
function family(): { machine: Machine; cc: Thread } {
  const machine = new Machine();
  const names = ['init', 'sshd', 'bash', 'make', 'cc'];
  let last: Thread | undefined;
  names.forEach((comm, i) => {
    const tid = i === 0 ? 1 : i * 10;
    const thread = new Thread(tid, tid);
    thread.comm = comm;
    thread.exe = `./${comm}`;
    thread.exepath = `/bin/${comm}`;
    thread.args = [`-${i}`, 'x'];
    thread.env = [`LEVEL=${i}`, 'HOME=/'];
    thread.ptid = last?.tid ?? 0;
    thread.vpid = tid + 1000;
    thread.vtid = tid + 1000;
    thread.sid = 1010;
    thread.vpgid = i < 3 ? 1010 : 1030;
    thread.pgid = i < 3 ? 10 : 30;
    (machine.threads as Map<number, Thread>).set(tid, thread);
    last = thread;
  });
  return { machine, cc: last! };
}

const { machine, cc } = family();
const value = (field: string, context = contextOf({ machine, thread: cc, time: 5000 })) => bindWritten(field).extract(context);

describe('ancestors', () => {
  it('are counted upwards', () => {
    expect(['proc.aname[0]', 'proc.aname[1]', 'proc.aname[4]', 'proc.aname[5]'].map((field) => value(field))).toEqual([
      'cc',
      'make',
      'init',
      undefined,
    ]);
    expect(value('proc.apid[2]')).toBe(20);
    expect(value('proc.aexe[1]')).toBe('./make');
    expect(value('proc.aexepath[1]')).toBe('/bin/make');
    expect(value('proc.aargs[1]')).toBe('-3 x');
    expect(value('proc.acmdline[1]')).toBe('make -3 x');
    expect(value('proc.aenv[1]')).toBe('LEVEL=3 HOME=/');
    expect(value('proc.aenv[LEVEL]')).toBe('3');
  });

  it('without a number are all of them, the process itself left out', () => {
    const { extractAll } = bindWritten('proc.aname');
    expect(extractAll?.(contextOf({ machine, thread: cc }))).toEqual(['make', 'bash', 'sshd', 'init']);
  });

  it('end where a line of descent runs in a circle', () => {
    const odd = family();
    odd.machine.threads.get(1)!.ptid = 40;
    const context = contextOf({ machine: odd.machine, thread: odd.cc });
    expect(new Set(bindWritten('proc.aname').extractAll?.(context))).toEqual(new Set(['make', 'bash', 'sshd', 'init', 'cc']));
    expect(bindWritten('proc.loginshellid').extract(context)).toBe(20);
    expect(bindWritten('proc.aname[1000]').extract(context)).toBeUndefined();
  });

  it('tell the login shell', () => {
    expect(value('proc.loginshellid')).toBe(20);
  });
});

describe('the parent', () => {
  it('has a name, a command line and ids', () => {
    expect(value('proc.pname')).toBe('make');
    expect(value('proc.pexe')).toBe('./make');
    expect(value('proc.pexepath')).toBe('/bin/make');
    expect(value('proc.pcmdline')).toBe('make -3 x');
    expect(value('proc.pvpid')).toBe(1030);
  });
});

describe('command lines', () => {
  it('can be taken apart', () => {
    expect(value('proc.args[1]')).toBe('x');
    expect(value('proc.args[7]')).toBeUndefined();
    expect(value('proc.env[LEVEL]')).toBe('4');
    expect(value('proc.env[NONE]')).toBeUndefined();
    expect(value('proc.cmdnargs')).toBe(2);
    expect(value('proc.cmdlenargs')).toBe(3);
  });
});

describe('sessions and groups', () => {
  it('have leaders', () => {
    expect(value('proc.sid.exe')).toBe('./init');
    expect(value('proc.sid.exepath')).toBe('/bin/init');
    expect(value('proc.pgid')).toBe(30);
    expect(value('proc.pgid.name')).toBe('make');
    expect(value('proc.pgid.exe')).toBe('./make');
    expect(value('proc.pgid.exepath')).toBe('/bin/make');
    expect(value('proc.vpgid.name')).toBe('make');
    expect(value('proc.vpgid.exe')).toBe('./make');
    expect(value('proc.vpgid.exepath')).toBe('/bin/make');
    expect([value('proc.is_sid_leader'), value('proc.is_vpgid_leader'), value('proc.is_pgid_leader')]).toEqual([false, false, false]);
    const make = contextOf({ machine, thread: machine.threads.get(30)! });
    expect([value('proc.is_vpgid_leader', make), value('proc.is_pgid_leader', make)]).toEqual([true, true]);
    const sshd = contextOf({ machine, thread: machine.threads.get(10)! });
    expect(value('proc.is_sid_leader', sshd)).toBe(true);
  });
});

describe('the file that runs', () => {
  const thread = new Thread(7, 7);
  thread.exeInode = 1234n;
  thread.exeInodeCtime = 1_600_000_000_000_000_000n;
  thread.exeInodeMtime = 1_500_000_000_000_000_000n;
  thread.pidnsInitStart = 1_599_999_999_000_000_000n;
  thread.capPermitted = 0b101n;
  thread.capEffective = (1n << 40n) | 1n;
  thread.capInheritable = 0n;
  thread.exeUpperLayer = true;
  const start = 1_600_000_001_000_000_000n;
  thread.cloneTime = Number(start - 1000n);
  const context = contextOf({ thread, time: Number(start) });

  it('has an inode, times and a layer', () => {
    expect(value('proc.exe_ino', context)).toBe(1234);
    expect(value('proc.exe_ino.ctime', context)).toBe(1_600_000_000_000_000_000n);
    expect(value('proc.exe_ino.mtime', context)).toBe(1_500_000_000_000_000_000n);
    expect(value('proc.exe_ino.ctime_duration_pidns_start', context)).toBe(1_000_000_000);
    expect(value('proc.pidns_init_start_ts', context)).toBe(1_599_999_999_000_000_000n);
    expect([
      value('proc.is_exe_upper_layer', context),
      value('proc.is_exe_lower_layer', context),
      value('proc.is_exe_from_memfd', context),
    ]).toEqual([true, false, false]);
  });

  it('is missing where nobody told', () => {
    const bare = contextOf({ thread: new Thread(8, 8) });
    for (const field of [
      'proc.exe_ino',
      'proc.exe_ino.ctime',
      'proc.exe_ino.ctime_duration_proc_start',
      'proc.pidns_init_start_ts',
      'proc.pid.ts',
      'proc.duration',
      'thread.cap_effective',
      'proc.pgid',
      'proc.is_pgid_leader',
    ])
      expect(value(field, bare), field).toBeUndefined();
  });

  it('may do what its capabilities say', () => {
    expect(value('thread.cap_permitted', context)).toBe('CAP_CHOWN CAP_DAC_READ_SEARCH');
    expect(value('thread.cap_effective', context)).toBe('CAP_CHOWN CAP_CHECKPOINT_RESTORE');
    expect(value('thread.cap_inheritable', context)).toBe('');
  });
});

describe('times of processes', () => {
  it('are counted from their start', () => {
    const born = family();
    born.cc.cloneTime = 1000;
    born.machine.threads.get(30)!.cloneTime = 400;
    born.cc.exeInodeCtime = 100n;
    const context = contextOf({ machine: born.machine, thread: born.cc, time: 5000 });
    expect(value('proc.duration', context)).toBe(4000);
    expect(value('proc.ppid.duration', context)).toBe(4600);
    expect(value('proc.pid.ts', context)).toBe(1000);
    expect(value('proc.ppid.ts', context)).toBe(400);
    expect(value('proc.exe_ino.ctime_duration_proc_start', context)).toBe(900);
  });
});

describe('standard streams', () => {
  it('are fds 0, 1 and 2', () => {
    const thread = new Thread(7, 7);
    thread.fds.set(0, Fd.of({ type: 1, name: '/dev/null' }));
    thread.fds.set(1, Fd.of({ type: 7, name: '' }));
    const context = contextOf({ thread });
    expect(['stdin', 'stdout', 'stderr'].map((name) => [value(`proc.${name}.type`, context), value(`proc.${name}.name`, context)])).toEqual(
      [
        ['file', '/dev/null'],
        ['pipe', ''],
        [undefined, undefined],
      ],
    );
  });

  it('count among the open fds', () => {
    const thread = new Thread(7, 7);
    thread.fdLimit = 8;
    thread.fds.set(0, Fd.of({ type: 1, name: '/dev/null' }));
    const context = contextOf({ thread });
    expect([value('proc.fdopencount', context), value('proc.fdlimit', context), value('proc.fdusage', context)]).toEqual([1, 8, 12.5]);
    thread.fdLimit = -1;
    expect(value('proc.fdusage', context)).toBe(0);
  });
});

describe('CPU time', () => {
  const thread = new Thread(7, 7);
  const report = (user: number, system: number) => contextOf({ type: 'PPME_PROCINFO_E', thread, params: [i64(user), i64(system)] });

  it('of a thread is what it used since its last report, at most 100 percent', () => {
    const [all, user, system] = ['thread.cpu', 'thread.cpu.user', 'thread.cpu.system'].map((field) => bindWritten(field).extract);
    expect([all!(report(10, 5)), user!(report(10, 5)), system!(report(10, 5))]).toEqual([0, 0, 0]);
    expect([all!(report(30, 6)), user!(report(30, 6)), system!(report(30, 6))]).toEqual([21, 20, 1]);
    expect(all!(report(900, 6))).toBe(100);
    expect([user!(report(901, 5)), system!(report(901, 5))], 'what the kernel takes back').toEqual([100, 0]);
    expect(all!(contextOf({ thread }))).toBeUndefined();
  });

  it('between two switches of a CPU is the run of the thread that leaves it', () => {
    const switchAt = (time: number, cpu: number) => contextOf({ type: 'PPME_SCHEDSWITCH_6_E', thread, time, cpu });
    const run = bindWritten('thread.exectime').extract;
    expect([
      run(switchAt(1000, 0)),
      run(switchAt(1100, 1)),
      run(switchAt(1500, 0)),
      run(contextOf({ thread, time: 1600 })),
      run(switchAt(1700, 0)),
    ]).toEqual([0, 0, 500, 0, 200]);
    const total = bindWritten('thread.totexectime').extract;
    expect([
      total(switchAt(1000, 0)),
      total(switchAt(1500, 0)),
      total(contextOf({ thread, time: 1600 })),
      total(switchAt(1700, 0)),
    ]).toEqual([0, 500, 500, 700]);
  });
});

describe('an event of no thread', () => {
  it('has nothing of a process but its thread id', () => {
    const context = contextOf({});
    expect(value('thread.tid', context)).toBe(1);
    for (const field of [
      'proc.pid',
      'proc.name',
      'proc.aname',
      'proc.sname',
      'proc.vpgid.name',
      'thread.vtid',
      'thread.cgroups',
      'proc.fdusage',
      'user.name',
      'group.name',
      'container.id',
      'k8s.pod.name',
    ])
      expect(value(field, context), field).toBeUndefined();
  });
});
