import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import around from '../../chisels/around.ts';
import list_login_shells from '../../chisels/list_login_shells.ts';
import lscontainers from '../../chisels/lscontainers.ts';
import shellshock_detect from '../../chisels/shellshock_detect.ts';
import spy_logs from '../../chisels/spy_logs.ts';
import spy_port from '../../chisels/spy_port.ts';
import spy_users from '../../chisels/spy_users.ts';
import udp_extract from '../../chisels/udp_extract.ts';
import type { Chisel } from '../../src/chisel/index.ts';
import { call, cloneExit, open } from '../machine/events.ts';
import { accepted, at, connected, io, program, writeCapture } from '../support/conversations.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdig } from '../support/sysdig.ts';
import { runChisels } from './run.ts';

process.env.TZ = 'UTC';
const work = mkdtempSync(join(tmpdir(), 'tsdig-sessions-'));
afterAll(() => rmSync(work, { recursive: true }));

function written(name: string, ...events: readonly (readonly MinimalEvent[])[]): string {
  return writeCapture(join(work, name), [...program('init', 1, 0), ...events.flat()]);
}

type Options = Parameters<typeof runChisels>[2];

async function outputOf(file: string, name: string, chisel: Chisel, word?: string, options: Options = {}) {
  return runChisels(file, [{ name, chisel, ...(word !== undefined && { word }) }], options);
}

const shell = 400;
const child = (tid: number, ms: number, parent = shell): MinimalEvent[] => [
  { ...cloneExit(0, { tid, pid: tid, ptid: parent, comm: 'bash' }), tid: BigInt(tid), time: at(ms) },
];
const started = (name: string, tid: number, ms: number, env = ''): MinimalEvent[] => [
  ...child(tid, ms),
  ...program(name, tid, ms, { env }),
];
const changed = (directory: string, ms: number): MinimalEvent[] =>
  call('CHDIR', [], [0, directory], { tid: shell }).map((one) => ({ ...one, time: at(ms) }));

describe('spy_users', () => {
  it('shows commands after every change of directory, also after the second, behind which sysdig hides them', async () => {
    const file = written(
      'users.scap',
      child(shell, 0, 1),
      program('bash', shell, 1),
      changed('/tmp', 2),
      changed('/etc', 3),
      changed('/usr', 4),
      [...child(401, 5, shell), ...call('CHDIR', [], [0, '/opt'], { tid: 401 }).map((one) => ({ ...one, time: at(6) }))],
    );
    const { text } = await outputOf(file, 'spy_users', spy_users);
    expect(text.split('\n').map((line) => line.replace(/^( *)(\d+) [\d:]+/, '$1$2'))).toEqual([
      '400 <NA>) cd /tmp',
      '400 <NA>) cd /etc',
      '400 <NA>) cd /usr',
      '    400 <NA>) cd /opt',
      '',
      '',
    ]);
  });
});

describe('shellshock_detect', () => {
  const attack = '() { :;}; echo vulnerable';
  const file = written(
    'shellshock.scap',
    child(shell, 0, 1),
    program('httpd', shell, 1),
    started('bash', 401, 2, `A=1\0HTTP_USER_AGENT=${attack}\0B=2\0`),
    started('sh', 402, 3, 'A=1\0F=()\0'),
    started('perl', 403, 4, `X=${attack}\0`),
  );

  it('reports shells that are started with a function in their environment, and who started them', async () => {
    const { text, warnings } = await outputOf(file, 'shellshock_detect', shellshock_detect);
    expect(warnings).toEqual([]);
    const [head, ...lines] = text.split('\n');
    expect(head).toBe('TIME                  PROCNAME              PID     FUNCTION');
    expect(lines).toEqual([`12:26:40.002000000    httpd                 400     ${attack}`, '']);
  });
});

describe('list_login_shells', () => {
  const file = written('shells.scap', child(shell, 0, 1), program('bash', shell, 1), started('ls', 401, 2), started('cat', 402, 3));

  it('names each shell once, of all or of those with a command', async () => {
    expect((await outputOf(file, 'list_login_shells', list_login_shells)).text).toBe('All shells:\n400\n');
    expect((await outputOf(file, 'list_login_shells', list_login_shells, 'cat')).text).toBe('Shells containing cat:\n400\n');
    expect((await outputOf(file, 'list_login_shells', list_login_shells, 'vi')).text).toBe('Shells containing vi:\n');
  });
});

describe('what can be saved around events', () => {
  const file = written(
    'logs.scap',
    program('app', 200, 0),
    open(5, '/var/log/app.log', { tid: 200 }),
    io('WRITE', 5, 'one\ntwo\n', 200, 5),
  );
  const time = at(5);

  it('is asked for by spy_logs where a file is named', async () => {
    const { text, again } = await outputOf(file, 'spy_logs', spy_logs, '/tmp/out.scap 20');
    expect(text).toBe('app /var/log/app.log one\napp /var/log/app.log two\nWriting events for 1 log entries\n');
    expect(again).toEqual([['-F', '-r', file, '-w', '/tmp/out.scap', `(evt.around[${time}]=20 and thread.tid=200)`]]);
    expect((await outputOf(file, 'spy_logs', spy_logs)).again).toEqual([]);
  });

  it('is asked for by around, which needs a filter', async () => {
    const { text, again } = await outputOf(file, 'around', around, '/tmp/out.scap', { filter: 'evt.type=write and evt.dir=<' });
    expect(text).toBe('12:26:40.005000000 app(200)\n\nSaving events around 1 syslog entries to /tmp/out.scap\n');
    expect(again).toEqual([['-F', '-r', file, '-w', '/tmp/out.scap', `(evt.around[${time}]=1000 and thread.tid=200)`]]);
    await expect(outputOf(file, 'around', around, '/tmp/out.scap')).rejects.toThrow('no filter specified');
    await expect(outputOf(file, 'around', around, '/tmp/out.scap', { live: true })).rejects.toThrow('live capture not supported');
  });
});

describe('spy_port', () => {
  const file = written(
    'port.scap',
    program('nginx', 200, 0),
    accepted(9, '10.0.0.1:5000', '10.0.0.2:80', 200, 1),
    io('READ', 9, 'GET /', 200, 2),
    io('READ', 9, 'more than that', 200, 3),
    io('WRITE', 9, 'ok', 200, 4),
  );

  it('gives payloads of one direction in a row the size of the first as sysdig does, but live their own', async () => {
    const { text } = await outputOf(file, 'spy_port', spy_port, '80');
    const lines = ['------ Read 5B', 'GET /', '------ Read 5B', 'more than that', '------ Write 2B', 'ok', ''];
    expect(text.split('\n').slice(0, -1)).toEqual(lines);
    expect((await outputOf(file, 'spy_port', spy_port, '80', { live: true })).text).toContain('------ Read 14B\nmore');
  });

  it.runIf(hasSysdig)(`prints what sysdig prints (${noSysdig})`, async () => {
    const theirs = sysdig('-r', file, '-c', 'spy_port', '80').replaceAll(/\x1b\[\d*m/g, '');
    expect((await outputOf(file, 'spy_port', spy_port, '80')).text).toBe(theirs);
  });
});

describe('udp_extract', () => {
  it('writes whole payloads, whatever bytes are in them, to a file for each connection', async () => {
    const payload = 'a\0b\xff\n';
    const file = written(
      'udp.scap',
      program('dig', 200, 0),
      connected(3, '10.0.0.1:5000', '10.0.0.2:53', 200, 1, 2),
      io('WRITE', 3, payload, 200, 2),
      io('READ', 3, 'answer', 200, 3),
    );
    const before = process.cwd();
    process.chdir(work);
    try {
      for (let run = 0; run < 2; run++) expect((await outputOf(file, 'udp_extract', udp_extract)).text).toBe('');
    } finally {
      process.chdir(before);
    }
    const folder = join(work, 'udp_dump_files');
    expect(readdirSync(folder)).toEqual(['10.0.0.1_5000--10.0.0.2_53']);
    expect(readFileSync(join(folder, '10.0.0.1_5000--10.0.0.2_53'), 'latin1')).toBe(`${payload}answer`);
  });
});

describe('lscontainers', () => {
  it("takes no other argument than 'desc'", async () => {
    const file = written('none.scap', program('app', 200, 0));
    await expect(outputOf(file, 'lscontainers', lscontainers, 'all')).rejects.toThrow("can only be 'desc'");
    expect((await outputOf(file, 'lscontainers', lscontainers, 'desc')).text).toBe('{\n}\n');
  });
});
