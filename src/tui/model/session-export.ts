import type { Outcome, Snapshot } from '../port.ts';
import { type ExportFormat, exported, exportFormats } from '../saving/formats.ts';
import { displayText } from '../text/index.ts';

/** What only whoever started the program knows. */
export interface Exporter {
  /** The words of the command that shows the same source: `ctsdig -r web.scap`. */
  readonly command: readonly string[];
  /** Writes a new file; what is there already is never overwritten. */
  write(path: string, text: string): Outcome;
}

/** Saves what a snapshot shows. */
export class SessionExport {
  readonly formats: readonly string[] = exportFormats;
  readonly #exporter: Exporter;
  readonly #snapshot: () => Snapshot;

  constructor(exporter: Exporter, snapshot: () => Snapshot) {
    this.#exporter = exporter;
    this.#snapshot = snapshot;
  }

  command(format: string): string {
    const { view, wholeFilter, sorting } = this.#snapshot();
    const shown = ['-v', view.id, ...(sorting === undefined ? [] : ['--sortingcol', String(sorting.column + 1)])];
    const form = format === 'csv' ? '--csv' : format === 'json' || format === 'ndjson' ? '--json' : '--once';
    const filter = wholeFilter === '' ? [] : [displayText(wholeFilter)];
    return [...this.#exporter.command, ...shown, form, ...filter].map(shellWord).join(' ');
  }

  async write(format: string, path: string): Promise<Outcome> {
    if (!exportFormats.includes(format as ExportFormat)) return { refused: `there is no format ${format}` };
    return this.#exporter.write(path, exported(this.#snapshot(), format as ExportFormat, displayText));
  }
}

function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
