import type { Look } from '../look/index.ts';
import type { Snapshot, SourceState } from '../port.ts';
import type { RecordingPort } from '../ports/recording.ts';
import { cut, elide, inColumns, widthOf } from '../text/index.ts';

/** A part of a line, for the mouse: what stands from `from` up to `to`. */
export interface Span {
  readonly what: 'path' | 'filter';
  /** Of a path: how many steps lead there. */
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

export interface HeaderLine {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** The state cell: `LIVE 2.0s`, `PAUSED -14s`, `LOADING 43%`. */
export function stateText(state: SourceState): string {
  switch (state.kind) {
    case 'live':
      return `LIVE ${(state.interval_ms / 1000).toFixed(1)}s`;
    case 'paused':
      return state.behind_ms < 1000 ? 'PAUSED' : `PAUSED -${Math.round(state.behind_ms / 1000)}s`;
    case 'loading':
      return `LOADING ${Math.floor(state.percent)}%`;
    default:
      return state.kind.toUpperCase();
  }
}

/** Row 1: the view, what it is for, and at the right what state all this is in. */
export function viewLine(
  snapshot: Snapshot,
  width: number,
  look: Look,
  recording?: Pick<RecordingPort, 'state' | 'failure'>,
  unseenDrops = 0,
): HeaderLine {
  const state = [snapshot.slow ? `${look.marks.elided} at work` : '', stateText(snapshot.state), snapshot.window?.text ?? '']
    .filter((part) => part !== '')
    .join('  ');
  const running = recording?.state();
  const failure = recording?.failure();
  const alarms = [
    running === undefined ? '' : `${look.marks.recording} REC ${minutes(running.seconds)} ${sizeText(running.bytes)}`,
    failure === undefined ? '' : `REC STOPPED: ${look.tell(failure)}`,
    unseenDrops === 0 ? '' : `DROPS ${unseenDrops}`,
  ].filter((part) => part !== '');
  const alarm = alarms.join(' ');
  const right = cut([alarm, state].filter((part) => part !== '').join('  '), Math.floor(width * 0.7));
  const room = width - widthOf(right) - 1;
  const head = `Viewing: ${look.tell(snapshot.view.name)}  For: `;
  const shortHead = room - widthOf(head) < 8 ? `${look.tell(snapshot.view.name)}: ` : head;
  const names = ['whole machine', ...snapshot.path.map(({ label }) => look.show(label))];
  const path = shortPath(names, room - widthOf(shortHead), look);
  const left = inColumns(cut(shortHead + path.text, room), room);
  const start = widthOf(shortHead);
  return {
    text: `${look.paint('title', left)} ${alarm === '' ? look.paint('state', right) : look.paint('warning', right)}`,
    spans: path.steps.map(({ step, from, to }) => ({ what: 'path' as const, step, from: start + from, to: start + to })),
  };
}

interface ShortPath {
  readonly text: string;
  readonly steps: readonly { readonly step: number; readonly from: number; readonly to: number }[];
}

/** A path in at most `width` columns: steps in the middle are left out first. */
function shortPath(names: readonly string[], width: number, look: Look): ShortPath {
  const between = ` ${look.marks.step} `;
  const all = names.map((name, step) => ({ name, step }));
  const gone = { name: look.marks.elided, step: -1 };
  const forms = [all, ...(all.length > 2 ? [[all[0]!, gone, all.at(-1)!]] : []), ...(all.length > 1 ? [[gone, all.at(-1)!]] : [])];
  const fits = forms.find((form) => widthOf(form.map(({ name }) => name).join(between)) <= width) ?? [
    { name: elide(all.at(-1)!.name, width, look.marks.elided), step: all.length - 1 },
  ];
  let x = 0;
  const steps = fits.map(({ name, step }) => {
    const placed = { step, from: x, to: x + widthOf(name) };
    x = placed.to + between.length;
    return placed;
  });
  return { text: fits.map(({ name }) => name).join(between), steps: steps.filter(({ step }) => step >= 0) };
}

/** Row 2: the source, what was lost, both filters, and how many rows are shown of how many. */
export function sourceLine(snapshot: Snapshot, width: number, look: Look): HeaderLine {
  const { source, drops, wholeFilter, textFilter, rows, total } = snapshot;
  const count = rows.length === total ? `${total} rows` : `${rows.length}/${total} rows`;
  const text = textFilter === '' ? '' : `text:"${elide(look.tell(textFilter), 20, look.marks.elided)}"  `;
  const right = cut(text + count, width);
  const room = Math.max(0, width - widthOf(right) - 2);
  const lost = drops === 0 && room < 60 ? '' : `  drops ${drops}`;
  const named = `Source: ${look.show(source.name)}`;
  const detail = source.detail === '' ? '' : ` (${look.tell(source.detail)})`;
  const wanted = wholeFilter === '' ? '' : `   Filter: ${look.show(wholeFilter)}`;
  // The filter may take half of the line, more where the source leaves it.
  const forFilter = Math.min(widthOf(wanted), Math.max(Math.floor(room / 2), room - widthOf(named + detail + lost)));
  const forSource = room - forFilter;
  const whole = named + detail + lost;
  const left =
    widthOf(whole) <= forSource
      ? whole
      : widthOf(named + lost) <= forSource
        ? named + lost
        : elideBehind('Source: ', named, forSource - widthOf(lost), look) + cut(lost, forSource);
  const shownFilter = elideBehind('   Filter: ', wanted, forFilter, look);
  const line = `${inColumns(left + shownFilter, room)}  `;
  return {
    text: inColumns(line + right, width),
    spans: shownFilter === '' ? [] : [{ what: 'filter', step: 0, from: widthOf(left) + 3, to: widthOf(left + shownFilter) }],
  };
}

/** A text in at most `width` columns; its label stays whole where there is room for it. */
function elideBehind(label: string, text: string, width: number, look: Look): string {
  if (widthOf(text) <= width) return text;
  if (width <= label.length) return cut(text, Math.max(0, width));
  return label + elide(text.slice(label.length), width - label.length, look.marks.elided);
}

function minutes(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 60)}:${two(seconds % 60)}`;
}

/** Bytes in few characters: `3.4M`. */
export function sizeText(bytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return unit === 0 ? String(bytes) : `${value.toFixed(1)}${units[unit]}`;
}
