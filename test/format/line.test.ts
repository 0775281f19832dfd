import { describe, expect, it } from 'vitest';
import { FormatSyntaxError } from '../../grammar/index.ts';
import { defaultFieldSettings } from '../../src/field/index.ts';
import { FormatError, textFormat } from '../../src/format/index.ts';
import { event } from '../support/events.ts';
import { linesOf, printed } from '../support/lines.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';

const read = [event('PPME_SYSCALL_READ_E', [0, 4096]), event('PPME_SYSCALL_READ_X', [5, 'hello'])];

describe('an output format', () => {
  it('leaves out an event for which a field has no value', () => {
    expect(linesOf(read, '%evt.num %evt.res')).toEqual(['2 SUCCESS']);
  });

  it('prints <NA> for it when it begins with *', () => {
    expect(linesOf(read, '*%evt.num %evt.res')).toEqual(['1 <NA>', '2 SUCCESS']);
  });

  it('fills or cuts a field to the width in front of its name', () => {
    expect(linesOf(read, '*[%6evt.type][%2evt.type][%3evt.res]')).toEqual(['[read  ][re][<NA]', '[read  ][re][SUC]']);
  });

  it('takes the longest field name and leaves what follows as text', () => {
    expect(linesOf(read, '%evt.type. %evt.typex %evt.arg.resx')).toEqual(['read. readx 5x']);
  });

  it('knows the escapes of line feed, tab and backslash', () => {
    expect(printed(read.slice(0, 1), 'a\\t%evt.num\\n\\\\')).toBe('a\t1\n\\\n');
  });

  it('keeps text that is not ASCII as UTF-8', () => {
    expect(Buffer.from(printed(read.slice(0, 1), 'é→%evt.num'), 'latin1').toString('utf8')).toBe('é→1\n');
  });
});

describe('an output format that cannot be taken', () => {
  function refusal(text: string): { message: string; at: string; hint: string | undefined } {
    try {
      textFormat(text, defaultFieldSettings);
    } catch (error) {
      if (error instanceof FormatError || error instanceof FormatSyntaxError) {
        return { message: error.message, at: text.slice(error.start, error.end), hint: error.hint };
      }
      throw error;
    }
    throw new Error('it was taken');
  }

  it('names the unknown field and the one that was probably meant', () => {
    expect(refusal('%evt.num %evt.tpye')).toEqual({
      message: "unknown field 'evt.tpye'",
      at: 'evt.tpye',
      hint: 'did you mean evt.type? (all fields: tsdig -l)',
    });
  });

  it('says that an argument is missing or unknown', () => {
    expect(refusal('%evt.arg')).toMatchObject({ message: 'evt.arg needs an argument', at: '%evt.arg' });
    expect(refusal('%evt.arg.nosuch')).toMatchObject({ message: 'unknown event argument nosuch', at: '%evt.arg.nosuch' });
    expect(refusal('%evt.type.is.nosuch')).toMatchObject({ message: 'unknown event type nosuch' });
  });

  it('does not print fields that are for filters only', () => {
    expect(refusal('%fd.ip').message).toBe('fd.ip is for filters only: it has no single value to print');
  });

  it('ends with neither % nor a width', () => {
    expect(refusal('%evt.num %').message).toContain('cannot end with');
    expect(refusal('%evt.num %12').message).toContain('cannot end with');
  });
});

describe.runIf(hasSysdig)(`formats work as in sysdig (${noSysdig} otherwise)`, () => {
  it.each([
    '%evt.num %evt.res',
    '*%evt.num|%3evt.num|%evt.arg[0]|%12evt.arg.data|%1evt.type|%0evt.num',
    '%evt.num',
    'no field at all',
    '*%evt.nodir',
    '%evt.num%evt.type%evt.dir',
  ])('%s', (format) => {
    const ours = (): string[] => {
      try {
        return linesOf(read, format);
      } catch {
        return ['refused'];
      }
    };
    const theirs = (): string[] => {
      try {
        return sysdigOn(read, '-p', format);
      } catch {
        return ['refused'];
      }
    };
    expect(ours()).toEqual(theirs());
  });
});
