import { describe, expect, it } from 'vitest';
import { helpText } from '../../src/cli/help.ts';
import { options } from '../../src/cli/options.ts';

describe('the help', () => {
  it('names every option with its letter, its value and its description', () => {
    const text = helpText().replace(/\s+/g, ' ');
    for (const { name, short, value, doc } of options) {
      const head = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
      expect(text).toContain(`${head} ${doc}`);
    }
  });

  it('fits into its width', () => {
    for (const line of helpText(100).split('\n')) expect(line.length).toBeLessThanOrEqual(112);
    for (const line of helpText(100)
      .split('\n')
      .filter((line) => /^ +-|^ {28}/.test(line)))
      expect(line.length).toBeLessThanOrEqual(100);
  });

  it('gives no two options the same letter or name', () => {
    const letters = options.flatMap(({ short }) => (short === undefined ? [] : [short]));
    expect(new Set(letters).size).toBe(letters.length);
    expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
  });
});
