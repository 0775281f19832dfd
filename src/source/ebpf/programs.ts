import { eventNumber } from '../../event/index.ts';
import type { CaptureTableOptions } from './table/index.ts';

/** Which events that are no system calls are asked for, beside what {@link CaptureTableOptions} says of all events. */
export interface ProgramOptions extends CaptureTableOptions {
  /** Page faults too; left out when absent, for there are many of them. */
  readonly pageFaults?: boolean;
}

/** The probe's program that gives samples of CPU time: it runs when it is told to. */
export const SAMPLER = 'sample';

/** Every system call and every death of a thread. */
const always = ['enter', 'leave', 'thread_exit'];

/** Programs by the event they are there for. */
const byEvent: readonly (readonly [event: number, ...programs: string[]])[] = [
  [eventNumber('PPME_SCHEDSWITCH_6_E'), 'task_switch'],
  [eventNumber('PPME_SIGNALDELIVER_E'), 'signal_delivered'],
  [eventNumber('PPME_PAGE_FAULT_E'), 'user_fault', 'kernel_fault'],
  [eventNumber('PPME_PROCINFO_E'), SAMPLER],
];
const pageFault = eventNumber('PPME_PAGE_FAULT_E');

/** Names of the probe's programs a capture needs: one whose events nobody asks for is not even loaded. */
export function programsFor({ wants, keeps, pageFaults = false }: ProgramOptions): string[] {
  const isWanted = (event: number): boolean =>
    (event !== pageFault || pageFaults) && (wants === undefined || wants(event, 0) || keeps?.(event, 0) === true);
  return [...always, ...byEvent.flatMap(([event, ...programs]) => (isWanted(event) ? programs : []))];
}
