import { expect, it } from 'vitest';
import { eventTable } from '../../src/event/index.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { Play, threadEntry } from './play.ts';

/** Numbers that look random and are the same each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const sizes = [0, 1, 2, 4, 7, 8, 9, 13, 16, 17, 18, 19, 37, 40];

function anyEvent(next: () => number): MinimalEvent {
  const type = Math.floor(next() * eventTable.length);
  const known = eventTable[type]!.params.length;
  const count = Math.min(64, Math.floor(next() * (known + 3)));
  const params = Array.from({ length: count }, () => {
    const bytes = new Uint8Array(sizes[Math.floor(next() * sizes.length)]!);
    // Mostly small numbers, which lead further than large ones.
    if (next() < 0.7) bytes[0] = Math.floor(next() * 12);
    else for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(next() * 256);
    return bytes;
  });
  return { type, params, tid: BigInt(Math.floor(next() * 6) - 1) };
}

it.each([1, 2, 3, 4])('no event, whatever its parameters are, brings the machine down (%i)', (seed) => {
  const next = random(seed);
  const play = new Play(
    { threads: [threadEntry({ tid: 1 }), threadEntry({ tid: 2, pid: 1, flags: (1 << 13) | 1 })] },
    { mends: seed % 2 === 0 },
  );
  for (let i = 0; i < 20_000; i++) play.play(anyEvent(next));
  for (const thread of play.machine.threads.values()) if (thread.tid === thread.pid) expect(thread.main).toBe(thread);
  expect(play.machine.threads.size).toBeGreaterThan(0);
});
