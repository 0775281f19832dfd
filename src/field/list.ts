import { fieldClasses } from './classes.ts';
import type { FieldClass, FieldDefinition } from './types.ts';

/** What a list of fields shows. */
export interface FieldListOptions {
  /** The type of each field before its description, and the fields that exist for tables only. */
  readonly types?: boolean;
}

/** Columns: where descriptions begin, and where lines end. */
const DESCRIPTION_COLUMN = 30;
const LINE_WIDTH = 120;

/** All fields as text, as `-l` shows them: a paragraph a class, a field a line, descriptions wrapped. */
export function fieldList(options: FieldListOptions = {}): string {
  return shownClasses(options)
    .map(({ name, doc, fields }) => {
      const lines = fields.map((field) => entry(field.name, description(field, options)));
      return ['-------------------------------', entry('Field Class:', name), entry('Description:', doc), '', ...lines, ''].join('\n');
    })
    .map((paragraph) => `${paragraph}\n`)
    .join('');
}

/** All fields as Markdown tables. */
export function fieldListMarkdown(options: FieldListOptions = {}): string {
  return shownClasses(options)
    .map(({ name, doc, fields }) => {
      const rows = fields.map((field) => `\`${field.name}\` | ${field.type} | ${escapeCell(description(field, {}))}`);
      return [`## Field Class: ${name}`, '', doc, '', 'Name | Type | Description', ':----|:-----|:-----------', ...rows, ''].join('\n');
    })
    .join('\n');
}

/** The classes and their fields without what is hidden. */
function shownClasses({ types = false }: FieldListOptions): FieldClass[] {
  return fieldClasses
    .map((fieldClass) => ({ ...fieldClass, fields: fieldClass.fields.filter(({ hidden }) => types || hidden !== true) }))
    .filter(({ fields }) => fields.length > 0);
}

function description(field: FieldDefinition, { types = false }: FieldListOptions): string {
  const { argument, doc } = field;
  const notes = [
    ...(argument === undefined
      ? []
      : [`${argument.required ? 'Needs' : 'Takes'} in brackets${argument.dotted ? ' or after a dot' : ''}: ${argument.what}.`]),
    ...(field.filterOnly === true ? ['In filters only.'] : []),
    ...(field.printOnly === true ? ['In output only.'] : []),
  ];
  return [...(types ? [`(Type: ${field.type})`] : []), doc, ...notes].join(' ');
}

/** A name and, from the description column on, its text in as many lines as it takes. */
function entry(name: string, text: string): string {
  const lines = wrap(text, LINE_WIDTH - DESCRIPTION_COLUMN);
  const indent = ' '.repeat(DESCRIPTION_COLUMN);
  const head = name.length < DESCRIPTION_COLUMN ? name.padEnd(DESCRIPTION_COLUMN) : `${name}\n${indent}`;
  return head + lines.join(`\n${indent}`);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
