import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chiselCommand } from '../../src/cli/chisel/index.ts';
import { sampleCapture } from '../../src/cli/chisel/sample.ts';
import { minimalCapture } from '../support/minimal-capture.ts';
import { sampleEvents } from '../support/sample-events.ts';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-new-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('tsdig chisel', () => {
  it('has a sample capture that is made of the events of the tests', () => {
    expect(gunzipSync(Buffer.from(sampleCapture, 'base64')).equals(minimalCapture(sampleEvents()))).toBe(true);
  });

  it('new leaves alone what is there', async () => {
    writeFileSync('package.json', '{"name":"mine"}\n');
    const { text, exitCode } = await chiselCommand(['new', 'mine']);
    expect(exitCode).toBe(0);
    expect(text).toContain('left   package.json: it was there');
    expect(readFileSync('package.json', 'utf8')).toBe('{"name":"mine"}\n');
    await expect(chiselCommand(['new', 'mine'])).rejects.toMatchObject({ message: 'mine.ts is there already' });
  });

  it.each([
    [['new'], 'tsdig chisel new takes one name'],
    [['new', '../x'], '../x is no name of a chisel'],
    [['new', 'X'], 'X is no name of a chisel'],
    [['old'], 'tsdig chisel does not know old'],
    [['test'], 'tsdig chisel test takes a chisel and a capture'],
    [['test', 'none.ts'], 'there is no file none.ts'],
    [['test', 'none.ts', '--wrong'], expect.stringContaining("Unknown option '--wrong'")],
  ])('refuses %j', async (argv, message) => {
    await expect(chiselCommand(argv)).rejects.toMatchObject({ message });
  });

  it('tells how it is called', async () => {
    expect((await chiselCommand([])).text).toContain('Usage: tsdig chisel new NAME');
  });
});
