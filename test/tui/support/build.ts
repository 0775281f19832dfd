import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** A program made of a module of the tests: Node reads no .tsx. */
export interface BuiltProgram {
  readonly path: string;
  remove(): void;
}

/** Bundles a module beside this one, with everything it imports. */
export async function buildProgram(module: string): Promise<BuiltProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'tsdig-tui-'));
  const bundle = await rolldown({
    input: resolve(fileURLToPath(import.meta.url), '..', module),
    platform: 'node',
    // Ink asks for the development tools of React only where DEV is set.
    external: ['koffi', 'react-devtools-core'],
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
  });
  try {
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'program.mjs', chunkFileNames: '[name]-[hash].mjs' });
  } finally {
    await bundle.close();
  }
  return { path: join(folder, 'program.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
