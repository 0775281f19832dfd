import type { Chisel } from '../api/index.ts';
import type { WorkerLink } from '../worker/link.ts';
import { argumentsOf, usage } from './arguments.ts';

/** A chisel and what it is called. */
export interface NamedChisel {
  readonly name: string;
  readonly chisel: Chisel;
  /** The worker it runs in, where it does not come with tsdig. */
  readonly link: WorkerLink | undefined;
}

const nameWidth = 16;

/** The text of `-cl`: all chisels by category. */
export function chiselList(chisels: readonly NamedChisel[]): string {
  const categories = [...new Set(chisels.map(({ chisel }) => chisel.category))].sort();
  const lines: string[] = [];
  for (const category of categories) {
    lines.push('', ...heading(category));
    const listed = chisels.filter(({ chisel }) => chisel.category === category && chisel.hidden !== true);
    for (const { name, chisel } of [...listed].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name.length >= nameWidth) lines.push(name, ''.padEnd(nameWidth) + chisel.summary);
      else lines.push(name.padEnd(nameWidth) + chisel.summary);
    }
  }
  lines.push('', 'What one of them does and takes: tsdig -i NAME', '');
  return lines.join('\n');
}

/** The text of `-i`: everything about one chisel. */
export function chiselInfo({ name, chisel }: NamedChisel): string {
  const list = argumentsOf(chisel);
  return [
    '',
    ...heading(chisel.category),
    name.padEnd(nameWidth) + (name.length >= nameWidth ? ' ' : '') + chisel.summary,
    '',
    ...(chisel.description === undefined ? [] : [chisel.description, '']),
    'Args:',
    ...(list.length === 0 ? ['(None)'] : []),
    ...list.map(
      ([argument, { type, description, optional }]) => `[${type}] ${argument}${optional === true ? ' (optional)' : ''} - ${description}`,
    ),
    '',
    `Usage: ${usage(name, chisel)}`,
    '',
  ].join('\n');
}

function heading(category: string): string[] {
  const text = `Category: ${category}`;
  return [text, '-'.repeat(text.length)];
}
