import type { BufferMode, FieldSettings, TimeMode } from '../field/index.ts';
import { escapeForTerminal } from './escape.ts';

/** What decides how values look. */
export interface LookOptions {
  readonly buffers: BufferMode;
  readonly time: TimeMode;
  readonly json: boolean;
  /** Nothing is cut. */
  readonly verbose: boolean;
  /** The output is a terminal: text from the traced machine must not steer it. */
  readonly terminal: boolean;
  /** Names of ports (`-R`). */
  readonly portName?: FieldSettings['portName'];
  /** Names of hosts. */
  readonly hostNames?: FieldSettings['hostNames'];
}

/** Bytes of a buffer's text that a line shows, unless all of it is wanted. */
const shownBytes = 80;

/** The settings fields are bound to. JSON is never cut, and is pure ASCII by itself. */
export function lookOf({ buffers, time, json, verbose, terminal, portName, hostNames }: LookOptions): FieldSettings {
  return {
    buffers,
    time,
    bufferLength: verbose || json ? 0 : shownBytes,
    portName,
    hostNames,
    sanitize: terminal && !json ? escapeForTerminal : undefined,
  };
}
