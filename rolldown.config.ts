import { defineConfig } from 'rolldown';

/**
 * One bundle a bin, split where start-up does not need the code: live capture and the filter compiler are loaded
 * by dynamic import. koffi stays outside: it carries a native addon.
 */
export default defineConfig({
  input: { tsdig: 'src/cli/bin/tsdig.ts' },
  platform: 'node',
  external: ['koffi'],
  // No module of ours does anything when it is only imported: what a chunk does not use is not in it.
  treeshake: { moduleSideEffects: (id) => id.includes('/src/cli/bin/') },
  output: { dir: 'dist', format: 'esm', cleanDir: true, entryFileNames: '[name].js', chunkFileNames: 'chunk/[name]-[hash].js' },
});
