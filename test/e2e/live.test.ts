import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { during, live } from '../support/live-run.ts';
import { linesOf, program, tsdig } from '../support/program.ts';

const root = process.getuid?.() === 0 && existsSync('/sys/kernel/btf/vmlinux');
const work = mkdtempSync(join(tmpdir(), 'tsdig-live-'));
afterAll(() => rmSync(work, { recursive: true }));

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Waits until a live run sees this process: it captures from then on. */
async function untilCapturing(file: string): Promise<void> {
  for (let i = 0; i < 500 && !existsSync(file); i++) await sleep(20);
  if (!existsSync(file)) throw new Error('capture did not begin');
}

describe.runIf(root)('live capture (as root, on a kernel with BTF)', () => {
  it('prints as many events as were asked for and ends by itself', async () => {
    const { stdout, stderr, code } = await during(live(['-n', '100']), () => spawnSync('true'));
    expect({ stderr, code, lines: linesOf(stdout).length }).toEqual({ stderr: '', code: 0, lines: 100 });
    for (const line of linesOf(stdout)) expect(line).toMatch(/^\d+ \d\d:\d\d:\d\d\.\d{9} \d+ .* \(-?\d+\) [<>] \w+ /);
  });

  it('ends after the seconds asked for, whether anything passes the filter or not', async () => {
    const filters = ['evt.type=mlockall and proc.name=nobody-is-called-that', 'evt.num<0', ''];
    const begin = performance.now();
    const runs = filters.map((filter) => live(['-M', '2', '-q', filter]).ended);
    expect((await Promise.all(runs)).map(({ stderr, code }) => ({ stderr, code }))).toEqual(filters.map(() => ({ stderr: '', code: 0 })));
    expect(performance.now() - begin).toBeGreaterThan(2000);
  }, 60_000);

  it('follows threads that name themselves, and writes them so that sysdig reads on without a word', async () => {
    const file = join(work, 'renamed.scap');
    // Perl names its thread by prctl when it sets $0.
    const renames = ['-e', '$0 = "other-name"; open(my $f, "<", "/etc/hostname")'];
    const filter = 'proc.name=other-name and evt.type=openat and evt.dir=<';
    const run = live(['-n', '1', '-p', '%proc.name %fd.name', filter]);
    const writing = live(['-n', '1', '-w', file, filter]);
    const { stdout } = await during(run, () => spawnSync('perl', renames));
    await during(writing, () => spawnSync('perl', renames));
    expect(linesOf(stdout)).toEqual(['other-name /etc/hostname']);
    if (existsSync('/usr/bin/sysdig')) expect(spawnSync('sysdig', ['-r', file, '-q'], { encoding: 'latin1' }).stderr).toBe('');
  });

  it('shows only what the filter matches, with true values', async () => {
    const run = live([
      '-n',
      '20',
      '-p',
      '%proc.name %proc.pname %user.name %fd.name %evt.res',
      'proc.name=cat and evt.type=openat and fd.name contains passwd',
    ]);
    const { stdout, code } = await during(run, () => spawnSync('cat', ['/etc/passwd']));
    expect(code).toBe(0);
    const parent = linesOf(stdout)[0]?.split(' ')[1];
    expect(linesOf(stdout)).toEqual(new Array(20).fill(`cat ${parent} root /etc/passwd SUCCESS`));
  });

  it('names both sides of a connection by the same tuple', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const run = live(['-n', '12', '-p', '%evt.type %fd.name', `evt.type in (connect, accept, accept4) and evt.dir=< and fd.port=${port}`]);
    const { stdout } = await during(run, () =>
      connect(Number(port), '127.0.0.1')
        .on('error', () => undefined)
        .on('data', () => undefined),
    );
    server.close();
    const names = new Map<string, Set<string>>();
    for (const line of linesOf(stdout)) {
      const [type = '', name = ''] = line.split(' ');
      expect(name).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+->127\\.0\\.0\\.1:${port}$`));
      names.set(name, (names.get(name) ?? new Set()).add(type));
    }
    expect([...names.values()].filter((types) => types.has('connect') && types.has('accept')).length).toBeGreaterThan(0);
  });

  it('records every read and write of a program, and says that nothing was lost', async () => {
    const file = join(work, 'dd.scap');
    const run = live(['-q', '-w', file, 'proc.name=dd']);
    await untilCapturing(file);
    spawnSync('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=20000']);
    await sleep(300);
    run.child.kill('SIGINT');
    const { stderr, code } = await run.ended;
    expect(code).toBe(0);
    const [, seen, delivered, filtered, dropped] = /(\d+) seen = (\d+) delivered \+ (\d+) filtered \+ (\d+) dropped/.exec(stderr) ?? [];
    expect(Number(seen)).toBe(Number(delivered) + Number(filtered) + Number(dropped));
    expect(dropped).toBe('0');
    const counts = linesOf(tsdig(['-r', file, '-q', '-S', 'evt.type in (read, write)']).stdout).slice(3);
    for (const line of counts) expect(Number(line.split(/\s+/)[2])).toBeGreaterThanOrEqual(20_000);
    expect(counts).toHaveLength(4);
  }, 60_000);

  it('writes what reads back line by line', async () => {
    const file = join(work, 'mixed.scap');
    const { code } = await during(live(['-w', file, '-n', '3000']), () => spawnSync('ls', ['/']));
    expect(code).toBe(0);
    // Containers that run here stand in the file as well, beside the events that were asked for.
    const { stdout, stderr } = tsdig(['-r', file, 'evt.type!=container']);
    expect(stderr).toBe('');
    expect(linesOf(stdout)).toHaveLength(3000);
  }, 60_000);

  it('works for an ordinary user who has CAP_BPF and CAP_PERFMON and no other right', async () => {
    const rights = '+bpf,+perfmon';
    const child = spawn(
      'setpriv',
      [
        ...['--reuid=65534', '--regid=65534', '--clear-groups'],
        ...[`--inh-caps=-all,${rights}`, `--ambient-caps=-all,${rights}`, `--bounding-set=-all,${rights}`],
        ...[process.execPath, program, '-n', '5', '-p', '%proc.name %evt.type', 'proc.name=cat and evt.type=execve'],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { HOME: '/nonexistent', NO_COLOR: '1' } },
    );
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('latin1').on('data', (part: string) => {
        text += part;
      });
    }
    const ended = new Promise<{ stdout: string; stderr: string; code: number | null }>((done) =>
      child.on('close', (code) => done({ stdout: text, stderr: '', code })),
    );
    const { stdout, code } = await during({ child, ended }, () => spawnSync('cat', ['/dev/null']));
    expect({ code, lines: linesOf(stdout) }).toEqual({ code: 0, lines: new Array(5).fill('cat execve') });
  }, 30_000);

  it('says an ordinary user what is missing, and reads files for them all the same', () => {
    const asNobody = (args: readonly string[]) =>
      spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, program, ...args], {
        encoding: 'latin1',
        env: { HOME: '/nonexistent' },
      });
    const { status, stderr, stdout } = asNobody(['-n', '1']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('CAP_BPF and CAP_PERFMON');
    expect(stderr).toMatch(/^ {2}sudo \S+ \S+ -n 1$/m);
  });
});

describe.skipIf(root)('live capture (skipped: needs root and a kernel with BTF)', () => {
  it('is not tried', (context) => context.skip('needs root and /sys/kernel/btf/vmlinux'));
});
