import { bpftraceKeeper, chiselAsker, codeCacheFiller, containerHelper } from './helper-word.ts';
import { loadWhole } from './tune.ts';

/** The oldest Node that has everything we use. */
const oldestNode = [22, 12] as const;

/**
 * Starts a bin: refuses a Node that is too old with one line instead of a syntax error somewhere, then loads the
 * program through the compile cache. Must itself run on any Node, and so imports next to nothing before it knows.
 */
export async function start(load: () => Promise<{ main(argv: readonly string[]): Promise<number> }>): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    process.stderr.write(`tsdig: needs Node ${oldestNode.join('.')} or later, this is ${process.versions.node} (${process.execPath})\n`);
    process.stderr.write('hint: in a checkout use `npx tsdig`, which brings its own Node\n');
    process.exit(1);
  }
  useCompileCache();
  const { main } =
    process.argv[2] === containerHelper
      ? await import('./container-helper.ts')
      : process.argv[2] === bpftraceKeeper
        ? await import('./bpftrace-keeper.ts')
        : process.argv[2] === chiselAsker
          ? await import('./chisel-asker.ts')
          : process.argv[2] === codeCacheFiller
            ? await import('./code-cache.ts')
            : await loadWhole(load);
  process.exitCode = await main(process.argv.slice(2));
  endNow();
}

/**
 * Ends the process where nothing is left to wait for. It would end by itself, but frees first what it has piece by piece: of the
 * time of a short run that is a tenth. Where output waits in a pipe that somebody reads slowly, it ends by itself behind that.
 */
function endNow(): void {
  if (process.getActiveResourcesInfo().length === 0) process.exit();
}

/**
 * Keeps compiled code between runs: beside the program where that is writable, else in the user's own cache folder.
 * Never in a shared temporary folder, where another user could plant code for us.
 */
function useCompileCache(): void {
  const { accessSync, constants, mkdirSync } = process.getBuiltinModule('node:fs');
  const { dirname, join } = process.getBuiltinModule('node:path');
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  const { homedir } = process.getBuiltinModule('node:os');
  const beside = join(dirname(fileURLToPath(import.meta.url)), '.compile-cache');
  for (const folder of [beside, join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tsdig', 'code')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // One that is there may be another user's.
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      continue; // Not writable: the next folder, or no cache at all; the program runs all the same.
    }
    process.getBuiltinModule('node:module').enableCompileCache(folder);
    return;
  }
}
