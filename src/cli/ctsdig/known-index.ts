import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Lane, sampleFrom, savedSample, TimeBuckets, type ViewSession } from '../../chisel/view/index.ts';
import type { IndexCache } from '../../store/index.ts';
import type { KnownFile } from '../../tui/index.ts';

/** Smaller files are read before anybody could look anything up. Bytes. */
const largeFile = 8 << 20;

const lanes: readonly Lane[] = ['events', 'errors', 'bytes', 'cpu', 'drops'];

/** The index of one large file in the user's cache. */
export class KnownIndex {
  readonly #cache: IndexCache;
  readonly #identity: string;
  readonly #session: ViewSession;
  readonly #rowsName: string;

  private constructor(cache: IndexCache, identity: string, session: ViewSession) {
    this.#cache = cache;
    this.#identity = identity;
    this.#session = session;
    this.#rowsName = ['rows', session.view.id, session.columnLayout, session.wholeFilter].join(' ');
  }

  /** undefined where the file is small or no regular one, or nothing can be kept. */
  static async of(file: string, session: ViewSession, note: (text: string) => void): Promise<KnownIndex | undefined> {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < largeFile) return undefined;
    const folder = process.env.XDG_CACHE_HOME || (process.env.HOME ? join(process.env.HOME, '.cache') : '');
    if (folder === '') return undefined;
    const { identityOf, openIndexCache } = await import('../../store/index.ts');
    const identity = identityOf(file);
    if (identity === undefined) return undefined;
    const cache = await openIndexCache({ path: join(folder, 'tsdig', 'indices.sqlite'), note });
    return cache === undefined ? undefined : new KnownIndex(cache, identity, session);
  }

  async read(): Promise<KnownFile | undefined> {
    const index = await this.#cache.read(this.#identity);
    const [width, from, used] = index?.lists.axis ?? [];
    if (index === undefined || width === undefined || from === undefined || used === undefined) return undefined;
    const kept = Object.fromEntries(lanes.map((lane) => [lane, index.lists[lane] ?? []])) as unknown as Record<Lane, readonly number[]>;
    const timeline = TimeBuckets.from({ width, from, used, lanes: kept });
    if (timeline === undefined) return undefined;
    const rows = index.texts[this.#rowsName];
    return { timeline, sample: rows === undefined ? undefined : sampleFrom(rows, this.#session.layout) };
  }

  /** Keeps what the file, read to its end, has become, and the rows of its first view. */
  async write(): Promise<void> {
    // Of a file too large for memory they are there only if somebody waited for them.
    const rowsOfAll = this.#session.isUntouched ? await this.#session.preview(this.#session.view.id) : undefined;
    const sample = rowsOfAll?.sample;
    const { timeline } = this.#session.store;
    const { width, from, used, lanes: counts } = timeline.saved();
    const rows = sample === undefined ? undefined : savedSample(sample);
    const before = await this.#cache.read(this.#identity);
    await this.#cache.write(this.#identity, {
      texts: { ...before?.texts, ...(rows === undefined ? {} : { [this.#rowsName]: rows }) },
      lists: { axis: [width, from, used], ...counts },
    });
  }

  close(): Promise<void> {
    return this.#cache.close();
  }
}
