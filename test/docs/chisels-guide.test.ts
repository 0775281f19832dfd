import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../support/program.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const work = mkdtempSync(join(tmpdir(), 'tsdig-guide-'));
const [home, prefix, folder] = ['home', 'prefix', 'empty'].map((name) => join(work, name)) as [string, string, string];
const env = {
  ...process.env,
  PATH: [join(prefix, 'bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  HOME: home,
  npm_config_prefix: prefix,
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
  NO_COLOR: '1',
};

/** Installs the built program as `npm install -g` would, but for what it depends on, which it shares with this checkout. */
function install(): void {
  const place = join(prefix, 'lib/node_modules/tsdig');
  const bin = join(prefix, 'bin');
  for (const path of [home, folder, place, bin]) mkdirSync(path, { recursive: true });
  cpSync(dirname(program), join(place, 'dist'), { recursive: true });
  copyFileSync(join(root, 'package.json'), join(place, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  writeFileSync(join(bin, 'tsdig'), `#!/bin/sh\nexec '${process.execPath}' '${join(place, 'dist/tsdig.js')}' "$@"\n`);
  chmodSync(join(bin, 'tsdig'), 0o755);
}

/** A command of the guide, and what the remark behind it says. */
interface Step {
  readonly command: string;
  readonly fails: boolean;
  /** Text that it prints. */
  readonly prints: string;
}

/** The commands of the section of the guide that leads from nothing to a published chisel. */
function steps(): Step[] {
  const guide = readFileSync(join(root, 'docs/chisels.md'), 'utf8');
  const section = /^## Your own in ten minutes$(.*?)^## /ms.exec(guide)?.[1] ?? '';
  const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
  return blocks
    .flatMap((block) => block.split('\n').filter((line) => line !== ''))
    .map((line) => {
      const [, command = line, kind, prints = ''] = /^(.*?)\s+# (fails|prints): (.*)$/.exec(line) ?? [];
      return { command, fails: kind === 'fails', prints };
    });
}

beforeAll(install);
afterAll(() => rmSync(work, { recursive: true }));

describe('the guide from nothing to a published chisel', () => {
  it('works word for word in an empty folder', () => {
    expect(existsSync(join(dirname(program), 'types/index.d.ts')), 'the types of the API are built').toBe(true);
    const all = steps();
    expect(all.length).toBeGreaterThan(20);
    for (const { command, fails, prints } of all) {
      const { stdout, stderr, status } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
      const said = `${stdout}${stderr}`;
      expect({ command, said, ended: status === 0 }).toEqual({ command, said: expect.stringContaining(prints), ended: !fails });
      expect(said).not.toMatch(/Warning/);
    }
  }, 120_000);

  it('begins with a chisel of at most ten lines', () => {
    const lines = readFileSync(join(folder, 'loudest.ts'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});
