import fs from 'node:fs';
import { Attr } from './attr.ts';
import { type Bpf, BpfCommand } from './bpf.ts';
import { Errno } from './errno.ts';
import { TracepointMissingError } from './errors.ts';
import { ATTACH_ITERATOR, type KernelProgram } from './program.ts';
import { refusal } from './refusal.ts';

const MISSING_REMEDY = 'boot a kernel with that tracepoint (CONFIG_TRACEPOINTS, CONFIG_HAVE_SYSCALL_TRACEPOINTS)';

/** Makes the kernel run the program from now on. The program runs until all the returned descriptors are closed. */
export function attachProgram(bpf: Bpf, program: KernelProgram): number[] {
  const { flavour } = program.kind;
  if (flavour === 'classic') return attachClassic(bpf, program);
  return [flavour === 'iter' ? linkIterator(bpf, program) : attachRaw(bpf, program)];
}

/** BPF_LINK_CREATE; the program runs only when somebody reads what {@link runIterator} opens. */
function linkIterator(bpf: Bpf, program: KernelProgram): number {
  const fd = bpf.call(BpfCommand.LINK_CREATE, new Attr(16).u32(0, program.fd).u32(8, ATTACH_ITERATOR));
  if (fd < 0) throw refusal(`attach the program '${program.name}' to the iterator '${program.kind.tracepoint}'`, -fd);
  return fd;
}

const ITERATOR_READ_BYTES = 4096;
const iteratorOutput = new Uint8Array(ITERATOR_READ_BYTES);

/**
 * Runs a linked iterator's program once for each object (BPF_ITER_CREATE and read(2)). What it prints is thrown away. False when the
 * kernel refuses, as those before 6.0 do where privileges are gone.
 */
export function runIterator(bpf: Bpf, link: number): boolean {
  const fd = bpf.call(BpfCommand.ITER_CREATE, new Attr(8).u32(0, link));
  if (fd < 0) return false;
  try {
    while (fs.readSync(fd, iteratorOutput) > 0);
    return true;
  } catch {
    return false;
  } finally {
    fs.closeSync(fd);
  }
}

/** BPF_RAW_TRACEPOINT_OPEN; a program typed by BTF carries its tracepoint with it and is given no name. */
function attachRaw(bpf: Bpf, program: KernelProgram): number {
  const { flavour, tracepoint } = program.kind;
  const attr = new Attr(16).u32(8, program.fd);
  if (flavour === 'raw') attr.pointer(0, new TextEncoder().encode(`${tracepoint}\0`));
  const fd = bpf.call(BpfCommand.RAW_TRACEPOINT_OPEN, attr);
  if (fd === -Errno.ENOENT) throw new TracepointMissingError(tracepoint, MISSING_REMEDY);
  if (fd < 0) throw refusal(`attach the program '${program.name}' to the tracepoint '${tracepoint}'`, -fd);
  return fd;
}

const TRACEFS = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'];
/** Fields and constants of linux/perf_event.h. */
const PERF_TYPE_TRACEPOINT = 2;
const PERF_ATTR_SIZE_VER0 = 64;
const PERF_SAMPLE_RAW = 1 << 10;
const PERF_EVENT_IOC_ENABLE = 0x2400;
const PERF_EVENT_IOC_SET_BPF = 0x4004_2408;

/** A classic tracepoint is a perf event; set on one CPU, the program runs on all. */
function attachClassic(bpf: Bpf, program: KernelProgram): number[] {
  const { tracepoint } = program.kind;
  const attributes = new Uint8Array(PERF_ATTR_SIZE_VER0);
  const view = new DataView(attributes.buffer);
  view.setUint32(0, PERF_TYPE_TRACEPOINT, true);
  view.setUint32(4, PERF_ATTR_SIZE_VER0, true);
  view.setBigUint64(8, BigInt(tracepointNumber(tracepoint)), true);
  view.setBigUint64(16, 1n, true);
  view.setBigUint64(24, BigInt(PERF_SAMPLE_RAW), true);
  const action = `attach the program '${program.name}' to the tracepoint '${tracepoint}'`;
  const fd = bpf.openPerfEvent(attributes, 0);
  if (fd < 0) throw refusal(action, -fd);
  for (const [request, argument] of [
    [PERF_EVENT_IOC_SET_BPF, program.fd],
    [PERF_EVENT_IOC_ENABLE, 0],
  ] as const) {
    const result = bpf.ioctl(fd, request, argument);
    if (result >= 0) continue;
    fs.closeSync(fd);
    throw refusal(action, -result);
  }
  return [fd];
}

function tracepointNumber(tracepoint: string): number {
  for (const tracefs of TRACEFS) {
    try {
      return Number(fs.readFileSync(`${tracefs}/events/${tracepoint}/id`, 'latin1'));
    } catch {
      // Mounted in one of the two places, or in none.
    }
  }
  const isMounted = TRACEFS.some((tracefs) => fs.existsSync(`${tracefs}/events`));
  throw new TracepointMissingError(tracepoint, isMounted ? MISSING_REMEDY : 'mount tracefs (mount -t tracefs none /sys/kernel/tracing)');
}
