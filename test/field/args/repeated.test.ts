import { describe, expect, it } from 'vitest';
import { event } from '../../support/events.ts';
import { linesOf } from '../../support/lines.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';
import { random } from '../../support/random.ts';

const args = (events: readonly MinimalEvent[]): string[] => linesOf(events, '*%evt.args');

const read = event('PPME_SYSCALL_READ_E', [3, 1]);
const opened = (name: string) => event('PPME_SYSCALL_OPEN_X', [3, name, 1, 0, 0]);
const closed = [event('PPME_SYSCALL_CLOSE_E', [3]), event('PPME_SYSCALL_CLOSE_X', [0])];

describe('arguments with the same bytes as before', () => {
  it('show what the number of the fd stands for now', () => {
    const lines = args([read, read, opened('/a'), read, read, opened('/b'), read, opened('/a'), read, ...closed, read]);
    expect(lines.filter((line) => line.includes('size='))).toEqual([
      'fd=3 size=1 ',
      'fd=3 size=1 ',
      'fd=3(<f>/a) size=1 ',
      'fd=3(<f>/a) size=1 ',
      'fd=3(<f>/b) size=1 ',
      'fd=3(<f>/a) size=1 ',
      'fd=3 size=1 ',
    ]);
  });

  it('show where a relative path leads from the directory of now', () => {
    const removed = event('PPME_SYSCALL_RMDIR_2_X', [0, 'x']);
    const cd = (name: string) => event('PPME_SYSCALL_CHDIR_X', [0, name]);
    const lines = args([cd('/a'), removed, removed, cd('/b'), removed]);
    expect(lines.filter((line) => line.includes('res=0 path=x'))).toEqual([
      'res=0 path=x(/a/x) ',
      'res=0 path=x(/a/x) ',
      'res=0 path=x(/b/x) ',
    ]);
  });

  it('show the name a user has now', () => {
    const setuid = event('PPME_SYSCALL_SETUID_E', [1234]);
    const added = event('PPME_USER_ADDED_E', [1234, 1234, 'bob', '/home/bob', '/bin/sh', '']);
    expect(args([setuid, setuid, added, setuid]).filter((line) => line.startsWith('uid=1234('))).toEqual([
      'uid=1234(<NA>) ',
      'uid=1234(<NA>) ',
      'uid=1234(bob) ',
    ]);
  });

  it('are told from others by every single byte', () => {
    const mapped = Array.from({ length: 50 }, (_, i) => event('PPME_SYSCALL_BRK_4_E', [(1n << BigInt(i)) | 1n]));
    const lines = args([...mapped, ...mapped]);
    expect(lines).toEqual([...mapped, ...mapped].map((_, i) => `addr=${((1n << BigInt(i % 50)) | 1n).toString(16).toUpperCase()} `));
  });

  it('show text that is no ASCII, and long text, as it is', () => {
    for (const path of ['/caf\xc3\xa9', '/\xff\xff\xff\xff\xff\xff\xff\xff\xff', `/${'x'.repeat(30)}`, `/${'y'.repeat(200)}`]) {
      const changed = event('PPME_SYSCALL_CHDIR_X', [-2, path]);
      expect(args([changed, changed, changed])).toEqual(new Array(3).fill(`res=-2(ENOENT) path=${path} `));
    }
  });

  it('are the same however often others came in between', () => {
    const next = random(7);
    const events: MinimalEvent[] = [opened('/a')];
    const expected = ['fd=3(<f>/a) name=/a flags=1(O_RDONLY) mode=0 dev=0 '];
    for (let i = 0; i < 20_000; i++) {
      // At times few different ones, at times hardly any twice.
      const size = next((i >> 10) & 1 ? 3 : 1_000_000);
      const fd = 2 + next(3);
      events.push(event('PPME_SYSCALL_READ_E', [fd, size]));
      expected.push(`fd=${fd}${fd === 3 ? '(<f>/a)' : ''} size=${size} `);
    }
    expect(args(events)).toEqual(expected);
  });

  it('look as each reader wants them', () => {
    const write = event('PPME_SYSCALL_WRITE_X', [2, 'ab']);
    for (let i = 0; i < 3; i++) {
      expect(linesOf([write, write], '*%evt.args')).toEqual(['res=2 data=ab ', 'res=2 data=ab ']);
      expect(linesOf([write, write], '*%evt.args', { buffers: 'base64' })).toEqual(['res=2 data=YWI= ', 'res=2 data=YWI= ']);
    }
  });
});
