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

/** A capture that cannot be read, or not to its end; names the file. */
export class CaptureFileError extends Error {
  override readonly name = 'CaptureFileError';
  readonly path: string;
  constructor(path: string, cause: Error) {
    super(cause.message, { cause });
    this.path = path;
  }
}
