import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { linesOf, tsdig } from '../support/program.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-chisel-failures-'));
afterAll(() => rmSync(work, { recursive: true }));

const throwing = join(work, 'throwing.ts');
writeFileSync(
  throwing,
  `import { defineChisel } from 'tsdig/chisel';
export default defineChisel({ category: 'Misc', summary: 'fails', onEvent() { throw new Error('no'); } });
`,
);

describe.runIf(capturesDir !== undefined)(`a run of some seconds (${noCaptures})`, () => {
  it('does not tell chisels the time of the event that came too late', () => {
    const { stdout } = tsdig(['-r', capture('curl_google.'), '-M', '2', '-c', 'iobytes']);
    expect(stdout).toBe('17:35:43 in:0 out:0 tot:0\n');
  });
});

describe.runIf(capturesDir !== undefined)(`a run whose only chisel failed (${noCaptures})`, () => {
  const file = () => capture('example5_nginx');

  it('goes on with what else it does: it records all', () => {
    const copy = join(work, 'copy.scap');
    const { stderr, code } = tsdig(['-r', file(), '-w', copy, '-c', throwing]);
    expect(stderr).toContain(`chisel ${throwing} stopped: no (throwing.ts:2)\n`);
    expect(code).toBe(1);
    expect(linesOf(tsdig(['-r', copy]).stdout)).toEqual(linesOf(tsdig(['-r', file()]).stdout));
  });

  it('goes on with what else it does: it counts all', () => {
    const { stdout, code } = tsdig(['-r', file(), '-S', '-c', throwing]);
    expect(code).toBe(1);
    expect(stdout).toBe(tsdig(['-r', file(), '-q', '-S']).stdout);
  });
});
