import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { strftime } from '../../src/scap/strftime.ts';

describe('times in file names', () => {
  const conversions = 'aAbBcCdDeFgGhHIjklmMpPrRsSTuUVwWxXyYz%';

  it.each([0, 86_399, 951_782_400, 1_104_537_600, 1_230_768_000, 1_483_228_799, 1_600_000_000, 1_735_689_600, 1_798_761_599])(
    'are written as date(1) writes %i',
    (seconds) => {
      const date = new Date(seconds * 1000);
      for (const letter of conversions) {
        const wanted = execFileSync('date', ['-d', `@${seconds}`, `+%${letter}`], {
          encoding: 'latin1',
          env: { ...process.env, LC_ALL: 'C' },
        });
        expect(`${letter}: ${strftime(`%${letter}`, date)}\n`).toBe(`${letter}: ${wanted}`);
      }
    },
  );

  it('keep what is no conversion', () => {
    expect(strftime('a-%Q-%-100%%', new Date(0))).toBe('a-%Q-%-100%');
  });
});
