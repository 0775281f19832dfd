import { closeSync, writeSync } from 'node:fs';
import { OutputError, openFile } from '../../scap/index.ts';
import type { Exporter } from '../../tui/index.ts';
import type { ViewSettings } from './settings.ts';

/** Saves tables of the terminal view into new files that only their owner reads. */
export function exporterFor({ file, containerColumns }: ViewSettings): Exporter {
  return {
    command: ['ctsdig', ...(file === undefined ? [] : ['-r', file]), ...(containerColumns ? ['-pc'] : [])],
    write: (path, text) => {
      try {
        const fd = openFile(path, false);
        try {
          const bytes = Buffer.from(text);
          for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
        } finally {
          closeSync(fd);
        }
        return undefined;
      } catch (error) {
        if (error instanceof OutputError) return { refused: `${path}: ${error.message}` };
        return { refused: `${path}: ${error instanceof Error ? error.message : 'cannot be written'}` };
      }
    },
  };
}
