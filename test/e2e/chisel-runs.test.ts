import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { minimalCapture } from '../support/minimal-capture.ts';
import { linesOf, tsdig } from '../support/program.ts';
import { sampleEvents } from '../support/sample-events.ts';

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

describe('tsdig chisel test', () => {
  it('shows only the lines that differ', () => {
    const chisel = join(work, 'lines.ts');
    const sample = join(work, 'sample.scap');
    writeFileSync(
      chisel,
      "import { defineChisel } from 'tsdig/chisel';\nexport default defineChisel({ category: 'Misc', summary: 'x', onEnd(run) { for (const word of ['a', 'b', 'c']) run.print(word); } });\n",
    );
    writeFileSync(sample, minimalCapture(sampleEvents()));
    const test = (...words: readonly string[]) => tsdig(['chisel', 'test', chisel, sample, ...words]);
    expect(test('--update').code).toBe(0);
    const expected = join(work, 'lines.expected.txt');
    expect(readFileSync(expected, 'utf8')).toBe('a\nb\nc\n');
    writeFileSync(expected, 'a\nc\n');
    expect(test()).toMatchObject({ stdout: expect.stringMatching(/^\+b\nFAILED /), code: 1 });
    writeFileSync(expected, 'a\nx\nb\nc\n');
    expect(test()).toMatchObject({ stdout: expect.stringMatching(/^-x\nFAILED /), code: 1 });
  });
});
