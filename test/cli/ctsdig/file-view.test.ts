import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openFileView } from '../../../src/cli/ctsdig/file-view.ts';
import { defaultViewSettings } from '../../../src/cli/ctsdig/settings.ts';
import type { Shown } from '../../../src/cli/ctsdig/shown.ts';
import * as tui from '../../../src/tui/index.ts';
import { largeEvents } from '../../chisel/view/support.ts';
import { minimalCapture } from '../../support/minimal-capture.ts';

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-file-view-'));
  path = join(folder, 'large.scap');
  writeFileSync(path, minimalCapture(largeEvents()));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const opened: Shown[] = [];
afterEach(async () => {
  for (const shown of opened.splice(0)) await shown.end();
});

/** The file on a screen that nobody sees. */
async function open(memoryMiB: number, view = 'files') {
  const shown = await openFileView(path, { ...defaultViewSettings(), file: path, view, memoryMiB }, tui);
  opened.push(shown);
  const { port } = shown;
  const said: string[] = [];
  port.onMessage((_, text) => said.push(text));
  const states = new Set<string>();
  port.subscribe(() => states.add(port.snapshot().state.kind));
  await shown.ready();
  /** Waits until all that was asked for is shown. */
  const settled = () =>
    expect.poll(() => [port.snapshot().state.kind, port.snapshot().busy], { timeout: 10_000 }).toEqual(['offline', false]);
  await settled();
  const rows = () => Array.from({ length: port.snapshot().rows.length }, (_, i) => port.snapshot().rows.at(i).cells);
  return { port, said, states, settled, rows };
}

describe('a file of which memory holds a third', () => {
  it('shows the same as with memory for all of it', async () => {
    const whole = await open(512);
    const small = await open(16);
    expect(small.port.snapshot().source.detail).toMatch(/^\d+ evts, 60\.08s, the first \d+ not in memory$/);
    expect(whole.port.snapshot().source.detail).toMatch(/^\d+ evts, 60\.08s$/);
    // Made while the file was read.
    expect(small.rows()).toEqual(whole.rows());
    expect(small.said).toEqual([]);
    const window = { from_ns: 10e9, to_ns: 11e9 };
    for (const change of [
      ({ port }: typeof whole) => port.setView('procs'),
      ({ port }: typeof whole) => port.setWindow(window),
      ({ port }: typeof whole) => port.setView('syscalls'),
      ({ port }: typeof whole) => port.setFilter('proc.name=p100'),
      ({ port }: typeof whole) => port.setWindow(undefined),
    ]) {
      for (const one of [whole, small]) {
        one.states.clear();
        expect(change(one)).toBeUndefined();
        await one.settled();
      }
      expect(small.rows()).toEqual(whole.rows());
      expect(whole.states).not.toContain('loading');
    }
    // For each but those of the window, and for this once.
    expect(small.said.filter((text) => text.startsWith('not all of it is in memory'))).toHaveLength(3);
    expect(small.states).toContain('loading');
  }, 40_000);

  it('lists the events of such a window, and says where it lists fewer', async () => {
    const { port, said, settled } = await open(16);
    const listed = async () => {
      const list = port.events.dig('/data/100');
      await expect.poll(() => list.reading).toBe(false);
      const { length } = list;
      list.close();
      return length;
    };
    expect(await listed()).toBeLessThan(3000);
    expect(said.pop()).toMatch(/^only events from \d\d:\d\d:\d\d\.\d on are in memory and listed/);
    port.setWindow({ from_ns: 10e9, to_ns: 11e9 });
    await settled();
    said.length = 0;
    expect(await listed()).toBeGreaterThan(60);
    expect(said).toEqual([]);
  });

  it('is not read again any more after Esc, and says what does not count then', async () => {
    const { port, settled, rows } = await open(16);
    const all = rows();
    port.setView('procs');
    const stop = port.subscribe(() => {
      if (port.snapshot().state.kind === 'loading') port.stopLoading();
    });
    await settled();
    stop();
    expect(port.snapshot().source.detail).toMatch(/, the first \d+ not counted: too many for memory$/);
    port.setView('files');
    await settled();
    expect(port.snapshot().source.detail).toMatch(/not in memory$/);
    expect(rows()).toEqual(all);
  });

  it('has trends of what is in memory only', async () => {
    const { port, settled } = await open(16);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(port.snapshot().trend).toBeUndefined();
    port.setWindow({ from_ns: 10e9, to_ns: 11e9 });
    await settled();
    await expect.poll(() => port.snapshot().trend?.column, { timeout: 4000 }).toBeDefined();
  });
});
