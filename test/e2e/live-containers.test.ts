import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DockerEngine, noDocker } from '../support/docker.ts';
import { linesOf, program, tsdig } from '../support/program.ts';
import { hasSysdig, sysdig } from '../support/sysdig.ts';

const reason = noDocker ?? (existsSync('/sys/kernel/btf/vmlinux') ? undefined : 'needs a kernel with BTF');
const work = mkdtempSync(join(tmpdir(), 'tsdig-live-containers-'));
afterAll(() => rmSync(work, { recursive: true }));

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const nobody = 65_534;

interface LiveRun {
  readonly child: ChildProcess;
  /** Ends it; resolves with what it printed. */
  end(): Promise<{ stdout: string; stderr: string; code: number | null }>;
}

/** A live run that captures already. */
async function live(args: readonly string[], env: NodeJS.ProcessEnv): Promise<LiveRun> {
  const child = spawn(process.execPath, [program, '-v', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  for (let i = 0; i < 500 && !stderr.includes('Rights:') && child.exitCode === null; i++) await sleep(20);
  await sleep(500);
  return {
    child,
    async end() {
      await sleep(300);
      child.kill('SIGINT');
      return { code: await ended, stdout, stderr };
    },
  };
}

describe.skipIf(reason !== undefined)('live capture beside a Docker engine (as root, with docker.io and busybox-static)', () => {
  let docker: DockerEngine;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    docker = await DockerEngine.start();
    env = { DOCKER_HOST: `unix://${docker.socket}` };
  }, 60_000);
  afterAll(() => docker?.stop(), 60_000);

  it('shows the events of a container with its name and image from its first exec on', async () => {
    const run = await live(['-p', '%evt.type %evt.dir %container.name %container.image %proc.exe', 'container.name=web'], env);
    docker.run('run', '--rm', '--network=none', '--name', 'web', 'box:1', '/bin/ls', '/');
    const { stdout, code } = await run.end();
    expect(code).toBe(0);
    const lines = linesOf(stdout);
    expect(lines).toContain('execve < web box:1 /bin/ls');
    expect(lines.filter((line) => !line.includes(' web box:1'))).toEqual([]);
    // All of the program's life is there: it is loaded, and it ends.
    expect(lines.filter((line) => line.endsWith('/bin/ls')).length).toBeGreaterThan(10);
    expect(lines.some((line) => line.startsWith('procexit'))).toBe(true);
  }, 60_000);

  it('names a container that came and went while tsdig itself got no CPU', async () => {
    const run = await live(['-p', '%evt.type %container.name %proc.exe', 'container.name=brief'], env);
    run.child.kill('SIGSTOP');
    docker.run('run', '--rm', '--network=none', '--name', 'brief', 'box:1', '/bin/ls', '/');
    run.child.kill('SIGCONT');
    const lines = linesOf((await run.end()).stdout);
    expect(lines).toContain('execve brief /bin/ls');
    expect(lines).toContain('procexit brief /bin/ls');
  }, 60_000);

  it('records what containers are called, those that ran before and those that came, for when they are gone', async () => {
    docker.run(
      'run',
      '-d',
      '--network=none',
      '--name',
      'before',
      '--label',
      'tier=back',
      'box:1',
      '/bin/sh',
      '-c',
      'while true; do ls / >/dev/null; sleep 0.1; done',
    );
    const file = join(work, 'names.scap');
    const run = await live(['-w', file, 'container.name in (before, after)'], env);
    docker.run('run', '--rm', '--network=none', '--name', 'after', '-v', '/usr:/mnt:ro', 'box:1', '/bin/cat', '/mnt/bin/env');
    docker.run('rm', '-f', 'before');
    expect((await run.end()).code).toBe(0);
    // How soon all is known of a container depends on its engine: with the star, lines of before are there as well.
    const format = '*%evt.num %evt.type %proc.name %container.name %container.image %container.id %container.mounts %container.image.id';
    const args = ['-r', file, '-p', format, 'evt.type in (execve, openat) and container.id!=host'];
    const { stdout, stderr } = tsdig(args);
    expect(stderr).toBe('');
    const names = new Set(linesOf(stdout).map((line) => line.split(' ')[3]));
    expect([...names].sort()).toEqual(['after', 'before']);
    if (hasSysdig) expect(linesOf(sysdig(...args))).toEqual(linesOf(stdout));
  }, 60_000);

  it('names containers after it has given up the rights of root, and its file belongs to who called sudo', async () => {
    const folder = join(work, 'own');
    mkdirSync(folder, { mode: 0o755 });
    chownSync(folder, nobody, nobody);
    chownSync(work, nobody, nobody);
    const file = join(folder, 'x.scap');
    const run = await live(['-w', file], { ...env, SUDO_UID: String(nobody), SUDO_GID: String(nobody) });
    const tasks = `/proc/${run.child.pid}/task`;
    const lines = readdirSync(tasks).flatMap((tid) =>
      readFileSync(join(tasks, tid, 'status'), 'latin1')
        .split('\n')
        .filter((line) => /^(?:Uid|Cap(?:Eff|Prm|Inh|Amb)):/.test(line)),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line).toMatch(line.startsWith('Uid') ? /^Uid:(?:\t65534){4}$/ : /:\t0{16}$/);
    docker.run('run', '--rm', '--network=none', '--name', 'late', 'box:1', '/bin/ls');
    expect((await run.end()).code).toBe(0);
    expect(statSync(file)).toMatchObject({ uid: nobody, gid: nobody, mode: 0o100600 });
    expect(
      linesOf(tsdig(['-r', file, '-p', '%container.name', 'evt.type=execve and proc.exe=/bin/ls and container.id!=host']).stdout),
    ).toContain('late');
  }, 60_000);
});

describe.runIf(reason !== undefined)('live capture beside a Docker engine', () => {
  it('is not tried', (context) => context.skip(reason));
});
