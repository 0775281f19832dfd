import { type Sample, type SampleRow, type ShownColumn, shownRow, type ViewSession } from '../../chisel/view/index.ts';
import type { ShownRow } from '../port.ts';

interface Preview {
  readonly columns: readonly ShownColumn[];
  readonly sample: Sample;
  readonly rows: readonly SampleRow[];
}

/** First rows of views that are not shown, made in the background, one at a time. */
export class Previews {
  readonly #session: ViewSession;
  readonly #ready: () => void;
  /** undefined: it is being made. */
  readonly #made = new Map<string, Preview | undefined>();
  /** What they were made for: they mean nothing for another selection. */
  #of = '';
  #work: AbortController | undefined;

  /** @param ready called when one that was asked for is there */
  constructor(session: ViewSession, ready: () => void) {
    this.#session = session;
    this.#ready = ready;
  }

  /** The first rows of a view; undefined while they are made. */
  of(viewId: string, rows: number): { readonly columns: readonly ShownColumn[]; readonly rows: readonly ShownRow[] } | undefined {
    const { wholeFilter, window } = this.#session;
    const selection = JSON.stringify([wholeFilter, window]);
    if (selection !== this.#of) this.#made.clear();
    this.#of = selection;
    const made = this.#made.get(viewId);
    if (made !== undefined) return { columns: made.columns, rows: made.rows.slice(0, rows).map((row) => shownRow(made.sample, row)) };
    if (!this.#made.has(viewId)) void this.#make(viewId, selection);
    return undefined;
  }

  async #make(viewId: string, selection: string): Promise<void> {
    // Of those that were passed by quickly only the last is wanted.
    this.#work?.abort();
    for (const [id, made] of this.#made) if (made === undefined) this.#made.delete(id);
    const work = new AbortController();
    this.#work = work;
    this.#made.set(viewId, undefined);
    // What is drawn asks for it: it is not made while drawing.
    await new Promise(setImmediate);
    const preview = work.signal.aborted ? undefined : await this.#session.preview(viewId, work.signal);
    if (preview === undefined || work.signal.aborted || selection !== this.#of) return;
    this.#made.set(viewId, preview);
    this.#ready();
  }
}
