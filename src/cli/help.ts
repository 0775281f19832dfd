import { commands } from './commands.ts';
import { optionGroups, options } from './options.ts';

const intro = `Usage: tsdig [options] [filter]

Shows what the system is doing: the events of the running kernel, or of a capture file, that pass the filter.

    tsdig -n 100                                   a hundred events of this machine, as they happen
    tsdig proc.name=nginx and evt.type=accept      what nginx accepts
    tsdig -w all.scap                              record everything
    tsdig -r all.scap -p "%proc.name %fd.name" evt.type=open
`;

/** The text of `--help`, made from the option definitions. */
export function helpText(width = 100): string {
  return optionHelp(
    { intro, groups: optionGroups, options, end: `${commandHelp()}\n\nFields for filters and formats: tsdig -l. Events: tsdig -L.` },
    width,
  );
}

function commandHelp(): string {
  return ['Commands:', ...commands.map(({ name, doc }) => ` tsdig ${name.padEnd(column - 7)}${doc}`)].join('\n');
}

/** An option as the help of any program shows it. */
interface DescribedOption {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  readonly group: string;
  readonly doc: string;
}

/** What the help of a program is made of. */
export interface HelpPage {
  readonly intro: string;
  /** Headings, in order. */
  readonly groups: readonly string[];
  readonly options: readonly DescribedOption[];
  readonly end: string;
}

/** The help of a program as text of at most `width` columns. */
export function optionHelp({ intro: begin, groups, options: described, end }: HelpPage, width = 100): string {
  const parts = [begin];
  for (const group of groups) {
    parts.push(`${group}:`);
    for (const option of described) if (option.group === group) parts.push(describe(option, width));
    parts.push('');
  }
  parts.push(end, '');
  return parts.join('\n');
}

const column = 28;

function describe({ short, name, value, doc }: DescribedOption, width: number): string {
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
