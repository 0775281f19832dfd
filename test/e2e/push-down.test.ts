import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOf, program, tsdig } from '../support/program.ts';

const root = process.getuid?.() === 0 && existsSync('/sys/kernel/btf/vmlinux');
const work = mkdtempSync(join(tmpdir(), 'tsdig-push-'));
afterAll(() => rmSync(work, { recursive: true }));

interface LiveRun {
  readonly child: ChildProcess;
  /** Resolves when the run captures; it prints its buffer then, with -v. */
  readonly begun: Promise<void>;
  readonly ended: Promise<{ stdout: string; stderr: string; code: number | null }>;
}

function live(...args: string[]): LiveRun {
  const child = spawn(process.execPath, [program, '-v', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    stdout += text;
  });
  const begun = new Promise<void>((done, fail) => {
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      stderr += text;
      if (stderr.includes('Buffer: ')) done();
    });
    child.on('close', () => fail(new Error(`ended before it began: ${stderr}`)));
  });
  begun.catch(() => undefined);
  return { child, begun, ended: new Promise((done) => child.on('close', (code) => done({ stdout, stderr, code }))) };
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The numbers of the equation that is said at the end. */
function accounts(stderr: string): { seen: number; delivered: number; filtered: number; dropped: number } {
  const [, seen, delivered, filtered, dropped] =
    /(\d+) seen = (\d+) delivered \+ (\d+) filtered \+ (\d+) dropped/.exec(stderr)?.map(Number) ?? [];
  return { seen: seen!, delivered: delivered!, filtered: filtered!, dropped: dropped! };
}

/** Programs of names that nobody else on the machine uses. */
const own = (name: string) => join(work, `own-${name}`);
const ownNames = '(own-cat, own-ls)';

/** Reads, fails, forks and lists: something of all that the filters ask for. */
function mixedLoad(): void {
  for (const name of ['cat', 'ls']) if (!existsSync(own(name))) copyFileSync(`/bin/${name}`, own(name));
  spawnSync('sh', ['-c', `${own('cat')} /etc/passwd /nonexistent | wc -l; ${own('ls')} -l / >/dev/null; ${own('cat')} /proc/self/stat`]);
}

/** Processes that fork, take other names and another user, read all the while, and at last run another program. */
const becoming = `
use strict; use Time::HiRes qw(usleep);
open(my $zero, '<', '/dev/zero') or die;
sub work { for my $i (1..$_[0]) { sysread($zero, my $byte, 1); usleep(2000) if $i % 10 == 0 } }
for my $n (1..4) {
  next if fork();
  for my $round (1..4) {
    $0 = 'own-a'; work(200);
    $0 = 'own-b'; work(100);
    if ($round == 3) { $) = 65534; $> = 65534; work(100) }
    if (!fork()) { work(50); $0 = 'own-c'; work(100); exec($ARGV[0], '/etc/passwd') if $n % 2; exit 3 }
    wait();
  }
  exit 0;
}
1 while wait() > 0;
`;

describe.runIf(root)('what is decided in the kernel (as root, on a kernel with BTF)', () => {
  const format = '*%evt.dir %evt.type %evt.res %fd.name %proc.name %evt.args';
  it.each([
    ['kinds of events', `evt.type in (openat, newfstatat, execve) and proc.name in ${ownNames}`],
    ['exits alone', `evt.dir=< and evt.type in (read, getdents64) and proc.name in ${ownNames}`],
    ['failures', `evt.failed=true and proc.name in ${ownNames}`],
    ['calls without an event of their own', `evt.type in (getrandom, arch_prctl, rseq) and proc.name in ${ownNames}`],
    ['fds', `fd.num=1 and evt.dir=< and proc.name in ${ownNames}`],
  ])(
    'leaves out nothing that passes: %s',
    async (_, filter) => {
      const wanted = filter.includes('failed') ? '*%evt.type %evt.res %proc.name %evt.args' : format;
      // With -d everything is captured, and the filter decides what is printed.
      const runs = [live('-p', wanted, filter), live('-d', '-p', wanted, filter)];
      await Promise.all(runs.map(({ begun }) => begun));
      mixedLoad();
      await sleep(300);
      for (const { child } of runs) child.kill('SIGINT');
      const [pushed, whole] = await Promise.all(runs.map(({ ended }) => ended));
      // Ids and addresses are the same in both: it is one load that both see. Its processes run side by side.
      const sorted = (text: string) => linesOf(text).sort();
      expect(sorted(pushed!.stdout)).toEqual(sorted(whole!.stdout));
      expect(linesOf(pushed!.stdout).length).toBeGreaterThan(2);
      const { filtered } = accounts(pushed!.stderr);
      expect(filtered).toBeGreaterThan(0);
      expect(accounts(whole!.stderr).filtered).toBe(0);
    },
    30_000,
  );

  it.each([
    ['a name', 'proc.name=own-b'],
    ['a program', 'proc.exepath endswith own-cat and evt.dir=<'],
    ['a user', 'user.uid=65534 and proc.name in (own-a, own-b, own-c)'],
    ['what is denied', 'not proc.name in (own-a, own-c) and proc.name startswith own-'],
  ])(
    'leaves out threads that cannot pass, until they become others: %s',
    async (_, filter) => {
      const calls = `evt.type!=switch and evt.type!=signaldeliver and ${filter}`;
      const lines = '*%thread.tid %evt.dir %evt.type %evt.res %fd.name %proc.name %user.uid %evt.args';
      const runs = [live('-p', lines, calls), live('-d', '-p', lines, calls)];
      await Promise.all(runs.map(({ begun }) => begun));
      const script = join(work, 'becoming.pl');
      writeFileSync(script, becoming);
      if (!existsSync(own('cat'))) copyFileSync('/bin/cat', own('cat'));
      spawnSync('perl', [script, own('cat')], { stdio: 'ignore' });
      await sleep(500);
      for (const { child } of runs) child.kill('SIGINT');
      const [pushed, whole] = await Promise.all(runs.map(({ ended }) => ended));
      const sorted = (text: string) => linesOf(text).sort();
      expect(sorted(pushed!.stdout)).toEqual(sorted(whole!.stdout));
      expect(linesOf(pushed!.stdout).length).toBeGreaterThan(100);
      const { seen, delivered, filtered, dropped } = accounts(pushed!.stderr);
      expect(filtered).toBeGreaterThan(1000);
      expect(seen).toBe(delivered + filtered + dropped);
    },
    60_000,
  );

  it('follows one process by its id', async () => {
    const child = spawn('sh', ['-c', 'read go; cat /etc/passwd; exec ls /'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const run = live('-p', '%proc.pid %evt.type', `proc.pid=${child.pid}`);
    await run.begun;
    child.stdin.write('go\n');
    await new Promise((done) => child.on('close', done));
    await sleep(200);
    run.child.kill('SIGINT');
    const { stdout } = await run.ended;
    const lines = linesOf(stdout);
    expect(new Set(lines.map((line) => line.split(' ')[0]))).toEqual(new Set([String(child.pid)]));
    for (const type of ['read', 'execve', 'getdents64', 'procexit']) expect(lines).toContain(`${child.pid} ${type}`);
  }, 30_000);
});

describe.runIf(root)('losses (as root, on a kernel with BTF)', () => {
  /** Stops a run for a second under load, and ends it. */
  async function stopped(...args: string[]): Promise<Awaited<LiveRun['ended']>> {
    const run = live('--buffer-size', '64K', ...args);
    await run.begun;
    const load = spawn('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'status=none']);
    try {
      await sleep(100);
      run.child.kill('SIGSTOP');
      await sleep(1000);
      run.child.kill('SIGCONT');
      await sleep(100);
    } finally {
      load.kill('SIGKILL');
    }
    await sleep(50);
    run.child.kill('SIGINT');
    return run.ended;
  }

  it('are counted exactly while the reader is stopped, and said', async () => {
    for (let round = 0; round < Number(process.env.TSDIG_STOP_ROUNDS ?? 2); round++) {
      const file = join(work, 'stopped.scap');
      const { stderr, code } = await stopped('-w', file, '--max-drops', '100%');
      expect(code).toBe(0);
      const { seen, delivered, filtered, dropped } = accounts(stderr);
      expect(dropped).toBeGreaterThan(1000);
      expect(seen).toBe(delivered + filtered + dropped);
      expect(stderr).toContain(`LOST ${dropped} events`);
      const read = tsdig(['-v', '-q', '-r', file]);
      expect(read.code).toBe(0);
      expect(Number(/Captured Events: (\d+)/.exec(read.stderr)?.[1])).toBeGreaterThanOrEqual(delivered);
      const gaps = linesOf(tsdig(['-D', '-r', file, '-p', '%evt.rawarg.ratio', 'evt.type=drop and evt.dir=>']).stdout);
      expect(gaps.reduce((sum, lost) => sum + Number(lost), 0)).toBe(dropped);
    }
  }, 600_000);

  it('stand in the stream where they happened, for those who ask for all there is', async () => {
    const { stdout, stderr } = await stopped('-D', '-p', '%evt.rawarg.ratio', 'evt.type=drop and evt.dir=>');
    expect(linesOf(stdout).reduce((sum, lost) => sum + Number(lost), 0)).toBe(accounts(stderr).dropped);
  }, 30_000);

  it('make one more object in the stream of JSON, and with --max-drops a failure in one line', async () => {
    const { stdout, stderr, code } = await stopped('-j', '-p', '%evt.num %evt.type', '--max-drops', '0');
    const objects = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    const { seen, delivered, filtered, dropped } = accounts(stderr);
    expect(objects.at(-1)).toEqual({ drops: { seen, delivered, filtered, dropped } });
    expect(objects.filter((object) => 'drops' in object)).toHaveLength(1);
    expect(code).toBe(1);
    expect(linesOf(stderr).at(-1)).toBe(`tsdig: failed: ${dropped} of ${seen} events were lost, and --max-drops allows 0`);
  }, 30_000);
});

describe('--explain', () => {
  const explain = (...args: string[]) => tsdig(['--explain', ...args]);

  it('says what the kernel decides and what is left, and ends', () => {
    const { stdout, stderr, code } = explain('evt.type=mremap and proc.pid=1 and proc.name=init');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(
      /^Decided in the kernel.*\n {2}evt\.type=mremap +by the kind of event\n {2}proc\.pid=1 +by who makes the call\n/m,
    );
    expect(stdout).toMatch(/^ {2}proc\.name=init +by the thread, from when tsdig has looked at it until it changes\n/m);
    expect(stdout).toMatch(/^Decided by tsdig.*\n {2}nothing more\n/m);
    expect(stdout).toMatch(/^Asked for, only of process 1:\n {2}mremap$/m);
  });

  it('says when only exits are captured, and why enters are', () => {
    expect(explain('evt.failed=true').stdout).toMatch(/^Enters of calls are left out/m);
    expect(explain('-p', '%fd.name', 'evt.failed=true').stdout).toMatch(
      /^Enters of calls are captured: fd.name takes its value from them/m,
    );
    expect(explain('-w', join(work, 'x.scap'), 'evt.failed=true').stdout).toMatch(/^Enters of calls are captured: whoever reads the file/m);
    expect(existsSync(join(work, 'x.scap'))).toBe(false);
  });

  it('says why nothing is decided in the kernel', () => {
    expect(explain().stdout).toContain('there is no filter');
    expect(explain('-d', 'evt.type=read').stdout).toContain('with -d');
    expect(explain('evt.num<10').stdout).toContain('what evt.num gives depends on all events before');
  });

  it('says of a file what is passed over', () => {
    const { stdout, code } = explain('-r', 'any.scap', 'evt.type=mremap');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The filter is asked of:\n.*mremap/m);
    expect(stdout).toMatch(/^Passed over:\n {2}\w/m);
  });
});

describe.skipIf(root)('what is decided in the kernel (skipped: needs root and a kernel with BTF)', () => {
  it('is not tried', (context) => context.skip('needs root and /sys/kernel/btf/vmlinux'));
});
