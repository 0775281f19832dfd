import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probeObject } from '../../../../src/source/ebpf/probe/index.ts';
import { compiler, sources } from '../../../../src/source/ebpf/probe/object.ts';
import { buildScript, sourceFingerprint } from '../../../../src/source/ebpf/probe/object-file.ts';

function installedCompiler(): string | undefined {
  try {
    execFileSync('llvm-strip', ['--version'], { stdio: 'ignore' });
    return execFileSync('clang', ['--version'], { encoding: 'utf8' }).split('\n')[0];
  } catch {
    return undefined;
  }
}

describe('the committed probe', () => {
  test('was built from the sources beside it (else run: node src/source/ebpf/probe/build.ts)', () => {
    expect(sources).toBe(sourceFingerprint());
  });

  test('is what the compiler makes of them', async (context) => {
    const installed = installedCompiler();
    if (installed === undefined) context.skip('no clang and llvm-strip here');
    if (installed !== compiler) context.skip(`it was built by ${compiler}, here is ${installed}`);
    const folder = mkdtempSync(join(tmpdir(), 'tsdig-test-'));
    try {
      const elf = join(folder, 'probe.o');
      execFileSync(buildScript, [elf]);
      expect(readFileSync(elf).equals(await probeObject())).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
