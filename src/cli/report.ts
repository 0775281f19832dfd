import { visible } from '../../grammar/index.ts';
import { ExitCode } from './errors.ts';

/** What a typed error of any room may carry for its user, beside its message. */
interface Explained {
  /** A text to point into, and where. */
  readonly text?: string;
  readonly start?: number;
  readonly end?: number;
  /** What to do. */
  readonly hint?: string | undefined;
  readonly remedy?: string | undefined;
  /** The file it is about. */
  readonly path?: string;
  /** Lines another program said about it, one char a byte. */
  readonly details?: readonly string[];
  /** What happened, for errors that stand for several causes. */
  readonly code?: string;
}

/** An error as the user sees it, and the code the program ends with. */
export interface Report {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** Exit codes of the other rooms' errors, by class name: the rooms know nothing of processes. */
const exitCodes: Readonly<Record<string, number>> = {
  UsageError: ExitCode.usage,
  FilterSyntaxError: ExitCode.usage,
  FilterError: ExitCode.usage,
  FormatSyntaxError: ExitCode.usage,
  FormatError: ExitCode.usage,
  CaptureFileError: ExitCode.damagedCapture,
  FileError: ExitCode.failed,
  OutputError: ExitCode.failed,
  ChiselError: ExitCode.usage,
  ChiselRefusal: ExitCode.failed,
};

/** Causes for which live capture cannot start on this machine or for this user. */
const notHere: ReadonlySet<string> = new Set([
  'not-permitted',
  'no-kernel-btf',
  'kernel-too-old',
  'lockdown',
  'tracepoint-missing',
  'not-supported',
]);

/** Causes that hinder the probe and need not hinder bpftrace. */
const bpftraceMayServe: ReadonlySet<string> = new Set(['no-kernel-btf', 'kernel-too-old', 'verifier', 'core-relocation']);

/**
 * Puts an error into the form all messages have: what is wrong, where, what to do.
 *
 * @param caret draws the line of a text with marks under [start, end)
 * @param asRoot the command that would do the same with the rights of root
 */
export function report(
  error: unknown,
  caret: (text: string, start: number, end: number) => string,
  asRoot: string,
  program = 'tsdig',
): Report {
  if (!(error instanceof Error)) return { lines: [`${program}: ${String(error)}`], exitCode: ExitCode.failed };
  const { text, start, end, path, details = [], code, hint, remedy } = error as Error & Explained;
  const lines = [`${program}: ${path === undefined ? '' : `${visible(path)}: `}${error.message}`];
  if (text !== undefined && text !== '' && start !== undefined && end !== undefined) lines.push(caret(text, start, end));
  for (const line of details) lines.push(`  ${visible(Buffer.from(line, 'latin1').toString('utf8'))}`);
  const advice = hint ?? remedy;
  if (advice !== undefined) lines.push(`hint: ${advice}`);
  if (code === 'not-permitted') lines.push(`  ${asRoot}`, 'Capture files can be read without these rights: tsdig -r FILE');
  if (bpftraceMayServe.has(code ?? '')) lines.push('Slowly, and with names of calls only, bpftrace may serve: tsdig -I bpftrace');
  const exitCode =
    exitCodes[error.name] ?? (remedy === undefined ? undefined : notHere.has(code ?? '') ? ExitCode.notPermitted : ExitCode.failed);
  if (exitCode === undefined) lines.push(...unexpected(error));
  return { lines, exitCode: exitCode ?? ExitCode.failed };
}

/** A mistake of ours: no stack for the user, but enough to report it. */
function unexpected(error: Error): string[] {
  const place = /\n\s+at (.+)/.exec(error.stack ?? '')?.[1];
  return [
    `hint: this is a mistake in tsdig (${error.name}${place === undefined ? '' : ` at ${place.replace(/file:\/\/\S*\//, '')}`}); please report it`,
  ];
}
