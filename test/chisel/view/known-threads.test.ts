import { describe, expect, it } from 'vitest';
import { Known, KnownThreads } from '../../../src/chisel/view/store/known-threads.ts';

/** Threads 0 and 1 are a process, thread 2 is another. */
function threads(ofProcessOnly: boolean): KnownThreads {
  const known = new KnownThreads(1, ofProcessOnly);
  known.belongs(0, 0);
  known.belongs(1, 0);
  known.belongs(2, 2);
  for (const thread of [0, 1, 2]) known.is(thread, thread === 1 ? Known.refused : Known.taken);
  return known;
}

describe('what is known of threads', () => {
  it('is remembered for each, and nothing is known of events without a thread', () => {
    const known = threads(true);
    known.is(-1, Known.taken);
    expect([-1, 0, 1, 2].map((thread) => known.of(thread))).toEqual([Known.nothing, Known.taken, Known.refused, Known.taken]);
  });

  it('is forgotten for a process where one of its threads changes', () => {
    const known = threads(true);
    known.forget(1);
    expect([0, 1, 2].map((thread) => known.of(thread))).toEqual([Known.nothing, Known.nothing, Known.taken]);
  });

  it('is forgotten for all where it may hang on other processes', () => {
    const known = threads(false);
    known.forget(2);
    expect([0, 1, 2].map((thread) => known.of(thread))).toEqual([Known.nothing, Known.nothing, Known.nothing]);
  });

  it('does not outlive the process a thread belonged to', () => {
    const known = threads(true);
    known.belongs(1, 2);
    expect(known.of(1)).toBe(Known.nothing);
  });

  it('is forgotten where a process has more or fewer fds than before', () => {
    const known = threads(true);
    expect(known.countFds(2, 5)).toBe(true);
    known.is(2, Known.taken);
    expect(known.countFds(2, 5)).toBe(false);
    expect(known.of(2)).toBe(Known.taken);
    expect(known.countFds(2, 6)).toBe(true);
    expect(known.of(2)).toBe(Known.nothing);
  });
});
