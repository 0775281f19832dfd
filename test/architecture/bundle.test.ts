import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { event } from '../support/events.ts';
import { minimalCapture } from '../support/minimal-capture.ts';
import { program } from '../support/program.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-bundle-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Writes the name of every file that is loaded to stderr. */
const watcher = `data:text/javascript,${encodeURIComponent(
  "import { registerHooks } from 'node:module'; registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });",
)}`;

/** Files a run of the built program loads. */
function loaded(...args: string[]): string[] {
  const file = join(work, 'a.scap');
  writeFileSync(file, minimalCapture([event('PPME_SYSCALL_CLOSE_E', [3]), event('PPME_SYSCALL_CLOSE_X', [0])]));
  const { stderr, status } = spawnSync(process.execPath, ['--import', watcher, program, '-r', file, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stderr.split('\n').filter((line) => line.startsWith('file:'));
}

describe('a run of the built tsdig', () => {
  it('loads the compiler of filters only where there is one', () => {
    expect(loaded().filter((url) => /\/filter-/.test(url))).toEqual([]);
    expect(loaded('evt.type=close').some((url) => /\/filter-/.test(url))).toBe(true);
  });

  it('loads nothing of the terminal view, of chisels or of live capture for a filter over a file', () => {
    expect(loaded('evt.type=close').filter((url) => /\/(?:tui|terminal-view|session|chisels|ebpf)-/.test(url))).toEqual([]);
  });

  it('loads few files for a run over a file', () => {
    expect(loaded('evt.type=close').length).toBeLessThanOrEqual(8);
  });

  it('is plain ASCII, so that the engine keeps one byte a character', () => {
    const dist = dirname(program);
    const files = ['', 'chunk', 'chisels'].flatMap((folder) => readdirSync(join(dist, folder)).map((name) => join(dist, folder, name)));
    const others = files.filter((file) => file.endsWith('.js') && readFileSync(file).some((byte) => byte >= 0x80));
    expect(others).toEqual([]);
  });
});
