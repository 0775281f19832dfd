/**
 * Maintainer's tool: builds the probe with clang and writes `object.ts`.
 * Run `node src/source/ebpf/probe/build.ts` after every change of a C file here.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { buildScript, objectFile, sourceFingerprint } from './object-file.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tsdig-probe-'));
try {
  const elf = path.join(folder, 'probe.o');
  execFileSync(buildScript, [elf], { stdio: 'inherit' });
  const compiler = execFileSync('clang', ['--version'], { encoding: 'utf8' }).split('\n')[0]!;
  fs.writeFileSync(
    objectFile,
    `/** Made by build.ts: the compiled probe (ELF, zlib, base64), the compiler it came from, and the fingerprint of its sources. */
export const compiler = '${compiler}';
export const sources = '${sourceFingerprint()}';
export const object =
  '${deflateSync(fs.readFileSync(elf), { level: 9 }).toString('base64')}';
`,
  );
} finally {
  fs.rmSync(folder, { recursive: true });
}
