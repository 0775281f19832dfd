import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { because } from './support.ts';

const folders = ['objects/', '../ring/objects/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

/** Compilers differ in the code they make: only the one that made the committed objects can tell whether they are up to date. */
const COMPILER = 'clang version 14.0';
const version = spawnSync('clang', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const obstacle = version.includes(COMPILER) ? undefined : `needs ${COMPILER}`;

describe.skipIf(obstacle !== undefined)(`the committed test objects${because(obstacle)}`, () => {
  test('are what their sources compile to', () => {
    const out = mkdtempSync(join(tmpdir(), 'tsdig-objects-'));
    try {
      execFileSync('sh', [join(folders[0]!, 'build.sh'), out], { stdio: 'pipe' });
      const committed = folders.flatMap((folder) =>
        readdirSync(folder)
          .filter((file) => file.endsWith('.o'))
          .map((file) => join(folder, file)),
      );
      expect(committed.length).toBe(6);
      for (const path of committed) {
        const rebuilt = readFileSync(join(out, path.split('/').at(-1)!));
        expect(rebuilt.equals(readFileSync(path)), path).toBe(true);
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
