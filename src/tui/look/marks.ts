/** Characters beside letters that the screens are drawn with. */
export interface Marks {
  readonly selected: string;
  readonly descending: string;
  readonly ascending: string;
  readonly more: string;
  readonly elided: string;
  readonly step: string;
  readonly sum: string;
  readonly recording: string;
  readonly rule: string;
  readonly bar: string;
  readonly cursor: string;
  /** Of a tree: a row that others follow, the last one, and a level that goes on, or not, past a row. */
  readonly branch: { readonly more: string; readonly last: string; readonly passing: string; readonly none: string };
  /** From nothing to full. */
  readonly levels: readonly string[];
}

export const unicodeMarks: Marks = {
  selected: '▌',
  descending: '▼',
  ascending: '▲',
  more: '→',
  elided: '…',
  step: '›',
  sum: 'Σ',
  recording: '●',
  rule: '─',
  bar: '│',
  cursor: '█',
  branch: { more: '├ ', last: '└ ', passing: '│ ', none: '  ' },
  levels: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
};

export const asciiMarks: Marks = {
  selected: '>',
  descending: 'v',
  ascending: '^',
  more: '->',
  elided: '..',
  step: '>',
  sum: 'Sum',
  recording: '*',
  rule: '-',
  bar: '|',
  cursor: '_',
  branch: { more: '|-', last: '`-', passing: '| ', none: '  ' },
  levels: [' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'],
};
