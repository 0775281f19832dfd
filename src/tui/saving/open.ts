import { lineOf } from '../edit/index.ts';
import type { Shell } from '../shell.ts';

const endings: Readonly<Record<string, string>> = { markdown: 'md', text: 'txt' };

/** A name for the file of a format: `./procs.csv`. */
export function pathFor(shell: Shell, format: string): string {
  return `./${shell.snapshot.view.id.replaceAll('/', '-')}.${endings[format] ?? format}`;
}

export function openExport(shell: Shell): void {
  const format = shell.port.export?.formats[0];
  if (format !== undefined) shell.open('export', { index: 0, path: lineOf(pathFor(shell, format)) });
}
