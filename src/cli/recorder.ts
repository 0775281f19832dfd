import { CaptureDump } from '../scap/index.ts';
import type { Settings } from './settings.ts';

/** Where events are written (`-w`); undefined where they are not. */
export function openRecorder(settings: Settings): CaptureDump | undefined {
  if (settings.writeFile === undefined) return undefined;
  return new CaptureDump({ path: settings.writeFile, gzip: settings.compress });
}
