import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventCursor, FdType, type InitialState } from '../../src/event/index.ts';
import { CaptureDump, type DumpOptions } from '../../src/scap/index.ts';
import { FileSource } from '../../src/source/file/index.ts';
import { capture, captureFiles, noCaptures } from '../support/captures.ts';
import { hasSysdig, noSysdig } from '../support/sysdig.ts';

const missing = captureFiles().length === 0 ? noCaptures : hasSysdig ? '' : noSysdig;

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tsdig-sysdig-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Everything sysdig rebuilds from the tables, of every event. */
const format =
  '*%evt.num %evt.time %evt.cpu %evt.type %evt.args %proc.name %proc.pid %proc.vpid %proc.pname %proc.aname[2] %proc.exe %proc.exepath ' +
  '%proc.args %proc.cwd %proc.env %proc.vmsize %proc.fdlimit %proc.sid %proc.is_exe_writable %thread.vtid %thread.cgroups ' +
  '%user.name %user.homedir %user.shell %user.loginuid %group.name %fd.num %fd.type %fd.name %fd.l4proto %container.id';

function print(file: string, what = format): { status: number | null; stdout: string; lines: number } {
  const run = spawnSync('sysdig', ['-r', file, '-p', what], { encoding: 'latin1', maxBuffer: 1 << 30, env: { ...process.env, TZ: 'UTC' } });
  return { status: run.status, stdout: run.stdout, lines: run.stdout.split('\n').length - 1 };
}

/** Writes a capture again: all of its events behind tables that `change` may have changed. */
async function copy(
  from: string,
  to: string,
  options: Partial<DumpOptions> = {},
  change = (state: InitialState) => state,
): Promise<CaptureDump> {
  const source = new FileSource(from);
  const state = change(await source.open());
  const dump = new CaptureDump({ ...options, path: join(dir, to), snapshot: () => state });
  dump.begin(state);
  const cursor = new EventCursor();
  for (;;) {
    const batch = await source.nextBatch();
    if (batch === undefined) break;
    while (batch.next(cursor)) {
      dump.turn(cursor);
      dump.event(cursor, batch);
    }
    await dump.endBatch();
  }
  await dump.close();
  await source.close();
  return dump;
}

describe.skipIf(missing !== '')(`sysdig reads what is written${missing === '' ? '' : ` (${missing})`}`, () => {
  it.each(captureFiles().map((file) => [file.replace(/.*\//, ''), file] as const))('%s, plain and packed', async (_name, file) => {
    const original = print(file);
    if (original.status !== 0) return;
    for (const gzip of [false, true]) {
      const { files } = await copy(file, 'copy.scap', { gzip });
      expect(print(files[0]!)).toEqual(original);
    }
  });

  it('also where it refuses the original, for the options in its section header', async () => {
    const { files } = await copy(capture('curl_google_comments'), 'options.scap');
    expect(print(files[0]!)).toMatchObject({ status: 0, lines: 1221 });
  });

  it('with the login uids of threads that have newer fields', async () => {
    const change = (state: InitialState): InitialState => ({
      ...state,
      threads: state.threads.map((thread) => ({ ...thread, loginuid: 4242, tty: 77, pidnsInitStart: 123n, exeInode: 9n, pgid: 5 })),
    });
    const { files } = await copy(capture('nginx_nginx'), 'newer.scap', {}, change);
    const seen = new Set(print(files[0]!, '*%user.loginuid').stdout.split('\n'));
    expect(seen).toContain('4242');
    expect(seen).not.toContain('123');
  });

  it('with fds of types it does not know', async () => {
    const newer = Object.values(FdType)
      .filter((type) => type > FdType.fileV2)
      .map((type) => ({ fd: 900 + type, inode: 1n, type, name: `newer${type}` }));
    const change = (state: InitialState): InitialState => ({
      ...state,
      fdLists: state.fdLists.map((list) => ({ ...list, fds: [...list.fds, ...newer] })),
    });
    const { files } = await copy(capture('files_filesat'), 'fds.scap', {}, change);
    expect(print(files[0]!).status).toBe(0);
  });

  it('each file of a rotation by itself', async () => {
    const { files } = await copy(capture('mpm-worker_full'), 'part', { limits: { bytes: 1_000_000 } });
    expect(files.length).toBeGreaterThan(2);
    expect(readdirSync(dir).filter((name) => name.startsWith('part'))).toHaveLength(files.length);
    const parts = files.map((file) => print(file, '*%evt.rawtime %evt.type'));
    expect(parts.every((part) => part.status === 0)).toBe(true);
    expect(parts.map((part) => part.stdout).join('')).toBe(print(capture('mpm-worker_full'), '*%evt.rawtime %evt.type').stdout);
  });
});
