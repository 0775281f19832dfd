import type { ByteInput } from '../../scap/index.ts';

/** Bytes of a file, and how far it is read. */
export interface FileInput extends ByteInput {
  /** Bytes of the file as it is stored that were read. */
  readonly done: number;
  /** Bytes of the file as it is stored; undefined for a pipe. */
  readonly total: number | undefined;
  close(): void;
}
