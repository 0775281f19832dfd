import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { parseCommandLine } from '../../src/cli/parse.ts';

const parse = (...argv: string[]) => parseCommandLine(argv);

/** The error of a command line that must be refused. */
function refused(...argv: string[]): UsageError {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was accepted`);
}

describe('the command line', () => {
  it('is live, without a filter and in the default layout when empty', () => {
    expect(parse()).toMatchObject({ files: [], filter: '', format: { preset: 'default' }, snaplen: 80, maxEvents: undefined });
  });

  it('joins everything that is no option into the filter', () => {
    expect(parse('proc.name=cat', '-n', '5', 'and', 'evt.type=open').filter).toBe('proc.name=cat and evt.type=open');
  });

  it('takes values glued to letters and to long names', () => {
    expect(parse('-n100', '-rfile').maxEvents).toBe(100);
    expect(parse('-n100', '-rfile').files).toEqual(['file']);
    expect(parse('--numevents=7').maxEvents).toBe(7);
  });

  it('takes several letters in one word', () => {
    expect(parse('-qSn5')).toMatchObject({ quiet: true, summary: true, maxEvents: 5 });
    expect(parse('-lv')).toMatchObject({ listFields: true, verbose: true });
  });

  it('asks chisels which words are their own', () => {
    const settings = parseCommandLine(['-c', 'one', '-5', '-qc', 'two', 'proc.name=x', '-cthree', 'a', 'b'], (name) => name !== 'two');
    expect(settings.chisels).toEqual([
      { name: 'one', argument: '-5' },
      { name: 'two', argument: undefined },
      { name: 'three', argument: 'a' },
    ]);
    expect(settings).toMatchObject({ filter: 'proc.name=x b', quiet: true, listChisels: false });
    expect(parse('-cl')).toMatchObject({ listChisels: true, chisels: [] });
    expect(() => parse('-c', 'one')).toThrow('chisel one is not loaded');
  });

  it('completes a shortened long name where only one begins so', () => {
    expect(parse('--read', 'a').files).toEqual(['a']);
    expect(parse('--write=b').writeFile).toBe('b');
    expect(refused('--print-hex-x').message).toBe('unknown option --print-hex-x');
    expect(refused('--list-').message).toBe('--list- is ambiguous: --list-events, --list-markdown, --list-chisels');
  });

  it('leaves the value of an option alone, whatever it looks like', () => {
    expect(parse('-p', '--read').format).toEqual({ text: '--read' });
  });

  it('reads several files in turn', () => {
    expect(parse('-r', 'a', '-r', 'b').files).toEqual(['a', 'b']);
  });

  it('tells the layouts of -p from a format', () => {
    expect(parse('-pc')).toMatchObject({ format: { preset: 'container' }, containerColumns: true });
    expect(parse('-pcontainer').format).toEqual({ preset: 'container' });
    expect(parse('-pm')).toMatchObject({ format: { preset: 'mesos' }, containerColumns: true });
    expect(parse('-p', '%proc.name').format).toEqual({ text: '%proc.name' });
    expect(parse('-pp').showFormat).toBe(true);
  });

  it('keeps the columns of -pc beside a format', () => {
    expect(parse('-pc', '-p', '%proc.name')).toMatchObject({ format: { text: '%proc.name' }, containerColumns: true });
  });

  it('prints nothing while writing a file', () => {
    expect(parse('-w', 'x')).toMatchObject({ writeFile: 'x', quiet: true });
  });

  it('takes a negative number after an operator as a value', () => {
    expect(parse('fd.num', '>=', '-1').filter).toBe('fd.num >= -1');
  });

  it('ends options at two dashes', () => {
    expect(parse('--', '-n', '5').filter).toBe('-n 5');
  });

  it.each([
    [['-n', 'x'], "-n takes a whole number of 1 or more, not 'x'"],
    [['-n', '0'], "-n takes a whole number of 1 or more, not '0'"],
    [['-n'], '-n needs a value: -n N'],
    [['-s', '-5'], "-s takes a whole number from 0 to 65000, not '-5'"],
    [['--cri-timeout', 'x'], "--cri-timeout takes a whole number from 1 to 60000, not 'x'"],
    [['-w', 'x', '--filter-proclist'], '--filter-proclist keeps what a filter matches, and there is none'],
    [['-t', 'z'], "-t takes h, a, r, d or D, not 'z'"],
    [['-A', '-x'], 'only one of -A, -b, -x and -X can be given'],
    [['--quiet=yes'], '--quiet takes no value'],
  ])('refuses %j', (argv, message) => {
    expect(refused(...argv).message).toBe(message);
  });

  it('guesses what a mistyped option meant', () => {
    expect(refused('--qiet')).toMatchObject({ message: 'unknown option --qiet', hint: 'did you mean --quiet?' });
  });
});
