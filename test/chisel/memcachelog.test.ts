import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import memcachelog from '../../chisels/memcachelog.ts';
import { accepted, io, program, writeCapture } from '../support/conversations.ts';
import { hasSysdig, noSysdig, sysdig } from '../support/sysdig.ts';
import { runChisels } from './run.ts';

process.env.TZ = 'UTC';
const work = mkdtempSync(join(tmpdir(), 'tsdig-memcache-'));
afterAll(() => rmSync(work, { recursive: true }));

const tid = 200;
const commands = ['get user:1\r\n', 'set user:1 0 0 5\r\nhello\r\n', 'gets a b\r\n', 'delete user:1\r\n', 'set big 0 0 2000\r\n'];
const file = writeCapture(join(work, 'memcached.scap'), [
  ...program('memcached', tid, 0),
  ...accepted(9, '10.0.0.1:5000', '10.0.0.2:11211', tid, 1),
  ...commands.flatMap((command, i) => io('READ', 9, command, tid, 10 + i)),
]);

async function lines(word?: string): Promise<string[]> {
  const { text, warnings } = await runChisels(file, [{ name: 'memcachelog', chisel: memcachelog, ...(word !== undefined && { word }) }]);
  expect(warnings).toEqual([]);
  return text.split('\n').slice(0, -1);
}

const all = [
  '2020-09-13 12:26:40.010000000 method=get size=0B key=user:1',
  '2020-09-13 12:26:40.011000000 method=set size=5B key=user:1',
  '2020-09-13 12:26:40.012000000 method=gets size=0B key=a',
  '2020-09-13 12:26:40.014000000 method=set size=2000B key=big',
];

describe('memcachelog', () => {
  it('shows what is got and set, with sizes and keys', async () => {
    expect(await lines()).toEqual(all);
  });

  it('shows one method only, and large objects only', async () => {
    expect(await lines('get')).toEqual([all[0]]);
    expect(await lines('set')).toEqual([all[1], all[3]]);
    expect(await lines('set 6')).toEqual([all[3]]);
  });

  it.runIf(hasSysdig)(`shows what sysdig shows, but for line ends in keys and sizes that it never finds (${noSysdig})`, () => {
    const theirs = sysdig('-r', file, '-c', 'memcachelog').split('\n').slice(0, -1);
    expect(theirs.map((line) => line.replace(/\.\.$/, ''))).toEqual(all.map((line) => line.replace(/size=\d+B/, 'size=0B')));
  });
});
