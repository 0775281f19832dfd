import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { Tracing } from '../fd.ts';
import { carried } from './datagram.ts';

/** The bit of an event's flags in a capture by which sysdig marks writes that it took for tracers. */
export const TRACER = 1 << 1;

/** What goes to /dev/null may mark a span; the fd says whether it is one. */
const written: StateHandler = (current, thread) => {
  const fd = current.used(thread);
  if (fd === undefined) {
    if ((current.evt.dumpFlags & TRACER) !== 0) current.machine.tracers.take(current, thread, undefined);
  } else if (fd.tracing !== Tracing.never) current.machine.tracers.take(current, thread, fd);
  else carried(current, thread);
};

/** Whatever passes through an fd that marks spans is taken for one. */
const read: StateHandler = (current, thread) => {
  const fd = current.used(thread);
  if (fd?.tracing === Tracing.always) current.machine.tracers.take(current, thread, fd);
  else carried(current, thread);
};

/** The enter of a write that will become an event of a span is not shown. */
const writing: StateHandler = (current, thread) => {
  const { machine } = current;
  if (machine.tracers.any && !machine.keepsWrites && current.used(thread)?.tracing === Tracing.always) current.hidden = true;
};

const syscalls = (names: readonly string[], handler: StateHandler) =>
  names.map((name) => [eventNumber(`PPME_SYSCALL_${name}_X`), handler] as const);

/** Exits that may turn out to be events of spans: for whoever wants those, these are needed. */
export const tracerWrites: readonly number[] = syscalls(['WRITE', 'PWRITE', 'WRITEV', 'PWRITEV'], written).map(([type]) => type);

/** Events that change nothing but whether a socket counts as connected, or what is open of spans: not needed when nobody looks. */
export const carriedHandlers: readonly (readonly [number, StateHandler])[] = [
  ...syscalls(['READ', 'PREAD', 'READV', 'PREADV'], read),
  ...syscalls(['WRITE', 'PWRITE', 'WRITEV', 'PWRITEV'], written),
  [eventNumber('PPME_SYSCALL_WRITE_E'), writing],
  ...['SEND', 'RECV'].map((name) => [eventNumber(`PPME_SOCKET_${name}_X`), carried] as const),
];
