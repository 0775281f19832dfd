/**
 * Settings of the JavaScript engine. They are V8's own, which may drop or rename them and then complains on stderr: they are
 * given only to versions that have them, and nothing depends on them but time and memory.
 */

/** The versions of V8 that were looked at: those of Node 22 to 24. */
const versions = /^1[23]\./;

/**
 * What a function calls is put into it up to this size of bytecode (V8's default is 920): a line of output is made by some
 * twenty small functions. Printing takes a tenth less time.
 */
const inlineMore = '--max-inlined-bytecode-size-cumulative=2000';

/** The place for new objects stays as large as it is, or grows by V8's default. */
const growNoMore = '--semi-space-growth-factor=1';
const grow = '--semi-space-growth-factor=2';
/** What is wanted of the two while no code is loaded. */
let growth = grow;

/**
 * What the quick compiler needed for a function is given back where its code is taken over. By itself that is left to a thread
 * beside the program, which a machine with two processors lets wait until it has something else to do: 10 MB at the peak.
 */
const freeAtOnce = '--no-maglev-destroy-on-background';

/** Functions are compiled with the file they stand in, not when they are called first. */
const compileWhole = '--no-lazy';
const compileLazily = '--lazy';

function set(flag: string): void {
  if (versions.test(process.versions.v8)) process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}

function stopGrowth(): void {
  growth = growNoMore;
  set(growth);
}

/**
 * Loads files so that the compile cache keeps all their functions. It is filled as soon as a file is loaded, and what is compiled
 * later must be compiled again in every run: the thousand functions that the first event needs took a tenth of a short run. For what all
 * runs need; of other files most functions would only take memory. Where there is no cache, only what is called is compiled.
 */
export async function loadWhole<Module>(load: () => Promise<Module>): Promise<Module> {
  if (process.getBuiltinModule('node:module').getCompileCacheDir() === undefined) return load();
  set(compileWhole);
  // Code is not what lives a short time, for which the place would grow.
  set(growNoMore);
  try {
    return await load();
  } finally {
    set(compileLazily);
    set(growth);
  }
}

/** How many compilers the engine lets run beside the program, if there is work for them. */
const compilersMost = 4;

/**
 * Leaves the program a processor of its own. On a machine with two, it would share that with the second of the compilers whose code it
 * waits for: a twentieth of a short run. The quick compiler is not held back, for what waits for it takes memory.
 */
function compileBeside(): void {
  const others = Math.max(1, process.getBuiltinModule('node:os').availableParallelism() - 1);
  if (others < compilersMost) set(`--concurrent-turbofan-max-threads=${others}`);
}

/** What the threads beside the program are behind it, as nice(2) counts: they weigh a tenth of it. */
const besideNice = 10;
const nicest = 19;

/**
 * Lets the threads the engine has beside the program, its compilers above all, run where nobody else needs the processor. They are
 * four, and on two processors the program stood in line behind them for up to a sixth of a short run. For reading files: live, what is
 * traced would keep the processor from them, and the program would run uncompiled just where it must keep up.
 */
export function yieldToProgram(): void {
  if (process.platform !== 'linux') return;
  try {
    const threads = process.getBuiltinModule('node:fs').readdirSync('/proc/self/task').map(Number);
    // Numbers of another PID namespace would be somebody else's threads here.
    if (!threads.includes(process.pid)) return;
    const { getPriority, setPriority } = process.getBuiltinModule('node:os');
    const nice = Math.min(getPriority() + besideNice, nicest);
    for (const thread of threads) if (thread !== process.pid) setPriority(thread, nice);
  } catch {
    // No /proc, a sandbox that does not allow it, a thread that has just ended: it costs some time, nothing else.
  }
}

/**
 * For a run that does one thing for millions of events, to be called before the first one. Hardly anything lives longer than
 * the event it was made for, so that the first MiB is room enough: 10 MB less at the peak, and no difference in time.
 */
export function tuneForEvents(): void {
  set(inlineMore);
  stopGrowth();
  set(freeAtOnce);
  compileBeside();
}

/**
 * The heap may grow by this much of what lives in it before all of it is looked at again. By itself the engine takes a tenth where little
 * is made in a second: of a view that stands open, which makes some MB of what becomes old, the heap was looked at every few seconds.
 */
const growMore = '--heap-growing-percent=60';

/** For a program that runs for hours and makes little in a second. */
export function collectSeldom(): void {
  set(growMore);
}

/** Bytes of new objects beyond which their place grows no more, see {@link boundNewObjects}. */
const newObjectsMax = 24 << 20;

/**
 * For a program that runs for hours beside others: to be called now and then, it ends the growth of the place for new objects,
 * which is up to 128 MB and is not given back, where that has become large enough for what is made between two frames.
 */
export function boundNewObjects(): void {
  const spaces = process.getBuiltinModule('node:v8').getHeapSpaceStatistics();
  const size = spaces.find(({ space_name }) => space_name === 'new_space')?.physical_space_size ?? 0;
  if (size >= newObjectsMax) stopGrowth();
}
