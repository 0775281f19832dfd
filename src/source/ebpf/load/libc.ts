import { errnoName } from './errno.ts';
import { KernelCallError, NotSupportedError } from './errors.ts';

/**
 * The C library's functions the loader and the ring need, called through koffi. koffi is a native module and is imported only
 * when this is first asked for: reading a capture file never loads it.
 */
export interface Libc {
  /** `syscall(2)`: the result, or the negative errno. Pointers are given as addresses. */
  syscall(number: number, ...args: readonly (number | bigint)[]): number;
  /** The same on another thread, while this one goes on; -1 on failure, for the errno stays with that thread. */
  syscallInBackground(number: number, ...args: readonly (number | bigint)[]): Promise<number>;
  /** Runs `action` with all signals of this thread held back until it is done. */
  withoutSignals<T>(action: () => T): T;
  /** Address of the bytes in memory; valid as long as the caller keeps a reference to them. */
  address(bytes: Uint8Array): bigint;
  /** Maps `length` bytes of a file descriptor from `offset` on. Throws KernelCallError. */
  map(fd: number, length: number, offset: number, mode: MappingMode): Mapping;
  /** Bytes. */
  readonly pageSize: number;
}

/** `private` is read-only too: some files of the kernel's refuse to be mapped shared. */
export type MappingMode = 'read' | 'read-write' | 'private';

/** Memory of the kernel's, seen as an ArrayBuffer without a copy. Writing to one that was mapped for reading kills the process. */
export interface Mapping {
  readonly buffer: ArrayBuffer;
  /** Detaches the buffer first, so that arrays over it become empty instead of reading memory that is gone. */
  unmap(): void;
}

const PROT_READ = 1;
const PROT_WRITE = 2;
const MAP_SHARED = 1;
const MAP_PRIVATE = 2;
const MAP_FAILED = -1n;
const SYSCALL_ARGUMENTS = 6;
const SIG_BLOCK = 0;
const SIG_SETMASK = 2;
/** `sizeof(sigset_t)` of glibc and musl. */
const SIGNAL_SET_BYTES = 128;

/** The C function takes them all, whatever the call needs. */
function padded(args: readonly (number | bigint)[]): (number | bigint)[] {
  return [...args, 0, 0, 0, 0, 0, 0].slice(0, SYSCALL_ARGUMENTS);
}

let opened: Promise<Libc> | undefined;

/** The C library of this process. Throws NotSupportedError where koffi has no build for this machine. */
export function openLibc(): Promise<Libc> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Libc> {
  let koffi: typeof import('koffi').default;
  try {
    koffi = (await import('koffi')).default;
  } catch (error) {
    throw new NotSupportedError(
      `live capture calls the kernel through the package koffi, which does not load here: ${error instanceof Error ? error.message : String(error)}`,
      'reinstall with optional dependencies (npm install --include=optional), or read a capture file instead',
    );
  }
  // Node itself is linked with the C library, so its own symbols name glibc and musl alike.
  const library = koffi.load(null);
  const nativeSyscall = library.func('syscall', 'int64_t', ['int64_t', ...Array<string>(SYSCALL_ARGUMENTS).fill('int64_t')]);
  const nativeMap = library.func('mmap', 'intptr_t', ['uintptr_t', 'size_t', 'int', 'int', 'int', 'int64_t']);
  const nativeUnmap = library.func('munmap', 'int', ['uintptr_t', 'size_t']);
  const nativeSignalMask = library.func('pthread_sigmask', 'int', ['int', 'uintptr_t', 'uintptr_t']);
  const nativePageSize = library.func('getpagesize', 'int', []);
  return {
    pageSize: nativePageSize() as number,
    syscall(number, ...args) {
      const result = Number(nativeSyscall(number, ...padded(args)));
      return result < 0 ? -koffi.errno() : result;
    },
    syscallInBackground(number, ...args) {
      return new Promise((resolve, reject) => {
        nativeSyscall.async(number, ...padded(args), (error: Error | null, result: number | bigint) => {
          if (error !== null) reject(error);
          else resolve(Number(result));
        });
      });
    },
    withoutSignals(action) {
      const all = new Uint8Array(SIGNAL_SET_BYTES).fill(0xff);
      const before = new Uint8Array(SIGNAL_SET_BYTES);
      nativeSignalMask(SIG_BLOCK, koffi.address(all), koffi.address(before));
      try {
        return action();
      } finally {
        nativeSignalMask(SIG_SETMASK, koffi.address(before), 0);
      }
    },
    address: (bytes) => koffi.address(bytes),
    map(fd, length, offset, mode) {
      const protection = mode === 'read-write' ? PROT_READ | PROT_WRITE : PROT_READ;
      const address = BigInt(nativeMap(0, length, protection, mode === 'private' ? MAP_PRIVATE : MAP_SHARED, fd, offset));
      if (address === MAP_FAILED) {
        const errno = koffi.errno();
        throw new KernelCallError(`cannot map ${length} bytes of descriptor ${fd}`, errno, errnoName(errno));
      }
      const buffer = koffi.view(address, length);
      return {
        buffer,
        unmap() {
          if (buffer.detached) return;
          buffer.transfer(0);
          nativeUnmap(address, length);
        },
      };
    },
  };
}
