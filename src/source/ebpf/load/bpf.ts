import { Attr } from './attr.ts';
import { Errno } from './errno.ts';
import { NotSupportedError } from './errors.ts';
import type { Libc } from './libc.ts';

/** Commands of bpf(2), `enum bpf_cmd`. */
export const BpfCommand = {
  MAP_CREATE: 0,
  MAP_LOOKUP_ELEM: 1,
  MAP_UPDATE_ELEM: 2,
  PROG_LOAD: 5,
  RAW_TRACEPOINT_OPEN: 17,
  BTF_LOAD: 18,
  MAP_FREEZE: 22,
  MAP_UPDATE_BATCH: 26,
  LINK_CREATE: 28,
  ITER_CREATE: 33,
} as const;

interface CallNumbers {
  readonly bpf: number;
  readonly perfEventOpen: number;
  readonly ioctl: number;
  readonly prlimit: number;
}

/** System call numbers by `process.arch`; riscv64 uses the generic table, as arm64 does. */
const CALL_NUMBERS: Readonly<Record<string, CallNumbers>> = {
  x64: { bpf: 321, perfEventOpen: 298, ioctl: 16, prlimit: 302 },
  arm64: { bpf: 280, perfEventOpen: 241, ioctl: 29, prlimit: 261 },
  riscv64: { bpf: 280, perfEventOpen: 241, ioctl: 29, prlimit: 261 },
};

const RETRIES = 5;

/** The few system calls of the loader. */
export class Bpf {
  readonly libc: Libc;
  readonly #numbers: CallNumbers;
  /** Memory the kernel is working on: addresses do not keep it from being collected, this does. */
  readonly #inUse = new Set<Attr>();

  /** Throws NotSupportedError on a processor without known call numbers. */
  constructor(libc: Libc, arch: string = process.arch) {
    const numbers = CALL_NUMBERS[arch];
    if (numbers === undefined) {
      throw new NotSupportedError(`live capture does not know the system calls of ${arch} machines`, 'read a capture file instead');
    }
    this.libc = libc;
    this.#numbers = numbers;
  }

  /** Runs a bpf(2) command. Returns what the kernel returns (a descriptor, or 0) or the negative errno. */
  call(command: number, attr: Attr): number {
    this.#fillIn(attr);
    const attempt = (): number => this.libc.syscall(this.#numbers.bpf, command, this.libc.address(attr.bytes), attr.bytes.length);
    let result = attempt();
    // A signal stops verification in the middle, and a profiler's come faster than it ends.
    for (let retry = 0; retry < RETRIES && result === -Errno.EAGAIN; retry++) result = this.libc.withoutSignals(attempt);
    this.#inUse.delete(attr);
    return result;
  }

  /** Runs a bpf(2) command on another thread. Returns what the kernel returns, or -1: `call` tells the reason. */
  async callInBackground(command: number, attr: Attr): Promise<number> {
    this.#fillIn(attr);
    try {
      return await this.libc.syscallInBackground(this.#numbers.bpf, command, this.libc.address(attr.bytes), attr.bytes.length);
    } finally {
      this.#inUse.delete(attr);
    }
  }

  /** Writes the addresses of what the argument points to, and keeps it all until the call is done. */
  #fillIn(attr: Attr): void {
    this.#inUse.add(attr);
    const view = new DataView(attr.bytes.buffer);
    for (const { offset, target } of attr.pointers) view.setBigUint64(offset, this.libc.address(target), true);
  }

  /** perf_event_open(2) for one CPU and all processes; the descriptor or the negative errno. */
  openPerfEvent(attributes: Uint8Array, cpu: number): number {
    const PERF_FLAG_FD_CLOEXEC = 8;
    return this.libc.syscall(this.#numbers.perfEventOpen, this.libc.address(attributes), -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
  }

  /**
   * Lifts this process's RLIMIT_MEMLOCK: before Linux 5.11 maps and programs count as locked memory, and the usual limit holds
   * no ring buffer. A failure shows itself when the first map is refused.
   */
  liftMemoryLock(): void {
    const RLIMIT_MEMLOCK = 8;
    const unlimited = new Uint8Array(16).fill(0xff);
    this.libc.syscall(this.#numbers.prlimit, 0, RLIMIT_MEMLOCK, this.libc.address(unlimited), 0);
  }

  /** ioctl(2); its result or the negative errno. */
  ioctl(fd: number, request: number, argument: number): number {
    return this.libc.syscall(this.#numbers.ioctl, fd, request, argument);
  }
}

/** BPF_BTF_LOAD: the descriptor of the BTF or the negative errno. With `log` the kernel writes there what it dislikes. */
export function loadBtf(bpf: Bpf, btf: Uint8Array, log: Uint8Array = new Uint8Array(0)): number {
  const attr = new Attr(28)
    .pointer(0, btf)
    .pointer(8, log)
    .u32(16, btf.length)
    .u32(20, log.length)
    .u32(24, log.length > 0 ? 1 : 0);
  return bpf.call(BpfCommand.BTF_LOAD, attr);
}
