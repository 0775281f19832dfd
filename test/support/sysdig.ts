import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MinimalEvent, minimalCapture } from './minimal-capture.ts';

/** Whether this machine has the sysdig whose behaviour is the measure. */
export const hasSysdig: boolean = versionIs('sysdig version 0.29.3');

/** Why tests against sysdig are skipped; part of the names of such tests. */
export const noSysdig = 'sysdig 0.29.3 is not installed here';

function versionIs(text: string): boolean {
  try {
    return execFileSync('sysdig', ['--version'], { encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'] }).trim() === text;
  } catch {
    return false;
  }
}

/** What sysdig writes to stdout, one char a byte. Times are UTC. */
export function sysdig(...args: readonly string[]): string {
  return execFileSync('sysdig', args, {
    encoding: 'latin1',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TZ: 'UTC' },
  });
}

/** The lines sysdig writes about a capture of these events. */
export function sysdigOn(events: readonly MinimalEvent[], ...args: readonly string[]): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'tsdig-test-'));
  try {
    const file = join(dir, 'events.scap');
    writeFileSync(file, minimalCapture(events));
    const lines = sysdig('-r', file, ...args).split('\n');
    return lines.slice(0, -1);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
