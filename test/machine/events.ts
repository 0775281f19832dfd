import { type EventOptions, event, type ParamValue } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';

/** Enter and exit of calls, as tests of the machine need them again and again. */

export function open(fd: number, name: string, options: EventOptions & { readonly flags?: number } = {}): MinimalEvent[] {
  return call('OPEN', [], [fd, name, options.flags ?? 1, 0, 0], options);
}

export function close(fd: number, options: EventOptions = {}): MinimalEvent[] {
  return call('CLOSE', [fd], [0], options);
}

/** The enter of a read: what the machine knows of an fd shows with it. */
export function reading(fd: number, options: EventOptions = {}): MinimalEvent {
  return event('PPME_SYSCALL_READ_E', [fd, 1], options);
}

/** Any event that changes nothing. */
export function idle(options: EventOptions = {}): MinimalEvent {
  return event('PPME_SYSCALL_GETUID_E', [], options);
}

/** A syscall's enter and exit: `call('CHDIR', [], [0, '/tmp'])`. */
export function call(
  name: string,
  enter: readonly ParamValue[],
  exit: readonly ParamValue[],
  options: EventOptions = {},
): [MinimalEvent, MinimalEvent] {
  return [event(`PPME_SYSCALL_${name}_E`, enter, options), event(`PPME_SYSCALL_${name}_X`, exit, options)];
}

/** The same for a call on sockets. */
export function socketCall(
  name: string,
  enter: readonly ParamValue[],
  exit: readonly ParamValue[],
  options: EventOptions = {},
): [MinimalEvent, MinimalEvent] {
  return [event(`PPME_SOCKET_${name}_E`, enter, options), event(`PPME_SOCKET_${name}_X`, exit, options)];
}

export interface CloneParts {
  readonly tid?: number;
  readonly pid?: number;
  readonly ptid?: number;
  readonly comm?: string;
  readonly flags?: number;
  readonly vtid?: number;
  readonly vpid?: number;
  readonly cgroups?: string;
  readonly time?: bigint;
}

/** The exit of a clone: in the parent with the child's id as the result, in the child with 0. */
export function cloneExit(result: number, parts: CloneParts = {}): MinimalEvent {
  const { tid = 100, pid = tid, ptid = 1, comm = 'kid', flags = 0, vtid = tid, vpid = pid, cgroups = 'cpu=/\0', time } = parts;
  const memory = [1, 2, 3, 4, 5];
  const values = [result, '/bin/kid', 'a\0b\0', tid, pid, ptid, '', 1024, ...memory, comm, cgroups, flags, 7, 8, vtid, vpid];
  return event('PPME_SYSCALL_CLONE_20_X', values, time === undefined ? { tid } : { tid, time });
}

export interface ExecParts {
  readonly tid?: number;
  readonly exe?: string;
  readonly comm?: string;
  readonly args?: string;
  readonly env?: string;
  readonly cgroups?: string;
  readonly more?: readonly ParamValue[];
}

/** A successful execve of `name`. */
export function execve(name: string, parts: ExecParts = {}): MinimalEvent[] {
  const { tid = 100, exe = name, comm = 'prog', args = '', env = '', cgroups = 'cpu=/\0', more = [] } = parts;
  const memory = [1, 2, 3, 4, 5];
  const values = [0, exe, args, tid, tid, 1, '', 1024, ...memory, comm, cgroups, env, 34816, 77, 1000, 1, ...more];
  return call('EXECVE_19', [name], values, { tid });
}
