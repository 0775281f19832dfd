import { describe, expect, it } from 'vitest';
import { fieldClasses, findField } from '../../src/field/index.ts';
import { fieldList, fieldListMarkdown } from '../../src/field/list.ts';
import { displayNames, fieldTable } from './field-table.ts';

/** What bpftrace scripts print has no fields anywhere else. */
const own = ['arg', 'key', 'kind', 'name', 'text', 'value'].map((name) => `bpftrace.${name}`);

const all = fieldClasses.flatMap(({ fields }) => fields);

describe('the fields', () => {
  it('are those of sysdig 0.29.3 and of the newest libraries, those of bpftrace, and no others', () => {
    expect(fieldTable.length).toBe(359);
    expect(all.map(({ name }) => name).sort()).toEqual([...own, ...fieldTable.map(({ name }) => name)].sort());
  });

  it.each(fieldTable)('$name has the type, format and argument users know', (row) => {
    const field = findField(row.name)!;
    expect({ type: field.type, format: field.format }).toEqual({ type: row.type, format: row.format });
    expect(field.argument === undefined ? undefined : field.argument.required ? 'needs' : 'takes').toBe(
      takesMore(row.name) ?? row.argument,
    );
    expect(field.hidden === true).toBe(row.hidden || row.printOnly);
    expect(field.filterOnly === true).toBe(row.filterOnly);
    expect(field.printOnly === true).toBe(row.printOnly);
  });

  it('have the column titles users know', () => {
    const titles = all.filter(({ name }) => displayNames.has(name)).map(({ name, display }) => [name, display]);
    expect(titles).toEqual(titles.map(([name]) => [name, displayNames.get(name!)]));
  });

  it('each say in a sentence what they are', () => {
    for (const { name, doc, display } of all) {
      expect(doc, name).toMatch(/^\S.{8,}\.$/);
      expect(doc, name).not.toBe(name);
      expect(display, name).not.toBe('');
    }
    for (const { name, doc } of fieldClasses) expect(doc, name).toMatch(/^\S.{10,}\.$/);
  });

  it('that need an argument say what it is', () => {
    for (const { name, argument } of all) if (argument !== undefined) expect(argument.what, name).toMatch(/^\S.{4,}$/);
  });
});

/** Fields of 0.29.3 that newer versions gave an argument, or took the need for one from. */
function takesMore(name: string): 'takes' | undefined {
  return name === 'proc.args' || name === 'proc.env' || name === 'evt.abspath' ? 'takes' : undefined;
}

describe('the list of fields', () => {
  const lines = fieldList().split('\n');

  it('shows every field that is not hidden, a line each', () => {
    const shown = lines.map((line) => line.split(' ')[0]!).filter((word) => findField(word) !== undefined);
    expect(shown).toEqual(all.filter(({ hidden }) => hidden !== true).map(({ name }) => name));
  });

  it('keeps to 120 columns, descriptions in their own', () => {
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(lines.find((line) => line.startsWith('proc.pid '))).toBe('proc.pid                      Id of the process that made the event.');
  });

  it('shows types and hidden fields where they are asked for', () => {
    const typed = fieldList({ types: true });
    expect(typed).toContain('\nproc.pid                      (Type: INT64) Id of the process');
    expect(typed).toContain('\nthread.nametid ');
    expect(fieldList()).not.toContain('\nthread.nametid ');
  });

  it('exists as Markdown tables', () => {
    expect(fieldListMarkdown()).toContain('## Field Class: process\n');
    expect(fieldListMarkdown()).toContain('\n`proc.pid` | INT64 | Id of the process that made the event.\n');
  });
});
