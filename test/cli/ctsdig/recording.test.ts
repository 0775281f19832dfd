import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStore } from '../../../src/chisel/view/index.ts';
import { Recording } from '../../../src/cli/ctsdig/recording.ts';
import { EventCursor } from '../../../src/event/index.ts';
import { bindField, findField } from '../../../src/field/index.ts';
import { compileFilter } from '../../../src/filter/index.ts';
import { Machine } from '../../../src/machine/index.ts';
import { FileSource } from '../../../src/source/file/index.ts';
import { capture, capturesDir, noCaptures } from '../../support/captures.ts';
import { hasSysdig, noSysdig } from '../../support/sysdig.ts';

const fields = [
  'evt.rawtime',
  'thread.tid',
  'evt.type',
  'evt.dir',
  'proc.name',
  'proc.exeline',
  'proc.ppid',
  'fd.name',
  'container.id',
].map((name) => bindField(findField(name)!, undefined));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tsdig-recording-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** What a file shows, from a time on. */
async function linesOf(path: string, since = 0n, filter?: string): Promise<string[]> {
  const source = new FileSource(path);
  const machine = new Machine();
  machine.load(await source.open());
  const predicate = filter === undefined ? undefined : compileFilter(filter).predicate;
  const evt = new EventCursor();
  const lines: string[] = [];
  for (;;) {
    const batch = await source.nextBatch();
    if (batch === undefined) break;
    while (batch.next(evt)) {
      if (!machine.process(evt, predicate)) continue;
      const values = fields.map((field) => field.extract(machine.context));
      if ((values[0] as bigint) >= since) lines.push(values.map(String).join('|'));
    }
  }
  await source.close();
  return lines;
}

/** A capture, played into a store and, from the middle on, recorded with what was before. */
async function recorded(path: string, share: number, filter?: string, fileBytes?: number) {
  const all = await linesOf(path);
  const source = new FileSource(path);
  const machine = new Machine();
  machine.load(await source.open());
  const store = new EventStore(machine, source.base);
  store.begin(machine.snapshot());
  const out = join(dir, 'recorded.scap');
  const passes = filter === undefined ? undefined : compileFilter(filter).predicate;
  let recording: Recording | undefined;
  const failures: unknown[] = [];
  let since = 0n;
  const evt = new EventCursor();
  let events = 0;
  for (;;) {
    const batch = await source.nextBatch();
    if (batch === undefined) break;
    while (batch.next(evt)) {
      recording?.turn(evt, batch);
      if (machine.process(evt, undefined)) {
        recording?.event(machine.context, batch);
        store.add(machine.context);
        events++;
      } else recording?.state(machine.context, batch);
      if (events % 500 === 0) recording?.pause();
      if (recording === undefined && events >= all.length * 0.8) {
        const time = store.firstTime + (store.lastTime - store.firstTime) * share;
        since = store.absolute(time);
        const past = { store, since: time };
        recording = new Recording({
          path: out,
          passes,
          fileBytes,
          machine,
          past,
          owner: undefined,
          onFailure: (error) => failures.push(error),
        });
      }
    }
  }
  await recording!.close();
  await source.close();
  expect(failures).toEqual([]);
  return { recording: recording!, since };
}

describe.skipIf(capturesDir === undefined)(
  `a recording that begins with the past${capturesDir === undefined ? ` (${noCaptures})` : ''}`,
  () => {
    it.each([
      ['nginx_nginx', 0.3],
      ['example5_httpd', 0.5],
      ['mpm-worker_full', 0.6],
    ])('shows %s as it was from then on, with names of what was open before', async (name, share) => {
      const path = capture(name);
      const { recording, since } = await recorded(path, share);
      expect(recording.lost).toBe(0);
      const want = await linesOf(path, since);
      const got = await linesOf(recording.path);
      expect(got.length).toBe(want.length);
      expect(got.filter((line, i) => line !== want[i])).toEqual([]);
    });

    it.each(['proc.name=nginx and evt.type=read', 'fd.type=ipv4', 'evt.type!=switch and evt.failed=false'])(
      'holds what passes %s, under the same names',
      async (filter) => {
        const path = capture('nginx_nginx');
        const { recording, since } = await recorded(path, 0.3, filter);
        const want = await linesOf(path, since, filter);
        expect(want.length).toBeGreaterThan(0);
        expect(await linesOf(recording.path)).toEqual(want);
      },
    );

    it('begins each of several files with what is known there', async () => {
      const path = capture('mpm-worker_full');
      const { recording, since } = await recorded(path, 0.4, undefined, 600_000);
      expect(recording.files.length).toBeGreaterThan(2);
      const got = await Promise.all(recording.files.map((file) => linesOf(file)));
      const want = await linesOf(path, since);
      expect(got.flat().length).toBe(want.length);
      const processes = (lines: readonly string[]) => lines.map((line) => line.split('|').slice(0, 6).join('|'));
      expect(processes(got.flat())).toEqual(processes(want));
    });

    it.skipIf(!hasSysdig)(`is read by sysdig and csysdig without a word (${noSysdig} otherwise)`, async () => {
      const { recording } = await recorded(capture('nginx_nginx'), 0.3);
      for (const [program, ...args] of [['sysdig'], ['csysdig', '-j', '-v', 'procs', '--from', '0', '--to', '9']] as const) {
        const { status, stderr, stdout } = spawnSync(program, ['-r', recording.path, ...args], { encoding: 'latin1', maxBuffer: 1 << 28 });
        expect([status, stderr, stdout.length > 0]).toEqual([0, '', true]);
      }
    });
  },
);
