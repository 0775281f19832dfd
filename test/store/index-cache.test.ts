import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IndexCache, identityOf, openIndexCache } from '../../src/store/index.ts';

let folder: string;
let path: string;
let notes: string[];
const open = (maxBytes?: number): Promise<IndexCache | undefined> =>
  openIndexCache({ path, note: (text) => notes.push(text), ...(maxBytes === undefined ? {} : { maxBytes }) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-cache-'));
  path = join(folder, 'deep', 'indices.sqlite');
  notes = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const index = { texts: { rows: 'é"\u0000' }, lists: { events: Array.from({ length: 2000 }, (_, i) => i / 3), none: [] } };

describe('the cache of indices', () => {
  it('gives back what was written, in another run too, and nothing for other files', async () => {
    const first = await open();
    await first!.write('a', index);
    await first!.close();
    const second = await open();
    expect(await second!.read('a')).toEqual(index);
    expect(await second!.read('b')).toBeUndefined();
    await second!.write('a', { texts: {}, lists: { events: [1] } });
    expect(await second!.read('a')).toEqual({ texts: {}, lists: { events: [1] } });
    await second!.close();
    expect(notes).toEqual([]);
  });

  it('is made once by runs that begin together', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => open()));
    expect(notes).toEqual([]);
    await all[0]!.write('a', index);
    for (const cache of all) expect(await cache!.read('a')).toEqual(index);
    await Promise.all(all.map((cache) => cache!.close()));
  });

  it('is for its owner only', async () => {
    await (await open())!.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
  });

  it('forgets what was not used for longest where it would grow too large', async () => {
    const cache = await open(40_000);
    await cache!.write('a', index);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await cache!.write('b', index);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await cache!.read('a');
    await cache!.write('c', index);
    expect(await cache!.read('b')).toBeUndefined();
    expect(await cache!.read('a')).toEqual(index);
    expect(await cache!.read('c')).toEqual(index);
    await cache!.close();
  });

  it('is made anew with a note where it is damaged', async () => {
    await (await open())!.close();
    writeFileSync(path, 'this is no database, and never was one; it is long enough to be looked at'.repeat(100));
    const cache = await open();
    await cache!.write('a', index);
    expect(await cache!.read('a')).toEqual(index);
    await cache!.close();
    expect(notes).toEqual([expect.stringContaining('damaged and is made anew')]);
  });

  it('survives damage in the middle: a note, and nothing is known', async () => {
    const first = await open();
    await first!.write('a', index);
    await first!.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4096);
    writeFileSync(path, bytes);
    const cache = await open();
    expect(await cache?.read('a')).toBeUndefined();
    await cache?.close();
    expect(notes).toHaveLength(1);
  });

  it('is not there where it has no place', async () => {
    writeFileSync(join(folder, 'deep'), '');
    expect(await open()).toBeUndefined();
  });
});

describe('what a file is known by', () => {
  it('changes with its bytes, its length and its time', () => {
    const file = join(folder, 'a.scap');
    writeFileSync(file, 'one');
    const first = identityOf(file);
    expect(identityOf(file)).toBe(first);
    const { atime, mtime } = statSync(file);
    writeFileSync(file, 'two');
    utimesSync(file, atime, mtime);
    const second = identityOf(file);
    expect(second).not.toBe(first);
    utimesSync(file, atime, new Date(0));
    expect(identityOf(file)).not.toBe(second);
    expect(identityOf(join(folder, 'missing'))).toBeUndefined();
    expect(identityOf(folder)).toBeUndefined();
  });
});
