import { describe, expect, it } from 'vitest';
import { liveHint } from '../../src/cli/live-hint.ts';
import { compileFilter } from '../../src/filter/index.ts';

const hintFor = (filter: string) => liveHint(compileFilter(filter).keys);

describe('the hint for a live filter', () => {
  it('names what programs call where they are asked for open', () => {
    expect(hintFor('evt.type=open')).toBe('programs here call openat, not open: ask for evt.type in (open, openat)');
    expect(hintFor('proc.name=php and evt.type=open and not fd.directory contains /usr/')).toContain('evt.type in (open, openat)');
  });

  it('names each once where several are asked for', () => {
    expect(hintFor('evt.type in (stat, lstat)')).toBe(
      'programs here call newfstatat, not stat and lstat: ask for evt.type in (stat, lstat, newfstatat)',
    );
  });

  it('is silent where something can match', () => {
    expect(hintFor('evt.type in (open, openat)')).toBeUndefined();
    expect(hintFor('proc.name=cat')).toBeUndefined();
    expect(hintFor('evt.type=read')).toBeUndefined();
    expect(hintFor('not evt.type=open')).toBeUndefined();
  });
});
