import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The rooms of the house in the order an event walks through them, and the nearest rooms each may import. */
const mayImport: Record<string, readonly string[]> = {
  'src/event': [],
  grammar: [],
  'src/scap': ['src/event'],
  'src/source': ['src/event', 'src/scap'],
  'src/machine': ['src/event'],
  'src/field': ['src/event', 'src/machine', 'src/lookup'],
  'src/lookup': ['src/machine'],
  'src/filter': ['grammar', 'src/field', 'src/event'],
  'src/store': ['src/field', 'src/filter'],
  'src/format': ['src/field', 'grammar'],
  'src/chisel': ['src/machine', 'src/filter', 'src/format'],
  chisels: ['src/chisel'],
  'src/tui': ['src/chisel', 'src/format'],
  'src/cli': [
    'src/source',
    'src/machine',
    'src/lookup',
    'src/filter',
    'src/store',
    'src/format',
    'src/chisel',
    'chisels',
    'src/tui',
    'src/scap',
  ],
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const rooms = Object.keys(mayImport);

/** Rooms a room may import: its nearest and whatever those may import. */
function allowed(room: string, seen = new Set<string>()): Set<string> {
  for (const near of mayImport[room] ?? []) {
    if (seen.has(near)) continue;
    seen.add(near);
    allowed(near, seen);
  }
  return seen;
}

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'grammar', 'chisels']
  .filter((top) => existsSync(join(root, top)))
  .flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .map((file) => join(top, file))
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && statSync(join(root, file)).isFile()),
  );

const sourceOf = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

const imports: Import[] = [...sourceOf].flatMap(([from, text]) =>
  [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g),
  ].flatMap((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    // The manifest belongs to no room: its version is read where it is printed.
    return target.startsWith('.') && !target.endsWith('package.json')
      ? [{ from, to: relative(root, resolve(root, dirname(from), target)) }]
      : [];
  }),
);

const roomOf = (file: string): string | undefined => rooms.find((room) => file.startsWith(`${room}/`));

describe('the house', () => {
  it('has files and imports to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(50);
  });

  it('has no file outside its rooms', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('lets a room import only rooms before it', () => {
    const broken = imports.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      return a !== undefined && a !== b && (b === undefined || !allowed(a).has(b));
    });
    expect(broken).toEqual([]);
  });

  it('lets a room be entered only through its index', () => {
    const broken = imports.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      if (a === b || b === undefined) return false;
      // A source is a room within the room: each has an index of its own.
      if (b === 'src/source') return !/^src\/source\/(\w+\/)?index\.ts$/.test(to);
      // Views are of no use to chisels, and chisels of none to views: each is loaded without the other.
      if (b === 'src/chisel') return !/^src\/chisel\/(view\/)?index\.ts$/.test(to);
      if (b === 'chisels') return !/^chisels\/(\w+\/)?\w+\.ts$/.test(to);
      return to !== `${b}/index.ts`;
    });
    expect(broken).toEqual([]);
  });

  it('has no cycle of imports', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
    // Imports of types only vanish when compiled and may point back.
    const runtime = new Map(
      [...next].map(([from, targets]) => [from, targets.filter((to) => !onlyTypes(sourceOf.get(from) ?? '', from, to))] as const),
    );
    const done = new Set<string>();
    const cycles: string[][] = [];
    const walk = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file]);
        return;
      }
      if (done.has(file)) return;
      for (const to of runtime.get(file) ?? []) walk(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it('touches standard output, exit and the environment only in src/cli', () => {
    const touching = [...sourceOf].filter(
      ([file, text]) => !file.startsWith('src/cli/') && /process\.(stdout|stderr|exit\b|env\b)/.test(withoutComments(text)),
    );
    expect(touching.map(([file]) => file)).toEqual([]);
  });
});

/** Whether every import of `to` in the text is an `import type` (or `export type`). */
function onlyTypes(text: string, from: string, to: string): boolean {
  return [...text.matchAll(/(?:^|\n)\s*(import|export)\b([^;]*?)from\s+'([^']+)'/g)]
    .filter(([, , , target]) => target?.startsWith('.') && relative(root, resolve(root, dirname(from), target)) === to)
    .every(([, , names]) => /^\s+type\b/.test(names ?? ''));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
