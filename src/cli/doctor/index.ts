import { visible } from '../../../grammar/index.ts';
import { ExitCode, UsageError } from '../errors.ts';
import type { Check } from './check.ts';
import { kernelChecks, settingChecks } from './kernel.ts';
import { rightsChecks } from './rights.ts';
import { bpftraceCheck, containerChecks, placeChecks } from './surroundings.ts';

const usage = `Usage: tsdig doctor [--json]

Says what this machine allows tsdig to do, and what to do about the rest. Ends with 0 where live capture works, else with 3.
`;

/** `tsdig doctor`. Gives what to print and the exit code. */
export async function doctor(argv: readonly string[]): Promise<{ readonly text: string; readonly exitCode: number }> {
  if (argv.includes('--help') || argv.includes('-h')) return { text: usage, exitCode: ExitCode.done };
  const stranger = argv.find((word) => word !== '--json' && word !== '-j');
  if (stranger !== undefined) throw new UsageError(`doctor does not know ${visible(stranger)}`, 'it takes --json and nothing else');
  const checks = await allChecks();
  const works = isLive(checks);
  const text = argv.length > 0 ? `${JSON.stringify({ live: works, checks })}\n` : report(checks, works);
  return { text, exitCode: works ? ExitCode.done : ExitCode.notPermitted };
}

async function allChecks(): Promise<Check[]> {
  const { env } = process;
  const asRoot = `sudo ${process.execPath} ${process.argv[1] ?? 'tsdig'}`;
  const bpftrace = bpftraceCheck(env.PATH ?? '');
  const kernel = await kernelChecks();
  return [
    ...kernel,
    ...settingChecks(),
    ...rightsChecks(asRoot),
    ...containerChecks(),
    await bpftrace,
    ...placeChecks({ term: env.TERM, colors: env.COLORTERM, locale: env.LC_ALL || env.LC_CTYPE || env.LANG }),
  ];
}

/** The probe's own trial decides: the other checks only explain it. */
function isLive(checks: readonly Check[]): boolean {
  return checks.some(({ id, ok }) => id === 'probe' && ok);
}

/** A line a check, what to do below it. */
function report(checks: readonly Check[], works: boolean): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, ok, needed, found, remedy }) => [
    `${ok ? 'yes' : needed ? 'NO ' : 'no '}  ${name.padEnd(width)}  ${shown(found)}`,
    ...(remedy === undefined || remedy === '' ? [] : [`${' '.repeat(width + 7)}-> ${shown(remedy)}`]),
  ]);
  const sum = works ? 'Live capture works.' : 'Live capture does not work here; capture files can be read: tsdig -r FILE';
  return `${lines.join('\n')}\n\n${sum}\n`;
}

/** On one line, and fit for a terminal. */
function shown(text: string): string {
  return visible(text.replaceAll('\n', ' '));
}
