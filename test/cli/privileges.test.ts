import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { identityToBecome, threadsWithRights } from '../../src/cli/privileges.ts';

const isRoot = process.geteuid?.() === 0;
const work = mkdtempSync(join(tmpdir(), 'tsdig-privileges-'));
afterAll(() => rmSync(work, { recursive: true }));

const nobody = { user: undefined, noDrop: false, sudoUid: undefined, sudoGid: undefined };

describe.runIf(isRoot)('whom a run by root becomes (as root)', () => {
  it.each([
    ['who called sudo', { sudoUid: '1000', sudoGid: '100' }, { uid: 1000, gid: 100 }],
    ['nobody where root called sudo', { sudoUid: '0', sudoGid: '0' }, undefined],
    ['nobody where no one called sudo', {}, undefined],
    ['nobody where the numbers are none', { sudoUid: '-1', sudoGid: '5' }, undefined],
    ['nobody where the numbers stand for "no one"', { sudoUid: '4294967295', sudoGid: '5' }, undefined],
    ['nobody with --no-drop', { sudoUid: '1000', sudoGid: '100', noDrop: true }, undefined],
    ['who --user names', { sudoUid: '1000', sudoGid: '100', user: 'nobody' }, { uid: 65_534, gid: 65_534 }],
    ['the number --user gives', { user: '65534' }, { uid: 65_534, gid: 65_534 }],
  ])('%s', (_who, wishes, identity) => {
    expect(identityToBecome({ ...nobody, ...wishes })).toEqual(identity);
    expect(process.geteuid?.()).toBe(0);
  });

  it('is refused where there is no such user, or two wishes contradict each other', () => {
    expect(() => identityToBecome({ ...nobody, user: 'no-such-user' })).toThrow('no account no-such-user');
    expect(() => identityToBecome({ ...nobody, user: 'nobody', noDrop: true })).toThrow('contradict');
  });
});

describe.skipIf(isRoot)('whom a run by an ordinary user becomes (as root: skipped)', () => {
  it('is nobody, whatever the environment says', () => {
    expect(identityToBecome({ ...nobody, sudoUid: '1000', sudoGid: '100' })).toBeUndefined();
    expect(() => identityToBecome({ ...nobody, user: 'nobody' })).toThrow('only root');
  });
});

/** A folder as `/proc/self/task` is, with these threads. */
function tasks(name: string, statuses: Readonly<Record<string, string>>): string {
  for (const [tid, status] of Object.entries(statuses)) {
    mkdirSync(join(work, name, tid), { recursive: true });
    writeFileSync(join(work, name, tid, 'status'), status);
  }
  return join(work, name);
}

const none =
  'CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\nCapAmb:\t0000000000000000\n';
const clean = `Name:\tnode\nUid:\t5\t5\t5\t5\nGid:\t6\t6\t6\t6\n${none}`;

describe('threads that have rights left', () => {
  it('are found among all of them', () => {
    const root = tasks('some', {
      1: clean,
      2: clean.replace('Uid:\t5\t5\t5\t5', 'Uid:\t5\t5\t0\t5'),
      3: clean.replace('CapEff:\t0000000000000000', 'CapEff:\t0000000000200000'),
      4: clean.replace('Gid:\t6', 'Gid:\t0'),
      5: 'nothing of use\n',
    });
    const found = threadsWithRights(5, 6, root);
    expect(found.map((line) => line.slice(0, 8))).toEqual(expect.arrayContaining(['thread 2', 'thread 3', 'thread 4', 'thread 5']));
    expect(found).not.toContainEqual(expect.stringContaining('thread 1'));
  });

  it('are none where all is well', () => {
    expect(threadsWithRights(5, 6, tasks('clean', { 1: clean, 2: clean }))).toEqual([]);
  });
});

const source = fileURLToPath(new URL('../../src/cli/privileges.ts', import.meta.url));

describe.runIf(isRoot)('becoming another user (as root)', () => {
  it('changes all threads, those of the pool and of workers too, and cannot be undone', () => {
    const script = `
      import { readFile } from 'node:fs/promises';
      import { readdirSync, readFileSync } from 'node:fs';
      import { Worker } from 'node:worker_threads';
      import { become } from ${JSON.stringify(source)};
      await Promise.all(Array.from({ length: 8 }, () => readFile('/etc/passwd')));
      const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
      await new Promise((ready) => worker.once('online', ready));
      become({ uid: 65534, gid: 65534 });
      const lines = readdirSync('/proc/self/task').flatMap((tid) =>
        readFileSync('/proc/self/task/' + tid + '/status', 'latin1').split('\\n').filter((line) => /^(Uid|Gid|Groups|CapEff|CapPrm|CapAmb)/.test(line)));
      let back = 'not';
      try { process.setuid(0); back = 'again'; } catch {}
      console.log(JSON.stringify({ threads: readdirSync('/proc/self/task').length, lines: [...new Set(lines)].map((line) => line.replace(/\\s+/g, ' ').trim()).sort(), back }));
      process.exit(0);
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], { encoding: 'utf8' });
    const { threads, lines, back } = JSON.parse(stdout || JSON.stringify({ stderr })) as { threads: number; lines: string[]; back: string };
    expect(threads).toBeGreaterThan(8);
    expect(lines).toEqual([
      'CapAmb: 0000000000000000',
      'CapEff: 0000000000000000',
      'CapPrm: 0000000000000000',
      'Gid: 65534 65534 65534 65534',
      'Groups: 65534',
      'Uid: 65534 65534 65534 65534',
    ]);
    expect(back).toBe('not');
  });
});
