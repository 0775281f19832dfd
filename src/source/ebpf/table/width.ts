import type { ParamType } from '../../../event/index.ts';

/** Bytes of numbers by parameter type; what is missing has a length of its own. */
const widths: Partial<Record<ParamType, 1 | 2 | 4 | 8>> = {
  INT8: 1,
  UINT8: 1,
  FLAGS8: 1,
  ENUMFLAGS8: 1,
  SIGTYPE: 1,
  INT16: 2,
  UINT16: 2,
  FLAGS16: 2,
  ENUMFLAGS16: 2,
  SYSCALLID: 2,
  INT32: 4,
  UINT32: 4,
  FLAGS32: 4,
  ENUMFLAGS32: 4,
  MODE: 4,
  UID: 4,
  GID: 4,
  SIGSET: 4,
  INT64: 8,
  UINT64: 8,
  ERRNO: 8,
  FD: 8,
  PID: 8,
  RELTIME: 8,
  ABSTIME: 8,
};

/** Bytes a number of this type takes in an event; 0 for text, buffers, addresses and lists. */
export function widthOf(type: ParamType): number {
  return widths[type] ?? 0;
}
