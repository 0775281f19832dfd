import { writeFileSync } from 'node:fs';
import { defineChisel, numberText, timeText, toNumber } from '../src/chisel/index.ts';

/*
 * tsdig -r trace.scap -c flamegraph calls.svg
 *
 * calls.svg: 1234 calls of 12 processes, 1.20s
 */

/** A box: what it stands for, and what is above it. */
interface Frame {
  readonly name: string;
  value: number;
  calls: number;
  readonly above: Map<string, Frame>;
}

const width = 1200;
const rowHeight = 18;
const margin = 10;
const titleHeight = 30;
/** Narrower boxes are left out, in pixels. */
const narrowest = 0.3;
const letterWidth = 7;
/** Folders that are told apart; what lies deeper belongs to the last. */
const deepest = 24;

function frame(name: string): Frame {
  return { name, value: 0, calls: 0, above: new Map() };
}

/** Adds one call at the end of a way from the root. */
function add(root: Frame, way: readonly string[], value: number): void {
  let at = root;
  at.value += value;
  at.calls++;
  for (const name of way) {
    let next = at.above.get(name);
    if (next === undefined) {
      next = frame(name);
      at.above.set(name, next);
    }
    next.value += value;
    next.calls++;
    at = next;
  }
}

/** The folders of a path, one below the other: `/`, `var/`, `log`. What is no path stays whole. */
function steps(name: string | undefined): string[] {
  if (name === undefined || name === '') return [];
  if (!name.startsWith('/')) return [name];
  const folders = name
    .slice(1)
    .split('/')
    .filter((part) => part !== '');
  const near = folders.slice(0, deepest);
  return ['/', ...near.map((part, i) => (i < near.length - 1 ? `${part}/` : part))];
}

export default defineChisel({
  category: 'Performance',
  summary: 'Flame graph of system calls by process and path, as an SVG file',
  description:
    'Writes a picture: each box is a process, above it its system calls, above them the folders and files they worked on. ' +
    'The wider, the more time was spent there, or with calls as the second argument, the more calls were made. Hold the mouse over a box for its numbers.',
  args: {
    file: { type: 'string', optional: true, description: 'The file that is written, flamegraph.svg where not given' },
    by: { type: 'string', optional: true, description: 'time (where not given) or calls' },
  },
  fields: ['proc.name', 'evt.type', 'evt.latency', 'fd.name'],
  filter: 'evt.dir=<',
  state: () => frame('all'),
  onStart(run) {
    const { by } = run.args;
    if (by !== undefined && by !== 'time' && by !== 'calls') run.fail(`there is no width by ${by}`, 'time or calls');
  },
  onEvent({ proc, evt, fd }, { args, state }) {
    const ns = toNumber(evt.latency ?? 0);
    if (ns <= 0) return;
    add(state, [proc.name ?? '<NA>', evt.type ?? '<NA>', ...steps(fd.name)], args.by === 'calls' ? 1 : ns);
  },
  onEnd(run) {
    const { state, args } = run;
    if (run.json) {
      run.printJson(plain(state));
      return;
    }
    const file = args.file ?? 'flamegraph.svg';
    const calls = args.by === 'calls';
    try {
      writeFileSync(Buffer.from(file, 'latin1'), picture(state, calls));
    } catch (error) {
      run.fail(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const much = calls ? '' : `, ${timeText(state.value)}`;
    run.print(`${file}: ${numberText(state.calls)} calls of ${state.above.size} processes${much}`);
  },
});

interface PlainFrame {
  readonly name: string;
  readonly value: number;
  readonly calls: number;
  readonly children: readonly PlainFrame[];
}

function plain({ name, value, calls, above }: Frame): PlainFrame {
  return { name, value, calls, children: inOrder(above).map(plain) };
}

function inOrder(frames: ReadonlyMap<string, Frame>): Frame[] {
  return [...frames.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function height({ above }: Frame): number {
  return 1 + Math.max(0, ...[...above.values()].map(height));
}

function picture(root: Frame, calls: boolean): string {
  const rows = height(root);
  const total = titleHeight + rows * rowHeight + margin;
  const boxes: string[] = [];
  const draw = (at: Frame, x: number, row: number): void => {
    const w = root.value === 0 ? 0 : ((width - 2 * margin) * at.value) / root.value;
    if (w < narrowest) return;
    boxes.push(box(at, root, calls, x, total - margin - (row + 1) * rowHeight, w));
    let next = x;
    for (const child of inOrder(at.above)) {
      draw(child, next, row + 1);
      next += root.value === 0 ? 0 : ((width - 2 * margin) * child.value) / root.value;
    }
  };
  draw(root, margin, 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="monospace" font-size="11">`,
    '<style>g:hover rect{stroke:#000}</style>',
    `<rect width="100%" height="100%" fill="#fffdf5"/>`,
    `<text x="${width / 2}" y="20" text-anchor="middle" font-size="14">System calls by process and path, ${calls ? 'number of calls' : 'time'}</text>`,
    ...boxes,
    '</svg>',
    '',
  ].join('\n');
}

function box(at: Frame, root: Frame, calls: boolean, x: number, y: number, w: number): string {
  const share = `${((100 * at.value) / root.value).toFixed(2)}%`;
  const title = `${at.name}: ${calls ? '' : `${timeText(at.value)}, `}${at.calls} calls, ${share}`;
  const letters = Math.floor((w - 4) / letterWidth);
  const label = letters < 2 ? '' : at.name.length <= letters ? at.name : `${at.name.slice(0, letters - 2)}..`;
  const text = label === '' ? '' : `<text x="${(x + 2).toFixed(1)}" y="${y + 13}">${xml(label)}</text>`;
  const rect = `<rect x="${x.toFixed(1)}" y="${y}" width="${w.toFixed(1)}" height="${rowHeight - 1}" rx="1" fill="${colourOf(at.name)}"/>`;
  return `<g><title>${xml(title)}</title>${rect}${text}</g>`;
}

/** The same warm colour for the same name, in every picture. */
function colourOf(name: string): string {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (hash * 31 + name.charCodeAt(i)) >>> 0;
  return `hsl(${hash % 55},${70 + (hash % 7) * 3}%,${60 + (hash % 5) * 3}%)`;
}

/** Bytes as text of an XML file: what is no UTF-8, and what XML does not allow, is replaced. */
function xml(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.replace(/[<>&"'\x00-\x1f\x7f-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000) || code >= 0xfffe ? '?' : `&#${code};`;
  });
}
