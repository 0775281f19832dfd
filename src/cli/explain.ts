import { visible } from '../../grammar/index.ts';
import { codeOfKey, eventKeyCount, eventTable, isGenericType, syscallCodes, typeOfKey } from '../event/index.ts';
import type { FilterTerm } from '../filter/index.ts';
import { Machine } from '../machine/index.ts';
import { keyOf, type PushDown } from './push-down.ts';
import type { Selection } from './selection.ts';
import type { Settings } from './settings.ts';

/** The text of `--explain`: where each part of the filter is decided, what is captured or read, and what happens then. */
export async function explain(settings: Settings, selection: Selection, asked: PushDown): Promise<string> {
  const lines = settings.files.length === 0 ? await explainLive(settings, selection, asked) : explainFiles(settings, selection);
  return `${lines.join('\n')}\n`;
}

async function explainLive(settings: Settings, selection: Selection, asked: PushDown): Promise<string[]> {
  const { syscallEvents } = await import('../source/ebpf/index.ts');
  const calls = syscallEvents();
  const keys = (call: (typeof calls)[number]): [number, number] => [keyOf(call.enter, call.code), keyOf(call.exit, call.code)];
  const { captured, kept, nothing, enters } = asked;
  const isCaptured = (key: number): boolean => captured === undefined || captured[key] === 1;
  const lines = [...filterLines(settings, selection), ''];
  if (nothing !== undefined) {
    lines.push(`In the kernel nothing is decided: ${nothing}.`, `Captured: all ${calls.length} system calls, enter and exit.`);
  } else {
    const terms = selection.part?.terms ?? [];
    const inKernel = terms.filter((term) => isPushed(term, asked));
    lines.push('Decided in the kernel, before anything is recorded:', ...termLines(inKernel, 'nothing'), '');
    const rest = terms.filter((term) => !isPushed(term, asked)).map(withReason);
    lines.push('Decided by tsdig, of what is left:', ...termLines(rest, 'nothing more'), '');
    const wanted = selection.part?.keys;
    const asks = (call: (typeof calls)[number]): boolean => keys(call).some((key) => wanted?.[key] === 1);
    const always = (call: (typeof calls)[number]): boolean => keys(call).some((key) => kept[key] === 1);
    const limits = whoText(asked);
    lines.push(
      `Asked for${limits === '' ? '' : `, only ${limits}`}:`,
      `  ${namesOf(
        calls.filter((call) => isNamed(call) && asks(call) && keys(call).some(isCaptured)),
        calls.length,
      )}`,
      ...(wanted?.[keyOf(1, 0)] === 1 && wanted.includes(0)
        ? [`  and ${calls.filter((call) => !isNamed(call)).length} calls that have no number in captures and say their name themselves`]
        : []),
      'Kept for what is known of threads and fds, whoever makes them, and shown only where the filter matches:',
      `  ${namesOf(calls.filter(always), calls.length)}`,
      'Counted and left out in the kernel:',
      `  ${namesOf(
        calls.filter((call) => !keys(call).some(isCaptured)),
        calls.length,
      )}`,
      '',
      enters === undefined
        ? 'Enters of calls are left out, but for those kept: nothing that is asked or shown takes its value from them.'
        : `Enters of calls are captured: ${enters}.`,
    );
  }
  return [...lines, '', ...outputLines(settings)];
}

function explainFiles(settings: Settings, selection: Selection): string[] {
  const lines = [...filterLines(settings, selection), ''];
  const { keys, part } = selection;
  if (keys === undefined || settings.displayFilter) {
    lines.push(`Every event of ${settings.files.map(visible).join(', ')} is looked at.`);
    return [...lines, '', ...outputLines(settings)];
  }
  const needed = new Machine().neededEvents(keys, { latency: true, memory: settings.writeFile !== undefined });
  const kinds = (test: (key: number) => boolean): string[] => [
    ...new Set(Array.from({ length: eventKeyCount }, (_, key) => key).flatMap((key) => (test(key) ? [nameOf(key)] : []))),
  ];
  const shown = new Set(kinds((key) => keys[key] === 1));
  const state = kinds((key) => keys[key] !== 1 && needed[key] === 1).filter((name) => !shown.has(name));
  const looked = new Set([...shown, ...state]);
  const skipped = kinds((key) => needed[key] !== 1).filter((name) => !looked.has(name));
  const terms = part?.terms ?? [];
  lines.push(
    'Decided by the kind of event alone:',
    ...termLines(
      terms.filter(({ by }) => by === 'kind'),
      'nothing',
    ),
    '',
    'The filter is asked of:',
    `  ${listed([...shown])}`,
    'Looked at for what is known of threads and fds:',
    `  ${listed(state)}`,
    'Passed over:',
    `  ${listed(skipped)}`,
  );
  return [...lines, '', ...outputLines(settings)];
}

function filterLines({ filter }: Settings, { predicate }: Selection): string[] {
  return [predicate === undefined ? 'No filter: every event is asked for.' : `Filter: ${visible(filter)}`];
}

function outputLines({ writeFile, quiet, summary, displayFilter }: Settings): string[] {
  const after = displayFilter ? 'Everything is taken into account, then' : 'Then';
  const ends = [
    ...(writeFile === undefined ? [] : [`it is written to ${visible(writeFile)}`]),
    ...(quiet ? [] : ['it is printed']),
    ...(summary ? ['it is counted'] : []),
  ];
  return [`${after} the whole filter is asked of each event; where it holds, ${ends.length === 0 ? 'it is counted' : ends.join(' and ')}.`];
}

/** Whether the key of its events tells the call; others are told apart afterwards. */
function isNamed({ exit, code }: { readonly exit: number; readonly code: number }): boolean {
  return code !== 0 || !isGenericType(exit);
}

/** Whether a term keeps events from being recorded. */
function isPushed({ by }: FilterTerm, { who, thread, nothing }: PushDown): boolean {
  if (nothing !== undefined || by === 'event') return false;
  if (by === 'identity') return thread !== undefined;
  return by !== 'failure' || who.failed === true;
}

const how: Readonly<Record<FilterTerm['by'], string>> = {
  kind: 'by the kind of event',
  thread: 'by who makes the call',
  identity: 'by the thread, from when tsdig has looked at it until it changes',
  failure: 'by the result of the call',
  some: 'by the kind of event, as far as it tells; the rest by tsdig',
  event: '',
};

function termLines(terms: readonly FilterTerm[], none: string): string[] {
  if (terms.length === 0) return [`  ${none}`];
  const width = Math.max(...terms.map(({ text }) => visible(text).length));
  return terms.map(({ text, by, reason }) => {
    const note = reason ?? how[by];
    return `  ${visible(text).padEnd(note === '' ? 0 : width + 2)}${note}`;
  });
}

function whoText({ who: { pid, tid, failed } }: PushDown): string {
  const parts = [
    ...(pid === undefined ? [] : [`of process ${pid}`]),
    ...(tid === undefined ? [] : [`of thread ${tid}`]),
    ...(failed === true ? ['those that failed'] : []),
  ];
  return parts.join(', ');
}

/** Why a term that could be decided in the kernel is not. A failure that the kernel does not decide is one whose enter somebody needs. */
function withReason(term: FilterTerm): FilterTerm {
  if (term.by === 'identity') return { ...term, reason: 'with bpftrace, whose scripts may name threads' };
  return term.by === 'failure' ? { ...term, reason: 'only exits fail, and their enters are needed (see below)' } : term;
}

/** More names than this are a number. */
const namesMax = 24;

function namesOf(calls: readonly { readonly name: string }[], all: number): string {
  if (calls.length === all) return `all ${all} system calls`;
  return `${listed(calls.map(({ name }) => name))}`;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  if (names.length <= namesMax) return names.join(' ');
  return `${names.slice(0, namesMax).join(' ')} ... (${names.length} kinds)`;
}

function nameOf(key: number): string {
  const code = codeOfKey(key);
  return code === 0 ? eventTable[typeOfKey(key)]!.name : syscallCodes[code]!.name;
}
