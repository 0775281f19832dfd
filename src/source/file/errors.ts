/** A file cannot be opened or read: it is missing, not permitted, a folder, on a broken disk. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly path: string;
  /** The system's name of the error, such as ENOENT; '' where there is none. */
  readonly code: string;

  constructor(path: string, code: string, message: string) {
    super(message);
    this.path = path;
    this.code = code;
  }
}

const texts: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'not permitted to read it',
  EPERM: 'not permitted to read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk reports an error',
};

/** Turns what `node:fs` throws into a {@link FileError}. */
export function fileError(path: string, error: unknown): FileError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const why = texts[code] ?? (error instanceof Error ? error.message : String(error));
  return new FileError(path, code, why);
}
