import { beforeEach, describe, expect, it } from 'vitest';
import type { ViewSession } from '../../../src/chisel/view/index.ts';
import { Foresight } from '../../../src/tui/model/foresight.ts';
import { sessionOver } from '../../chisel/view/support.ts';
import { event } from '../../support/events.ts';

const at = 1_600_000_000_000_000_000n;

let session: ViewSession;
/** Ids of the views that were made, in order. */
let made: string[];

beforeEach(async () => {
  session = await sessionOver([
    event('PPME_SYSCALL_READ_E', [3, 4096], { time: at, tid: 100 }),
    event('PPME_SYSCALL_READ_X', [5, 'abcde'], { time: at + 10n, tid: 100 }),
  ]);
  made = [];
  const preview = session.preview.bind(session);
  session.preview = (id, signal) => {
    made.push(id);
    return preview(id, signal);
  };
});

describe('what the user may look at next', () => {
  it('is made beforehand, what is in a row first, and only what can be shown', async () => {
    await new Foresight(session).begin();
    expect(made[0]).toBe('threads');
    expect(made).toContain('files');
    expect(made).not.toContain('procs');
    expect(made).not.toContain('containers');
  });

  it('is the sample that is shown then', async () => {
    await new Foresight(session).begin();
    const { sample } = (await session.preview('threads'))!;
    session.setView('threads');
    expect(session.sample()).toBe(sample);
  });

  it('waits where somebody waits for something else', async () => {
    const foresight = new Foresight(session);
    const begun = foresight.begin();
    foresight.stop();
    await begun;
    expect(made).toEqual([]);
  });

  it('is not guessed for a selection', async () => {
    session.setFilter('thread.tid=100');
    await new Foresight(session).begin();
    expect(made).toEqual([]);
  });
});
