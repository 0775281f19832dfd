import { getSystemErrorName } from 'node:util';

/** `ENOTSUPP` is the kernel's own and no part of POSIX; bpf(2) lets it through. */
const ENOTSUPP = 524;

/** Positive errno numbers the loader decides by; the same on x86 and arm. */
export const Errno = {
  EPERM: 1,
  ENOENT: 2,
  E2BIG: 7,
  EAGAIN: 11,
  EACCES: 13,
  EBUSY: 16,
  EINVAL: 22,
  ENOSPC: 28,
  ENOSYS: 38,
  EOPNOTSUPP: 95,
  ENOTSUPP,
} as const;

/** The number's name, as `EPERM`. */
export function errnoName(errno: number): string {
  if (errno === ENOTSUPP) return 'ENOTSUPP';
  try {
    return getSystemErrorName(-errno);
  } catch {
    return `errno ${errno}`;
  }
}
