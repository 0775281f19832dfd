import { describe, expect, it } from 'vitest';
import { parseViewCommandLine } from '../../../src/cli/ctsdig/parse.ts';

const parse = (line: string) => parseViewCommandLine(line === '' ? [] : line.split(' '));

describe('the command line of ctsdig', () => {
  it('is read as csysdig reads it', () => {
    expect(parse('-r a.scap -v files -pc -d 500 -n 9 -j --from 2 --to 8 --sortingcol 3 proc.name=a and fd.num=1')).toMatchObject({
      file: 'a.scap',
      view: 'files',
      containerColumns: true,
      delayMs: 500,
      maxEvents: 9,
      print: 'json',
      fromRow: 2,
      toRow: 8,
      sortingColumn: 3,
      filter: 'proc.name=a and fd.num=1',
    });
  });

  it('prints CSV with --once --csv, in either order', () => {
    expect(parse('--once --csv').print).toBe('csv');
    expect(parse('--csv --once').print).toBe('csv');
    expect(parse('--raw').print).toBe('plain');
    expect(() => parse('--csv --json')).toThrow('--csv and --json exclude each other');
  });

  it('takes how much memory the events of a file may use', () => {
    expect(parse('').memoryMiB).toBe(512);
    expect(parse('--memory 4096').memoryMiB).toBe(4096);
    expect(() => parse('--memory 8')).toThrow('--memory takes a whole number from 16 to 1048576');
  });

  it('turns the letters of actions on, and nothing else of that kind', () => {
    expect(parse('').actionKeys).toBe(false);
    expect(parse('--keys=csysdig').actionKeys).toBe(true);
    expect(() => parse('--keys=vi')).toThrow("--keys takes csysdig or default, not 'vi'");
  });

  it('refuses what makes no sense, with what would', () => {
    expect(() => parse('-d 50')).toThrow('-d takes a whole number of 100 or more');
    expect(() => parse('-k http://x')).toThrow('-k is an option of sysdig that ctsdig does not have');
    expect(() => parse('--list-vews')).toThrow('unknown option --list-vews');
  });

  it('compares two files with --diff, and says where the second is missing', () => {
    expect(parse('--diff a.scap b.scap -v files proc.name=x')).toMatchObject({
      diff: ['a.scap', 'b.scap'],
      view: 'files',
      filter: 'proc.name=x',
    });
    expect(() => parse('--diff a.scap')).toThrow('--diff takes two capture files');
    expect(() => parse('--diff a.scap -v files')).toThrow('--diff takes two capture files');
  });
});
