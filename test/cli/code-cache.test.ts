import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

it('the compile cache is filled with all a start may load, and nothing is written elsewhere or said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tsdig-cache-'));
  folders.push(folder);
  const dist = join(folder, 'dist');
  await cp(join(root, 'dist'), dist, { recursive: true, filter: (path) => !path.endsWith('.compile-cache') });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  const said = execFileSync(process.execPath, [join(dist, 'ctsdig.js'), '--fill-code-cache'], {
    encoding: 'latin1',
    env: { HOME: folder },
  });
  expect(said).toBe('');
  const [versions] = readdirSync(join(dist, 'chunk/.compile-cache'), { withFileTypes: true });
  const kept = readdirSync(join(dist, 'chunk/.compile-cache', versions!.name));
  const chunks = readdirSync(join(dist, 'chunk')).filter((name) => name.endsWith('.js'));
  // Some need packages that are not beside this copy.
  expect(kept.length).toBeGreaterThan(chunks.length / 2);
  expect(readdirSync(folder).sort()).toEqual(['dist', 'package.json']);
});
