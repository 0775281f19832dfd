/** What kept a script from running, for the caller to tell apart. */
export type BpftraceErrorCode =
  /** bpftrace is not installed. */
  | 'not-supported'
  /** The user may not run it. */
  | 'not-permitted'
  /** bpftrace refused the script. */
  | 'script'
  /** bpftrace ended with an error after the script had begun. */
  | 'ended';

/** A script that could not be run, or not to its end. */
export class BpftraceError extends Error {
  override readonly name = 'BpftraceError';
  readonly code: BpftraceErrorCode;
  /** What the user can do, one sentence. */
  readonly remedy: string;
  /** Lines bpftrace itself printed about it, one char a byte, as they came: not fit for a terminal yet. */
  readonly details: readonly string[];

  constructor(code: BpftraceErrorCode, message: string, remedy: string, details: readonly string[] = []) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.details = details;
  }
}
