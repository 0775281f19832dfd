import fs from 'node:fs';
import { NoKernelBtfError } from './errors.ts';
import type { Libc } from './libc.ts';

const KERNEL_BTF = '/sys/kernel/btf/vmlinux';

/** The kernel's own types as raw BTF. */
export interface KernelBtfBytes {
  readonly bytes: Uint8Array;
  /** Gives the memory back; the bytes are gone then. */
  release(): void;
}

/**
 * The running kernel's BTF, about 5 MiB: mapped where the kernel allows it (from 6.16 on), read otherwise, which takes some
 * milliseconds because sysfs hands out a page at a time. Throws NoKernelBtfError.
 */
export function openKernelBtf(libc: Libc, path: string = KERNEL_BTF): KernelBtfBytes {
  let fd: number;
  try {
    fd = fs.openSync(path, 'r');
  } catch (error) {
    throw new NoKernelBtfError(
      `the kernel does not describe its types: ${path} cannot be opened (${error instanceof Error ? error.message : String(error)})`,
      'boot a kernel built with CONFIG_DEBUG_INFO_BTF=y, as the large distributions ship it, or read a capture file instead',
    );
  }
  try {
    const size = fs.fstatSync(fd).size;
    const mapped = size > 0 ? mapOrNothing(libc, fd, size) : undefined;
    return mapped ?? { bytes: fs.readFileSync(fd), release: () => {} };
  } finally {
    fs.closeSync(fd);
  }
}

function mapOrNothing(libc: Libc, fd: number, size: number): KernelBtfBytes | undefined {
  try {
    const mapping = libc.map(fd, size, 0, 'private');
    return { bytes: new Uint8Array(mapping.buffer), release: () => mapping.unmap() };
  } catch {
    return undefined;
  }
}
