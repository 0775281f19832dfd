import { describe, expect, it } from 'vitest';
import { joinPath, printable } from '../../src/machine/index.ts';

describe('a path put together from a directory and a name', () => {
  it.each([
    ['/home/u/', 'file', '/home/u/file'],
    ['/home/u/', '/etc/passwd', '/etc/passwd'],
    ['/home/u/', './a//b/../c/', '/home/u/a/c'],
    ['/home/u/', '..', '/home'],
    ['/home/u/', '../../../../x', '/x'],
    ['/home/u/', '.', '/home/u'],
    ['/home/u/', '', '/home/u'],
    ['/home/u/', '.hidden', '/home/u/.hidden'],
    ['/home/u/', '..data/x', '/home/u/..data/x'],
    ['/home/u/', 'a./b', '/home/u/a./b'],
    ['/home/u/', '...', '/home/u/...'],
    ['<UNKNOWN>', './a', '<UNKNOWN>a'],
    ['<UNKNOWN>', '../a', '<UNKNOWN>../a'],
    ['/', '/', '/'],
    ['/', '//a//', '/a'],
  ])('%s and %s give %s', (dir, name, path) => {
    expect(joinPath(dir, name)).toBe(path);
  });

  it('shows bytes that are not printable ASCII as dots', () => {
    expect(joinPath('/', 'caf\xc3\xa9\x01')).toBe('/caf...');
  });

  it('says so when it would be longer than 1,024 bytes with its ends', () => {
    expect(joinPath('/home/u/', 'r'.repeat(1014))).toHaveLength(1022);
    expect(joinPath('/home/u/', 'r'.repeat(1015))).toBe('/PATH_TOO_LONG');
  });
});

it('a name that a process made up is shown without its unprintable bytes', () => {
  expect(printable('/run/\x02so\nck\xff')).toBe('/run/sock');
});
