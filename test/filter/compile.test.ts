import { describe, expect, it } from 'vitest';
import { compileFilter, FilterError } from '../../src/filter/index.ts';
import { Fd, Thread } from '../../src/machine/index.ts';
import { contextOf } from '../support/event-context.ts';

function threadNamed(comm: string, pid = 7): Thread {
  const thread = new Thread(pid, pid);
  thread.comm = comm;
  return thread;
}

const file = Fd.of({ type: 1, name: '/etc/passwd' });
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

describe('messages of filters that cannot be meant', () => {
  it.each([
    ['evt.arg = 1', 'evt.arg needs an argument', 'evt.arg'],
    ['evt.arg.nosuch = 1', 'unknown event argument nosuch', 'evt.arg.nosuch'],
    ['proc.pid[1] = 1', 'proc.pid takes no argument', 'proc.pid[1]'],
    ['proc.aname[x] = a', 'the argument of proc.aname is a number', 'proc.aname[x]'],
    ['evt.type = opne', 'unknown event type opne', 'opne'],
    ['evt.type in (open, opne)', 'unknown event type opne', 'opne'],
    ['fd.net = 10.0.0.0', "'10.0.0.0' is no network", '10.0.0.0'],
    ['fd.sip = 1.2.3', "'1.2.3' is no IPv4 or IPv6 address", '1.2.3'],
    ['fd.port = nosuchport', "unknown service 'nosuchport'", 'nosuchport'],
    ['evt.failed = 1', "'1' is neither true nor false", '1'],
    ['evt.buffer glob *x*', "'glob' cannot compare bytes", 'glob'],
    ['fd.num = oneof (1, 2)', "'oneof' is for text, and fd.num is a number", 'oneof'],
    ['fd.num pmatch (3)', "'pmatch' cannot compare a number", 'pmatch'],
    ['evt.around[5] > 3', "'>' cannot compare evt.around[5]", '>'],
    ['proc.name regex "("', `'(' is no regular expression`, '"("'],
    ['evt.buffer bcontains xyz', "'xyz' is no sequence of hexadecimal bytes", 'xyz'],
  ])('%s: %s', (filter, message, place) => {
    const error = refusal(filter);
    expect(error.message).toContain(message);
    expect(filter.slice(error.start, error.end)).toBe(place);
  });

  it('show nothing that could act on a terminal', () => {
    expect(refusal('evt.type = "\\x1b[31mred"').message).toBe('unknown event type \\x1b[31mred');
    expect(refusal('fd.num = "\\x1b[31m"').message).not.toContain('\x1b');
  });
});
