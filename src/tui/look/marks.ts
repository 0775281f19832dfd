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
  levels: [' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'],
};
