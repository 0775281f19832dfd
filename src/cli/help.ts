import { type OptionDefinition, optionGroups, options } from './options.ts';

const intro = `Usage: tsdig [options] [filter]

Shows what the system is doing: the events of the running kernel, or of a capture file, that pass the filter.

    tsdig -n 100                                   a hundred events of this machine, as they happen
    tsdig proc.name=nginx and evt.type=accept      what nginx accepts
    tsdig -w all.scap                              record everything
    tsdig -r all.scap -p "%proc.name %fd.name" evt.type=open
`;

/** The text of `--help`, made from the option definitions. */
export function helpText(width = 100): string {
  const parts = [intro];
  for (const group of optionGroups) {
    parts.push(`${group}:`);
    for (const option of options) if (option.group === group) parts.push(describe(option, width));
    parts.push('');
  }
  parts.push('Fields for filters and formats: tsdig -l. Events: tsdig -L.', '');
  return parts.join('\n');
}

const column = 28;

function describe({ short, name, value, doc }: OptionDefinition, width: number): string {
  const letters = short === undefined ? '    ' : `-${short}, `;
  const head = ` ${letters}--${name}${value === undefined ? '' : ` ${value}`}`;
  const lines = wrap(doc, width - column);
  const pad = ' '.repeat(column);
  const first = head.length < column ? [head.padEnd(column) + (lines.shift() ?? '')] : [head];
  return [...first, ...lines.map((line) => pad + line)].join('\n');
}

/** Breaks a text into lines of at most `width` characters, between words. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
