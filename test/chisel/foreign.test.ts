import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import topfiles from '../../chisels/topfiles_bytes.ts';
import { ChiselCatalog } from '../../src/chisel/index.ts';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { type ChiselOutput, runChisels } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdig-chisels-'));
const catalog = new ChiselCatalog({ first: [folder], own: join(folder, 'none'), packages: [] });

/** Writes a chisel, runs it on a capture and gives what it said, and the built-in one beside it. */
async function run(name: string, body: string, options: Parameters<typeof runChisels>[2] = {}): Promise<ChiselOutput> {
  const file = join(folder, `${name}.ts`);
  const head =
    "import { defineChisel, paint } from 'tsdig/chisel';\nexport default defineChisel({ category: 'Misc', summary: 'For a test',";
  writeFileSync(file, `${head}\n${body}\n});\nvoid paint;\n`);
  const { chisel, link } = await catalog.load(name);
  return runChisels(
    capture('example5_nginx'),
    [
      { name, chisel, ...(link && { link }) },
      { name: 'topfiles_bytes', chisel: topfiles },
    ],
    options,
  );
}

const ofOther = /Bytes {15}Filename/;

describe.runIf(capturesDir !== undefined)(`a chisel from elsewhere (${noCaptures})`, () => {
  it('runs as it is, and gets what it asked for', async () => {
    const { text, warnings } = await run(
      'sums',
      `fields: ['proc.name', 'evt.rawarg.res'] as const, filter: 'evt.is_io=true and fd.type=ipv4 and evt.rawres>0',
       state: () => ({ bytes: 0 }),
       onEvent(event, { state }) { state.bytes += Number(event.evt['rawarg.res']); },
       onEnd(run) { run.print(run.state.bytes, ' ', run.containerTable().length, ' ', run.threads({ filter: 'proc.name=nginx' }).length > 0); },`,
    );
    expect(warnings).toEqual([]);
    expect(text.split('\n')[0]).toBe('350 2 true');
  });

  it.each([
    ['throws', 'onEvent() {\n throw new Error("no");\n },', /^chisel throws stopped: no \(throws\.ts:4\)$/],
    ['loops', 'onEvent() { for (;;); },', /^chisel loops stopped: gave no answer from onEvent for 2 s$/],
    [
      'grows',
      'state: () => [], onEvent(event, { state }) { for (;;) state.push(new Array(4e6).fill(event.num)); },',
      /^chisel grows stopped: used more than 256 MiB of memory$/,
    ],
    [
      'hoards',
      'state: () => [], onEvent(event, { state }) { state.push(Buffer.alloc(1e8)); },',
      /^chisel hoards stopped: used more than 256 MiB of memory$/,
    ],
    ['misspelt', "fields: ['proc.nmae'],", /^chisel misspelt: unknown field proc\.nmae$/],
  ])('that %s is named in one line, and the others go on', async (name, body, line) => {
    const { text, warnings, failed } = await run(name, body);
    expect(warnings).toEqual([expect.stringMatching(line)]);
    expect(failed).toBe(true);
    expect(text).toMatch(ofOther);
  });

  it('cannot steer a terminal', async () => {
    const { text } = await run('steers', "onStart(run) { run.print('\\x1b[2J', paint('red', '\\x1b]0;')); },", {
      isTerminal: true,
      colours: true,
    });
    expect(text.split('\n')[0]).toBe(`${String.raw`\e[2J`}\x1b[31m${String.raw`\e]0;`}\x1b[0m`);
  });

  it('that is none, or cannot be read, is said', async () => {
    writeFileSync(join(folder, 'none.ts'), 'export const x = 1;\n');
    writeFileSync(join(folder, 'broken.ts'), 'export default {;\n');
    await expect(catalog.load('none')).rejects.toThrow('chisel none: is no chisel');
    await expect(catalog.load('broken')).rejects.toThrow(/^chisel broken: /);
    await expect(catalog.load('topfile_bytes')).rejects.toMatchObject({ hint: 'did you mean topfiles_bytes? (all chisels: tsdig -cl)' });
  });
});
