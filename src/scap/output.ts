import { closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A file cannot be written: its folder is missing, it is not permitted, a link, or the disk is full. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly path: string;
  /** The system's name of the error, such as ENOSPC; '' where there is none. */
  readonly code: string;

  constructor(path: string, code: string, message: string) {
    super(message);
    this.path = path;
    this.code = code;
  }
}

const texts: Readonly<Record<string, string>> = {
  EEXIST: 'it exists already',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'not permitted to write it',
  EPERM: 'not permitted to write it',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link, and captures are not written through links',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large for its file system',
  EPIPE: 'nobody reads it any more',
};

/** Turns what `node:fs` throws into an {@link OutputError}. */
export function outputError(path: string, error: unknown): OutputError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const why = texts[code] ?? (error instanceof Error ? error.message : String(error));
  return new OutputError(path, code, why);
}

/** Where a capture is written to. */
export interface CaptureOutput {
  readonly path: string;
  /** Bytes the file has, or will have once what was appended is written. For gzip an upper bound. */
  readonly size: number;
  /** Appends a copy of [start, end) of the bytes. */
  append(bytes: Buffer, start: number, end: number): void;
  /** Sees to it that everything appended is on its way into the file. */
  flush(): void;
  /** Makes {@link size} exact, which may cost time. */
  measure(): void;
  /** A promise to wait for before appending much more; undefined where there is no hurry. */
  pressure(): Promise<void> | undefined;
  close(): Promise<void>;
}

/** Who owns the file alone may read it: a capture holds what programs read and wrote. */
const mode = 0o600;

/**
 * Opens a file for writing: made anew, or an own one emptied; for its owner only, never through a symbolic link. A file
 * that is another user's is not written to: who owns it may read what comes into it. Throws {@link OutputError}.
 *
 * @param overwrite whether the file may exist
 */
export function openFile(path: string, overwrite = true): number {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW, O_EXCL } = constants;
  try {
    return openSync(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_EXCL, mode);
  } catch (error) {
    if (!overwrite || !isExisting(error)) throw outputError(path, error);
  }
  let fd = -1;
  try {
    fd = openSync(path, O_WRONLY | O_NOFOLLOW);
    const found = fstatSync(fd);
    // Pipes and devices are what they are.
    if (!found.isFile()) return fd;
    if (found.uid !== process.geteuid?.()) throw new OutputError(path, 'EPERM', 'it belongs to another user, who could read the capture');
    if ((found.mode & 0o777) !== mode) fchmodSync(fd, mode);
    ftruncateSync(fd);
    return fd;
  } catch (error) {
    if (fd >= 0) closeSync(fd);
    throw error instanceof OutputError ? error : outputError(path, error);
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** Writes all of the bytes: a pipe may take them in parts. */
function writeAll(path: string, fd: number, bytes: Buffer, start: number, end: number, onPart?: (end: number) => void): void {
  try {
    for (let at = start; at < end; onPart?.(at)) at += writeSync(fd, bytes, at, end - at);
  } catch (error) {
    throw outputError(path, error);
  }
}

/** Where the last whole block of [start, end) ends; the bytes begin with one. Blocks say their length behind their number. */
function endOfBlocks(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at + 8 <= end) {
    const next = at + bytes.readUInt32LE(at + 4);
    if (next <= at || next > end) break;
    at = next;
  }
  return at;
}

/** Bytes gathered before they are written. */
const bufferSize = 256 * 1024;

/** Writes whole blocks as they are, in large pieces. Where the disk is full, the file ends behind its last whole block. */
export class PlainOutput implements CaptureOutput {
  readonly path: string;
  readonly #owned: boolean;
  #fd: number;
  readonly #buffer = Buffer.allocUnsafeSlow(bufferSize);
  #filled = 0;
  #written = 0;
  /** Nothing can be written any more: what came after would not follow on what is there. */
  #failure: unknown;

  /** @param owned whether `close` closes the file */
  constructor(path: string, fd: number, { owned = true } = {}) {
    this.path = path;
    this.#fd = fd;
    this.#owned = owned;
  }

  get size(): number {
    return this.#written + this.#filled;
  }

  append(bytes: Buffer, start: number, end: number): void {
    const size = end - start;
    if (this.#filled + size > bufferSize) this.flush();
    if (size >= bufferSize) {
      this.#write(bytes, start, end);
      return;
    }
    bytes.copy(this.#buffer, this.#filled, start, end);
    this.#filled += size;
  }

  flush(): void {
    const filled = this.#filled;
    this.#filled = 0;
    if (filled > 0) this.#write(this.#buffer, 0, filled);
  }

  #write(bytes: Buffer, start: number, end: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    let reached = start;
    try {
      writeAll(this.path, this.#fd, bytes, start, end, (at) => {
        reached = at;
      });
      this.#written += end - start;
    } catch (error) {
      this.#failure = error;
      this.#written += endOfBlocks(bytes, start, reached) - start;
      this.#cut();
      throw error;
    }
  }

  /** Takes away the part of a block at the end of the file. What lay in a file before it was ours is not counted here. */
  #cut(): void {
    if (!this.#owned) return;
    try {
      ftruncateSync(this.#fd, this.#written);
    } catch {
      // A pipe, or a device: what went into it is gone.
    }
  }

  measure(): void {}

  pressure(): undefined {
    return undefined;
  }

  async close(): Promise<void> {
    if (this.#fd < 0) return;
    try {
      this.flush();
    } finally {
      if (this.#owned) closeSync(this.#fd);
      this.#fd = -1;
    }
  }
}

/** Bytes packed together: the more, the smaller the file. */
const memberSize = 1024 * 1024;
/** Members that may wait for the packer before {@link GzipOutput.pressure} asks for patience. */
const waitingMax = 3;

/**
 * Writes gzip: a sequence of members, each packed on another thread and complete in itself, so that a file whose writer
 * was killed is whole up to the last flush. Readers see one stream.
 */
export class GzipOutput implements CaptureOutput {
  readonly path: string;
  #fd: number;
  readonly #owned: boolean;
  readonly #exact: boolean;
  #buffer = Buffer.allocUnsafeSlow(memberSize);
  #filled = 0;
  #written = 0;
  /** Unpacked bytes on their way through the packer. */
  #waitingBytes = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();
  #failure: OutputError | undefined;

  /**
   * @param owned whether `close` closes the file
   * @param exact packs on this thread, so that {@link measure} can tell the size at any time
   */
  constructor(path: string, fd: number, { owned = true, exact = false } = {}) {
    this.path = path;
    this.#fd = fd;
    this.#owned = owned;
    this.#exact = exact;
  }

  get size(): number {
    return this.#written + this.#waitingBytes + this.#filled;
  }

  append(bytes: Buffer, start: number, end: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    for (let at = start; at < end; ) {
      const size = Math.min(end - at, memberSize - this.#filled);
      bytes.copy(this.#buffer, this.#filled, at, at + size);
      this.#filled += size;
      at += size;
      if (this.#filled === memberSize) this.flush();
    }
  }

  flush(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#filled === 0) return;
    const member = this.#buffer.subarray(0, this.#filled);
    if (this.#exact) {
      const bytes = zlib().gzipSync(member);
      writeAll(this.path, this.#fd, bytes, 0, bytes.length);
      this.#written += bytes.length;
      this.#filled = 0;
      return;
    }
    this.#buffer = Buffer.allocUnsafeSlow(memberSize);
    this.#filled = 0;
    this.#waiting++;
    this.#waitingBytes += member.length;
    const packed = pack(member);
    // Whoever waits for it below may come later than its failure.
    packed.catch(() => undefined);
    // Members are packed side by side and written in order.
    this.#last = this.#last.then(async () => {
      try {
        const bytes = await packed;
        if (this.#failure === undefined) writeAll(this.path, this.#fd, bytes, 0, bytes.length);
        this.#written += bytes.length;
      } catch (error) {
        this.#failure ??= error instanceof OutputError ? error : outputError(this.path, error);
      }
      this.#waiting--;
      this.#waitingBytes -= member.length;
    });
  }

  measure(): void {
    if (this.#exact) this.flush();
  }

  pressure(): Promise<void> | undefined {
    return this.#waiting > waitingMax ? this.#last : undefined;
  }

  async close(): Promise<void> {
    if (this.#fd < 0) return;
    try {
      this.flush();
      await this.#last;
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      if (this.#owned) closeSync(this.#fd);
      this.#fd = -1;
    }
  }
}

function pack(bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zlib().gzip(bytes, (error, packed) => (error === null ? resolve(packed) : reject(error)));
  });
}

/** Loaded when first needed: most runs do not need it. */
function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}
