import { type FieldSettings, servicePortName } from '../field/index.ts';
import { lookOf } from '../format/index.ts';
import type { HostNames } from '../lookup/index.ts';
import type { Settings } from './settings.ts';
import { isTerminal } from './terminal.ts';

/** How values are written, and read by filters, in this run. */
export function lookOfRun(settings: Settings, hostNames: HostNames): FieldSettings {
  return lookOf({
    buffers: settings.bufferMode,
    time: settings.timeMode,
    json: settings.json,
    verbose: settings.verbose,
    terminal: isTerminal(1),
    portName: settings.resolvePorts ? servicePortName : undefined,
    hostNames,
  });
}
