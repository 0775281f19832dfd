import fs from 'node:fs';

/** What the kernel tells about a loaded program, from `/proc/self/fdinfo`. */
export interface ProgramInfo {
  /** Hash of the instructions as the kernel received them, in hexadecimal. */
  readonly tag: string;
  /** Instructions the verifier looked at; it gives up at a million. 0 before Linux 5.16. */
  readonly verifiedInstructions: number;
  /** Times the program was due but skipped, because it was running already on that CPU. */
  readonly missedRuns: number;
}

/** Reads what the kernel knows about the program of this descriptor. */
export function programInfo(fd: number): ProgramInfo {
  const text = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
  const field = (name: string): string => new RegExp(`^${name}:\\s*(\\w+)$`, 'm').exec(text)?.[1] ?? '';
  return {
    tag: field('prog_tag'),
    verifiedInstructions: Number(field('verified_insns')),
    missedRuns: Number(field('recursion_misses')),
  };
}
