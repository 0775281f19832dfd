import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { compute, type EventStore, FollowedSample, joinFilters, layOut, type Question, type Span } from '../../../src/chisel/view/index.ts';
import { capture, capturesDir } from '../../support/captures.ts';
import { minimalCapture } from '../../support/minimal-capture.ts';
import { contentOf, largeEvents, storeOf } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdig-followed-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const shown = ['procs', 'files', 'procs_cpu', 'procs_fd_usage', 'syscalls', 'spy_users'];

/** Tables of all of a store, and of parts of it. */
function questions({ firstTime, lastTime }: EventStore): Question[] {
  const at = (share: number) => firstTime + share * (lastTime - firstTime);
  const windows: (Span | undefined)[] = [
    undefined,
    { from: at(0), to: at(0.1) },
    { from: at(0.4), to: at(0.6) },
    { from: at(0.9), to: at(1) },
  ];
  return views
    .filter(({ id }) => shown.includes(id))
    .flatMap((view) => {
      const layout = () => layOut(view, { depth: 1 });
      return windows.flatMap((window) =>
        (window === undefined ? [''] : ["evt.latency>0 and proc.name!='x'"]).map((filter) => {
          const one = layout();
          return { layout: one, filter: joinFilters([filter, one.filter]), window };
        }),
      );
    });
}

function computed(store: EventStore, question: Question) {
  const work = compute(store, question);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

async function expectSame(path: string): Promise<void> {
  const kept = await storeOf(path);
  expect(kept.dropped).toBe(0);
  const asked = questions(kept);
  const followed: FollowedSample[] = [];
  const forgetting = await storeOf(path, { maxBytes: 1 }, (store) => {
    for (const question of asked) {
      const sample = new FollowedSample(store, question);
      store.follow((segment) => sample.take(segment));
      followed.push(sample);
    }
  });
  expect(forgetting.count).toBe(kept.count);
  for (const [i, question] of asked.entries()) {
    const name = `${question.layout.view.id} ${question.filter} ${question.window?.from}`;
    expect(contentOf(followed[i]!.finish()), name).toEqual(contentOf(computed(kept, question)));
  }
}

describe('a table made while events come in, of which a store keeps next to none', () => {
  it('is the one of a store that keeps them all', async () => {
    const path = written('large.scap', minimalCapture(largeEvents()));
    await expectSame(path);
    expect((await storeOf(path, { maxBytes: 1 })).dropped).toBeGreaterThan(5000);
  });

  it('is so where captures stand one after the other in a file', async () => {
    const one = minimalCapture(largeEvents());
    await expectSame(written('two.scap', Buffer.concat([one, one])));
  });

  it.skipIf(capturesDir === undefined)('is so for a real capture', () => expectSame(capture('mpm-event_full')));
});
