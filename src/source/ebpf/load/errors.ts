/**
 * Why live capture could not start, one class a cause, so that the caller can tell them apart without reading texts.
 * `message` says what is wrong and where, `remedy` what to do about it.
 */

/** The oldest kernel the loader is made for: it brought the BPF ring buffer and CAP_BPF. */
export const MINIMUM_KERNEL = '5.8';

export type EbpfErrorCode =
  | 'not-permitted'
  | 'no-kernel-btf'
  | 'kernel-too-old'
  | 'lockdown'
  | 'verifier'
  | 'tracepoint-missing'
  | 'malformed-object'
  | 'core-relocation'
  | 'not-supported'
  | 'kernel-call';

/** Every error of the eBPF rooms. */
export abstract class EbpfError extends Error {
  abstract readonly code: EbpfErrorCode;
  /** What the user can do, one sentence. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** The kernel said EPERM or EACCES. */
export class NotPermittedError extends EbpfError {
  readonly code = 'not-permitted';
  /** Capabilities the process lacks, as `CAP_BPF`; empty when it has them and something else (seccomp, an LSM) refused. */
  readonly missing: readonly string[];

  constructor(message: string, remedy: string, missing: readonly string[]) {
    super(message, remedy);
    this.missing = missing;
  }
}

/** Something this kernel, machine or build cannot do; `minimumKernel` is the first release that can, where one is known. */
export class NotSupportedError extends EbpfError {
  readonly code: 'not-supported' | 'no-kernel-btf' | 'kernel-too-old' | 'lockdown' | 'tracepoint-missing' = 'not-supported';
  readonly minimumKernel: string | undefined;

  constructor(message: string, remedy: string, minimumKernel?: string) {
    super(message, remedy);
    this.minimumKernel = minimumKernel;
  }
}

/** The kernel does not describe its types (`/sys/kernel/btf/vmlinux` is missing or unreadable). */
export class NoKernelBtfError extends NotSupportedError {
  override readonly code = 'no-kernel-btf';
}

/** The running kernel is older than what is needed. */
export class KernelTooOldError extends NotSupportedError {
  override readonly code = 'kernel-too-old';
  /** Release of the running kernel, as `uname -r` prints it. */
  readonly release: string;

  constructor(feature: string, minimumKernel: string, release: string) {
    super(
      `${feature} needs Linux ${minimumKernel} or later; this kernel is ${release}`,
      `boot Linux ${minimumKernel} or later, or read a capture file instead`,
      minimumKernel,
    );
    this.release = release;
  }
}

/** Kernel lockdown in confidentiality mode keeps BPF programs from reading kernel memory. */
export class LockdownError extends NotSupportedError {
  override readonly code = 'lockdown';
}

/** The kernel has no tracepoint of that name. */
export class TracepointMissingError extends NotSupportedError {
  override readonly code = 'tracepoint-missing';
  readonly tracepoint: string;

  constructor(tracepoint: string, remedy: string) {
    super(`this kernel has no tracepoint '${tracepoint}'`, remedy);
    this.tracepoint = tracepoint;
  }
}

/** The kernel's verifier refused a program. */
export class VerifierError extends EbpfError {
  readonly code = 'verifier';
  readonly program: string;
  /** The whole log as the kernel wrote it; may be long. */
  readonly log: string;
  /** The lines at its end that say why. */
  readonly tail: string;

  constructor(program: string, reason: string, log: string, tail: string) {
    super(
      `the kernel's verifier refused the program '${program}' (${reason})${tail === '' ? '' : `\n${tail}`}`,
      'report this with the kernel release (uname -r) and the lines above',
    );
    this.program = program;
    this.log = log;
    this.tail = tail;
  }
}

/** An object file, or BTF, that is not what its format demands. `where` names the part and the byte offset. */
export class MalformedObjectError extends EbpfError {
  readonly code = 'malformed-object';
  readonly where: string;

  constructor(where: string, what: string) {
    super(`${where}: ${what}`, 'rebuild the probe object from its source');
    this.where = where;
  }
}

/** A CO-RE relocation that cannot be decided: ambiguous, or not in a form the format allows. */
export class CoreRelocationError extends EbpfError {
  readonly code = 'core-relocation';

  constructor(message: string) {
    super(message, 'report this with the kernel release (uname -r): its types do not fit the probe');
  }
}

/** A kernel call failed for a reason no other class stands for. */
export class KernelCallError extends EbpfError {
  readonly code = 'kernel-call';
  /** Positive errno. */
  readonly errno: number;

  constructor(action: string, errno: number, reason: string, remedy = 'report this with the kernel release (uname -r)') {
    super(`${action}: ${reason}`, remedy);
    this.errno = errno;
  }
}
