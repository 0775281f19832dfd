import { loadWhole } from './tune.ts';

/**
 * Fills the compile cache when the program is built, so that the first start is as quick as all later ones: first with what a start
 * loads whole, for what stands in the cache is not put there again. Nothing of it does anything when it is only loaded.
 */
export async function main(): Promise<number> {
  const { readdirSync } = process.getBuiltinModule('node:fs');
  await loadWhole(() => Promise.all([import('./main.ts'), import('./ctsdig/main.ts'), import('../filter/index.ts')]));
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.js'));
  // What cannot be loaded here, because a part that may be left out is missing, is loaded and complained of where it is asked for.
  await Promise.allSettled(files.map((name) => import(new URL(name, import.meta.url).href)));
  return 0;
}
