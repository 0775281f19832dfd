import { describe, expect, it } from 'vitest';
import { compileFilter, FilterError } from '../../src/filter/index.ts';
import { Fd, Thread } from '../../src/machine/index.ts';
import { contextOf } from '../support/event-context.ts';

function threadNamed(comm: string, pid = 7): Thread {
  const thread = new Thread(pid, pid);
  thread.comm = comm;
  return thread;
}

const file = new Fd({ type: 1, name: '/etc/passwd' });
const cat = contextOf({ thread: threadNamed('cat'), fd: file, fdNumber: 3 });
const orphan = contextOf({});

function passes(filter: string, context = cat): boolean {
  return compileFilter(filter).predicate(context);
}

function refusal(filter: string): FilterError {
  try {
    compileFilter(filter);
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error(`${filter} compiled`);
}

describe('a compiled filter', () => {
  it('joins its checks with and, or, not', () => {
    expect(passes('proc.name=cat and fd.num=3')).toBe(true);
    expect(passes('proc.name=cat and fd.num=4')).toBe(false);
    expect(passes('proc.name=dog or fd.num=3')).toBe(true);
    expect(passes('proc.name=dog or not fd.num=4')).toBe(true);
    expect(passes('not (proc.name=cat and fd.num=3)')).toBe(false);
    expect(passes('proc.name=dog or proc.name=cow or proc.name=ox or proc.name=cat')).toBe(true);
    expect(passes('proc.name=cat and proc.pid=7 and fd.num=3 and fd.name=/etc/passwd and proc.pid!=8')).toBe(true);
  });

  it('lets a missing value fail every comparison, also !=', () => {
    for (const check of [
      'proc.name=cat',
      'proc.name!=cat',
      'proc.name contains a',
      'proc.pid<100',
      'proc.pid>=0',
      'proc.name exists',
      "proc.name in (cat, '')",
    ]) {
      expect(passes(check, orphan), check).toBe(false);
      expect(passes(`not ${check}`, orphan), check).toBe(true);
    }
  });

  it('reads numbers in decimal and hexadecimal, negative ones too', () => {
    expect(passes('fd.num=0x3')).toBe(true);
    expect(passes('fd.num>-5')).toBe(true);
    expect(passes('fd.num<=99999999999999999999')).toBe(true);
    expect(passes('proc.pid in (1, 7)')).toBe(true);
    expect(passes('proc.pid in (1, 8)')).toBe(false);
  });

  it('compares text byte by byte', () => {
    expect(passes('fd.name startswith /etc and fd.name endswith wd and fd.name contains /pass')).toBe(true);
    expect(passes('fd.name icontains PASS and not fd.name contains PASS')).toBe(true);
    expect(passes('fd.name < /f and fd.name > /e and fd.name >= /etc/passwd')).toBe(true);
    expect(passes("fd.name glob '/e*w?' and fd.name glob '*[o-q]asswd'")).toBe(true);
    expect(passes('fd.name pmatch (/usr, /etc)')).toBe(true);
    expect(passes('fd.name pmatch (/et, /etc/pass)')).toBe(false);
  });
});

describe('a filter that cannot be meant', () => {
  it('names the unknown field and the nearest known one', () => {
    const error = refusal('fd.num=3 and proc.nmae = cat');
    expect(error.message).toBe("unknown field 'proc.nmae'");
    expect(error.hint).toContain('did you mean proc.name?');
    expect([error.start, error.end]).toEqual([13, 22]);
  });

  it('points at a constant that is not of the type', () => {
    const error = refusal('fd.num = abc');
    expect(error.message).toBe("'abc' is not a valid number");
    expect([error.start, error.end]).toEqual([9, 12]);
  });

  it('points at the wrong constant of a list', () => {
    const error = refusal('fd.num in (3, x)');
    expect([error.start, error.end]).toEqual([14, 15]);
  });

  it('points at an operator that is not for the type', () => {
    const error = refusal('fd.num contains 3');
    expect(error.message).toBe("'contains' cannot compare a number");
    expect(error.hint).toBe('fd.num takes = != < <= > >= in intersects exists');
    expect([error.start, error.end]).toEqual([7, 15]);
  });
});
