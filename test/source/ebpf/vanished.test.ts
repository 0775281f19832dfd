import { describe, expect, it } from 'vitest';
import type { FdList, InitialState, ThreadEntry } from '../../../src/event/index.ts';
import { withVanished } from '../../../src/source/ebpf/vanished.ts';

const thread = (tid: number, pid = tid) => ({ tid, pid }) as ThreadEntry;
const fds = (tid: number): FdList => ({ tid, fds: [] });

function state(threads: readonly ThreadEntry[], fdLists: readonly FdList[] = []): InitialState {
  return { machine: undefined, interfaces: [], users: [], groups: [], threads, fdLists };
}

const tidsOf = ({ threads }: InitialState) => threads.map(({ tid }) => tid);

describe('threads that vanished while /proc was scanned', () => {
  it('are taken from the earlier scan where events of theirs wait', () => {
    const now = state([thread(1)], [fds(1)]);
    const before = state([thread(1), thread(2), thread(3)], [fds(1), fds(2), fds(3)]);
    const both = withVanished(now, before, new Set([1, 2]));
    expect(tidsOf(both)).toEqual([1, 2]);
    expect(both.fdLists.map(({ tid }) => tid)).toEqual([1, 2]);
  });

  it('bring the process they belonged to', () => {
    const before = state([thread(5), thread(6, 5)], [fds(5)]);
    expect(tidsOf(withVanished(state([]), before, new Set([6])))).toEqual([5, 6]);
  });

  it('leave the scan as it is where there are none', () => {
    const now = state([thread(1)]);
    expect(withVanished(now, state([thread(1), thread(2)]), new Set([1]))).toBe(now);
  });
});
