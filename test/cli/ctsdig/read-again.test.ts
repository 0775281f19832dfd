import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventStore, ReadingPlan } from '../../../src/chisel/view/index.ts';
import { FileAgain } from '../../../src/cli/ctsdig/read-again.ts';
import { call, open } from '../../machine/events.ts';
import { minimalCapture } from '../../support/minimal-capture.ts';

/** An open and 20 reads, two ns for each, from 1 ns on. */
const bytes = minimalCapture([...open(3, '/data'), ...Array.from({ length: 20 }, () => call('READ', [3, 10], [1, 'x'])).flat()]);

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-again-'));
  path = join(folder, 'file.scap');
  writeFileSync(path, bytes);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(again: FileAgain | undefined, count: number, plan: Partial<ReadingPlan> = {}): Promise<EventStore> {
  let store: EventStore | undefined;
  const begin = (begun: EventStore) => {
    store = begun;
  };
  const rest = { maxBytes: 1 << 30, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, goesOn: () => true };
  await again!.read(count, { begin, ...rest, ...plan });
  return store!;
}

describe('a file that is read again', () => {
  it('gives as many events as were read the first time', async () => {
    const again = FileAgain.of(path);
    expect((await read(again, 42)).count).toBe(42);
    expect((await read(again, 7)).count).toBe(7);
    expect((await read(again, 1000)).count).toBe(42);
  });

  it('gives what happened in a time, and what the machine was like then', async () => {
    const store = await read(FileAgain.of(path), 42, { from: 9, to: 19 });
    expect([store.firstTime, store.lastTime, store.count]).toEqual([9, 20, 12]);
    expect(store.segments[0]!.fd(1)?.name).toBe('/data');
  });

  it('is read as far as somebody wants it', async () => {
    const shares: number[] = [];
    await read(FileAgain.of(path), 42, {
      goesOn: (share) => {
        shares.push(share);
        return false;
      },
    });
    expect(shares).toHaveLength(1);
  });

  it('may be packed, and may break off where it did the first time', async () => {
    const packed = join(folder, 'file.scap.gz');
    writeFileSync(packed, gzipSync(bytes));
    expect((await read(FileAgain.of(packed), 42)).count).toBe(42);
    truncateSync(path, bytes.length - 5);
    expect((await read(FileAgain.of(path), 41)).count).toBe(41);
    await expect(read(FileAgain.of(path), 42)).rejects.toThrow('damaged');
  });

  it('must be the one it was, but may have grown', async () => {
    const again = FileAgain.of(path);
    writeFileSync(path, Buffer.concat([bytes, bytes]));
    expect((await read(again, 42)).count).toBe(42);
    truncateSync(path, 1000);
    await expect(read(again, 42)).rejects.toThrow('not the one any more');
    writeFileSync(join(folder, 'other'), bytes);
    renameSync(join(folder, 'other'), path);
    await expect(read(again, 42)).rejects.toThrow('not the one any more');
    rmSync(path);
    await expect(read(again, 42)).rejects.toThrow('not the one any more');
  });

  it('is none of what comes only once', () => {
    expect(FileAgain.of('-')).toBeUndefined();
    expect(FileAgain.of(join(folder, 'missing'))).toBeUndefined();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(FileAgain.of(pipe)).toBeUndefined();
  });
});
