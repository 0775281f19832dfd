/** Exit codes of tsdig. */
export const ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  notPermitted: 3,
  damagedCapture: 4,
} as const;

/** Something in the command line cannot be taken. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Something outside failed: a file that cannot be opened or written. */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly hint: string | undefined;
  readonly exitCode: number;
  constructor(message: string, options: { hint?: string; exitCode?: number } = {}) {
    super(message);
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? ExitCode.failed;
  }
}
