import { readdirSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';

/**
 * Takes Node's own modules by `process.getBuiltinModule` instead of importing them. An import makes a facade that reads
 * every export once, and for `fs` that alone loads streams, promises and watchers: 15 ms of every start.
 */
const builtinsWithoutFacade: Plugin = {
  name: 'builtins-without-facade',
  renderChunk(code) {
    return code
      .replace(/^import \{([^}]*)\} from ("node:[a-z_/]+");$/gm, (_all, names: string, module: string) => {
        return `const {${names.replaceAll(/ as /g, ': ')}} = process.getBuiltinModule(${module});`;
      })
      .replace(/^import (?:\* as )?(\w+) from ("node:[a-z_/]+");$/gm, 'const $1 = process.getBuiltinModule($2);');
  },
};

/** Writes what is no ASCII as escapes: one such character, and the engine keeps a whole file at two bytes a character. */
const plainAscii: Plugin = {
  name: 'plain-ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replaceAll(/[^\0-\x7f]/g, escapeOf);
    }
  },
};

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What a filter takes, its parser included. What only the terminal view uses of filters must not drag the view into every run with one. */
const filterCode = [
  /\/src\/filter\//,
  /\/node_modules\/@?chevrotain\//,
  /\/grammar\/filter\/(?:enclosure|error|expect|explain|node|parse|parser|scan|token)\.ts$/,
];

/**
 * What every run over a file needs, and imports nothing else: to find, read and link a file takes a third of a millisecond,
 * and each of these pieces was one.
 */
const fileRunCode = [
  /\/src\/(?:event|machine|field|format|scap|source\/file)\//,
  /\/grammar\/(?:[^/]+|format\/[^/]+|filter\/(?:transformer|vocabulary))\.ts$/,
  /\/src\/lookup\/(?:host-names|services)\.ts$/,
  /\/src\/cli\/(?:capture|clock|deadline|errors|held-enters|interrupts|live-start|look|options|parse|printer|privileges|progress|push-down|recorder|selection|settings|sources|statistics|terminal)\.ts$/,
];

function isOneOf(tests: readonly RegExp[]): (id: string) => boolean {
  return (id) => tests.some((test) => test.test(id));
}

/**
 * Exports what the core declares under second names. Compiled code knows what a constant of a module is, but one that is exported
 * it loads and checks each time, within the module too: a filter takes a tenth less time for an event.
 */
const coreKeepsItsConstants: Plugin = {
  name: 'core-keeps-its-constants',
  renderChunk(code, { name }) {
    if (name !== 'core') return null;
    return code.replace(/^export \{([^}]+)\};?\s*$/m, (_all, list: string) => {
      const exports = list.split(',').map((entry) => entry.trim().split(' as '));
      const changing = exports.find(([local]) => new RegExp(`^let ${local?.replaceAll('$', '\\$')}\\b`, 'm').test(code));
      if (changing !== undefined) throw new Error(`${changing[0]} changes: the core must not export it`);
      const declared = exports.map(([local], i) => `exported${i} = ${local}`);
      return `const ${declared.join(', ')};\nexport { ${exports.map(([local, as = local], i) => `exported${i} as ${as}`).join(', ')} };`;
    });
  },
};

/** The chisels, each a file of its own that is loaded when it is asked for, and the API for those that come from elsewhere. */
const chisels = Object.fromEntries(
  readdirSync('chisels')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [`chisels/${file.slice(0, -'.ts'.length)}`, `chisels/${file}`]),
);

/**
 * One bundle a bin, split where start-up does not need the code: live capture and the filter compiler are loaded
 * by dynamic import. koffi stays outside: it carries a native addon.
 */
export default defineConfig({
  input: {
    tsdig: 'src/cli/bin/tsdig.ts',
    ctsdig: 'src/cli/bin/ctsdig.ts',
    chisel: 'src/chisel/api/index.ts',
    'chisel-worker': 'src/chisel/worker/thread.ts',
    ...chisels,
  },
  platform: 'node',
  external: ['koffi', 'react-devtools-core'],
  // No module of ours does anything when it is only imported: what a chunk does not use is not in it.
  treeshake: { moduleSideEffects: (id) => id.includes('/src/cli/bin/') || id.endsWith('/src/chisel/worker/thread.ts') },
  // React's own checks of how it is used are for its users' tests; they would be half of the view's code.
  transform: { define: { 'process.env.NODE_ENV': JSON.stringify('production') } },
  plugins: [builtinsWithoutFacade, coreKeepsItsConstants, plainAscii],
  // Comments and blanks would be read at every start; names stay, for whoever looks at a profile.
  output: {
    // What only the terminal view uses of the filter must not drag the view into every run with a filter.
    codeSplitting: {
      groups: [
        { name: 'start', test: /\/src\/cli\/(?:helper-word|start|tune)\.ts$/ },
        { name: 'filter', test: isOneOf(filterCode) },
        { name: 'core', test: isOneOf(fileRunCode) },
      ],
      includeDependenciesRecursively: false,
    },
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk/[name]-[hash].js',
  },
});
