import { describe, expect, it } from 'vitest';
import { FdType } from '../../src/event/index.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { Play, threadEntry } from '../machine/play.ts';

const fd = (number: number, type: number, name: string) => ({ fd: number, inode: 0n, type, name });

const { machine } = new Play({
  threads: [threadEntry({ tid: 1, comm: 'init' }), threadEntry({ tid: 2, comm: 'cron' }), threadEntry({ tid: 3, comm: 'kworker' })],
  fdLists: [
    { tid: 1, fds: [fd(3, FdType.fileV2, '/etc/fstab'), fd(4, FdType.unix, '/run/log')] },
    { tid: 2, fds: [fd(3, FdType.fileV2, '/etc/crontab')] },
  ],
});

/** What a filter keeps of the tables: threads, and for each with fds the numbers of those. */
function kept(filter: string): [number[], Record<number, number[]>] {
  const { threads, fdLists } = machine.tablesOf(compileFilter(filter).predicate);
  return [threads.map(({ tid }) => tid), Object.fromEntries(fdLists.map(({ tid, fds }) => [tid, fds.map((entry) => entry.fd)]))];
}

describe('a filter over the tables of a capture', () => {
  it('keeps fds that it matches, with their threads', () => {
    expect(kept('fd.type=unix')).toEqual([[1], { 1: [4] }]);
    expect(kept('fd.num=3')).toEqual([[1, 2], { 1: [3], 2: [3] }]);
    expect(kept('fd.name startswith /etc/c')).toEqual([[2], { 2: [3] }]);
  });

  it('keeps threads that it matches, with or without fds', () => {
    expect(kept('proc.name=init')).toEqual([[1], { 1: [3, 4] }]);
    expect(kept('proc.name=kworker')).toEqual([[3], {}]);
    expect(kept('proc.name=cron and fd.type=unix')).toEqual([[], {}]);
  });
});
