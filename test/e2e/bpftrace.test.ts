import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { live } from '../support/live-run.ts';
import { linesOf, program, tsdig } from '../support/program.ts';
import { hasSysdig } from '../support/sysdig.ts';

const isThere = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
const ready = process.getuid?.() === 0 && isThere('bpftrace') && isThere('cc') && existsSync('/sys/bus/event_source/devices/uprobe/type');
const work = mkdtempSync(join(tmpdir(), 'tsdig-bpftrace-'));
const demo = join(work, 'demo');
const script = join(work, 'malloc.bt');

const demoSource = `
#include <stdlib.h>
#include <unistd.h>
void *hold(int size) { return malloc(size); }
int main(void) { for (int i = 0; i < 400; i++) { free(hold(1000 + i)); usleep(20000); } return 0; }
`;
const scriptText = `
uprobe:${demo}:hold {
  printf("{\\"name\\":\\"malloc\\",\\"pid\\":%d,\\"tid\\":%d,\\"comm\\":\\"%s\\",\\"size\\":%d,\\"nsecs\\":%llu}\\n", pid, tid, comm, arg0, nsecs);
  @calls[comm] = count();
}
`;

/** Processes that run this test's script. */
function bpftraces(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(script);
    } catch {
      return false;
    }
  });
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !holds(); i++) await sleep(50);
  expect(holds()).toBe(true);
}

describe.runIf(ready)('bpftrace scripts (as root, with bpftrace, cc and uprobes)', () => {
  let traced: ChildProcess;
  beforeAll(() => {
    writeFileSync(join(work, 'demo.c'), demoSource);
    expect(spawnSync('cc', ['-O0', '-o', demo, join(work, 'demo.c')]).status).toBe(0);
    writeFileSync(script, scriptText);
    traced = spawn('sh', ['-c', `while :; do ${demo}; done`], { detached: true, stdio: 'ignore' });
  });
  afterAll(() => {
    if (traced.pid !== undefined) process.kill(-traced.pid);
    rmSync(work, { recursive: true });
  });

  it('give events that pass filters by name, process and number', async () => {
    const run = live([
      '-I',
      `bpftrace:${script}`,
      '-n',
      '5',
      '-p',
      '%proc.name %bpftrace.name %bpftrace.arg.size',
      'bpftrace.name=malloc and proc.name=demo and bpftrace.arg.size>=1000',
    ]);
    const { stdout, code } = await run.ended;
    expect(code).toBe(0);
    expect(linesOf(stdout)).toHaveLength(5);
    for (const line of linesOf(stdout)) expect(line).toMatch(/^demo malloc 1[0-3]\d\d$/);
    await until(() => bpftraces().length === 0);
  }, 60_000);

  it('print their maps when the capture is interrupted, and leave nothing behind', async () => {
    const run = live(['-I', `bpftrace:${script}`, '-j', '-p', '%bpftrace.name %bpftrace.key %bpftrace.value', 'bpftrace.kind=map']);
    await until(() => bpftraces().length > 1);
    await sleep(3000);
    run.child.kill('SIGINT');
    const { stdout, code } = await run.ended;
    expect(code).toBe(0);
    const { 'bpftrace.value': value, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
    expect(rest).toEqual({ 'bpftrace.key': 'demo', 'bpftrace.name': '@calls' });
    expect(typeof value).toBe('number');
    expect(bpftraces()).toEqual([]);
  }, 60_000);

  it('are ended with a capture that is killed', async () => {
    const run = live(['-I', `bpftrace:${script}`, '-q']);
    await until(() => bpftraces().length > 1);
    await sleep(1000);
    run.child.kill('SIGKILL');
    await until(() => bpftraces().length === 0);
  }, 60_000);

  it('stand beside system calls in the order of time, and sysdig reads the file without a word', async () => {
    const file = join(work, 'both.scap');
    const { code } = await live(['-I', `bpftrace:${script}`, '-I', 'live', '-M', '3', '-w', file, 'proc.name=demo']).ended;
    expect(code).toBe(0);
    const lines = linesOf(tsdig(['-r', file, '-p', '%evt.rawtime %evt.type', 'proc.name=demo']).stdout);
    const times = lines.map((line) => BigInt(line.split(' ')[0]!));
    expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true);
    const types = new Set(lines.map((line) => line.split(' ')[1]!));
    expect(types.has('notification')).toBe(true);
    expect(types.size).toBeGreaterThan(1);
    if (!hasSysdig) return;
    const args = ['-r', file, '-p', '%evt.num %evt.type %evt.args', 'evt.type=notification'];
    const theirs = spawnSync('sysdig', args, { encoding: 'latin1', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
    expect(theirs.stderr).toBe('');
    expect(linesOf(theirs.stdout).length).toBeGreaterThan(10);
    expect(linesOf(tsdig(args).stdout)).toEqual(linesOf(theirs.stdout));
  }, 60_000);

  it('that bpftrace refuses end with its own words, made harmless', () => {
    const broken = join(work, 'broken.bt');
    writeFileSync(broken, 'BEGIN { no_such_function("\x1b[31m"); }');
    const { stderr, code, stdout } = tsdig(['-I', `bpftrace:${broken}`]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^tsdig: bpftrace could not run the script \(exit code \d+\)\n {2}.*no_such_function/);
    expect(stderr).not.toContain('\x1b');
  }, 30_000);
});

it.runIf(process.getuid?.() === 0)('without bpftrace says what to install (as root: it is hidden in a mount namespace)', (context) => {
  const hidden = ['/usr/bin/bpftrace', '/usr/local/bin/bpftrace', '/usr/sbin/bpftrace'].filter(existsSync);
  const hide = hidden.map((path) => `mount --bind /dev/null ${path} && `).join('');
  const { status, stderr } = spawnSync(
    'unshare',
    ['-m', 'sh', '-c', `${hide}exec "$0" "$@"`, process.execPath, program, '-I', 'bpftrace:x.bt'],
    {
      encoding: 'latin1',
    },
  );
  if (/unshare|mount:/.test(stderr)) return context.skip('no mount namespace here');
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: expect.stringMatching(/^tsdig: bpftrace is not installed\nhint: install it: .*\n$/),
  });
});
