import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { visible } from '../../../grammar/index.ts';
import { ExitCode, UsageError } from '../errors.ts';
import { expectedFile } from './expected.ts';
import { sampleCapture } from './sample.ts';

/** The capture that new chisels are tried on. */
export const sampleFile = 'sample.scap';

const chiselText = `import { tableChisel } from 'tsdig/chisel';

export default tableChisel({
  category: 'I/O',
  summary: 'Directories most bytes were written to',
  filter: 'evt.is_io_write=true and fd.type=file',
  keys: { 'fd.directory': 'Directory' },
  value: 'evt.rawarg.res', title: 'Bytes', units: 'bytes', top: 10,
});
`;

/** What it prints of the sample. */
const expectedText = `Bytes               Directory           
${'-'.repeat(80)}
50B                 /var/log
`;

const compilerOptions = {
  target: 'es2024',
  module: 'nodenext',
  strict: true,
  noEmit: true,
  erasableSyntaxOnly: true,
  types: [],
  skipLibCheck: true,
};

/** Writes a chisel to begin with into the current folder, and what belongs to it. Nothing that is there is overwritten. */
export function newChisel(words: readonly string[]): { readonly text: string; readonly exitCode: number } {
  const [name, stranger] = words;
  if (name === undefined || stranger !== undefined) throw new UsageError('tsdig chisel new takes one name', 'tsdig chisel new loudest');
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) {
    throw new UsageError(`${visible(name)} is no name of a chisel`, 'small letters, digits, _ and -, beginning with a letter');
  }
  const file = `${name}.ts`;
  if (existsSync(file)) throw new UsageError(`${file} is there already`, 'choose another name, or another folder');
  const manifest = {
    name: `tsdig-chisel-${name}`,
    version: '1.0.0',
    description: 'Directories most bytes were written to',
    type: 'module',
    exports: `./${file}`,
    files: [file],
    keywords: ['tsdig', 'tsdig-chisel'],
    peerDependencies: { tsdig: '*' },
    // Chisels run in the tsdig that asks for them, and need not bring one.
    peerDependenciesMeta: { tsdig: { optional: true } },
  };
  const lines = [
    wrote(file, chiselText, 'the chisel'),
    wrote(expectedFile(file), expectedText, 'its test: what it has to print'),
    wrote(sampleFile, gunzipSync(Buffer.from(sampleCapture, 'base64')), 'a small capture: a web server that answers three requests'),
    wrote('package.json', jsonText(manifest), 'to publish it'),
    wrote('tsconfig.json', jsonText({ compilerOptions, include: ['*.ts'] }), 'to check it'),
    linked(),
    '',
    `Test it: tsdig chisel test ${file}`,
    `Run it:  tsdig -r ${sampleFile} -c ./${file}`,
    '',
  ];
  return { text: lines.join('\n'), exitCode: ExitCode.done };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function wrote(file: string, content: string | Buffer, what: string): string {
  if (existsSync(file)) return `left   ${file}: it was there`;
  writeFileSync(file, content, { flag: 'wx' });
  return `wrote  ${file}: ${what}`;
}

/** Lets editors and compilers find this tsdig and its types, as if it were installed here. */
function linked(): string {
  const place = join('node_modules', 'tsdig');
  if (existsSync(place)) return `left   ${place}: it was there`;
  const home = homeOfProgram();
  if (home === undefined) return `       ${place} is for you to install: then editors know the API`;
  mkdirSync('node_modules', { recursive: true });
  symlinkSync(home, place);
  return `linked ${place} to ${visible(home)}: editors know the API by it`;
}

/** The folder of the package that this program is part of. */
function homeOfProgram(): string | undefined {
  const program = dirname(fileURLToPath(import.meta.url));
  return [resolve(program, '..'), resolve(program, '../..'), resolve(program, '../../..')].find((folder) => {
    try {
      return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }).name === 'tsdig';
    } catch {
      return false;
    }
  });
}
