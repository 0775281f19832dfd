import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openDatabase, type SqlValue } from './database.ts';

/** What is kept of a file: named parts, each a list of numbers or a text. */
export interface FileIndex {
  /** Texts by name, as JSON or whatever the writer wants. */
  readonly texts: Readonly<Record<string, string>>;
  /** Lists of numbers by name. */
  readonly lists: Readonly<Record<string, readonly number[]>>;
}

/** Indices of files, kept from one run to the next. Nothing of it fails: what cannot be read is made anew. */
export interface IndexCache {
  /** undefined where nothing is known of the file. */
  read(identity: string): Promise<FileIndex | undefined>;
  write(identity: string, index: FileIndex): Promise<void>;
  close(): Promise<void>;
}

export interface IndexCacheOptions {
  /** The cache's file; its folder is made where it is not there. */
  readonly path: string;
  /** Bytes of all indices; the ones not used for longest go. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Told what was wrong with the cache, once. */
  readonly note: (text: string) => void;
}

/** Written into the file (`user_version`): another one is made anew. */
const layoutVersion = 2;
const defaultMaxBytes = 64 << 20;
/** Rows of one INSERT. SQLite takes up to 32766 values; four are in a row. */
const rowsPerInsert = 500;
const numberBytes = 8;
/** Numbers of one row. */
const numbersPerRow = 256;

const tables = [
  'CREATE TABLE file (identity TEXT PRIMARY KEY, used INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE part (identity TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (identity, name, at)) WITHOUT ROWID',
] as const;

/** Opens the cache. undefined where there is no SQLite, or no place for the file. */
export async function openIndexCache(options: IndexCacheOptions): Promise<IndexCache | undefined> {
  const { path, note } = options;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  } catch {
    return undefined;
  }
  try {
    return await SqliteCache.open(options);
  } catch (error) {
    note(`the cache of indices is damaged and is made anew (${messageOf(error)})`);
  }
  try {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(path + end, { force: true });
    return await SqliteCache.open(options);
  } catch (error) {
    note(`indices are not kept: ${messageOf(error)}`);
    return undefined;
  }
}

/** Makes the tables where they are not there, or are of another version. */
async function makeTables(database: Database): Promise<void> {
  const isOther = async () => (await database.all('PRAGMA user_version'))[0]?.user_version !== layoutVersion;
  if (!(await isOther())) return;
  await database.run('BEGIN IMMEDIATE');
  // Of two runs that begin together one makes them, while the other waits.
  if (await isOther()) {
    const old = await database.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('file', 'part')");
    for (const { name } of old) await database.run(`DROP TABLE "${String(name)}"`);
    for (const table of tables) await database.run(table);
    await database.run(`PRAGMA user_version = ${layoutVersion}`);
  }
  await database.run('COMMIT');
}

class SqliteCache implements IndexCache {
  readonly #database: Database;
  readonly #options: IndexCacheOptions;
  #broken = false;

  private constructor(database: Database, options: IndexCacheOptions) {
    this.#database = database;
    this.#options = options;
  }

  static async open(options: IndexCacheOptions): Promise<SqliteCache | undefined> {
    const { path } = options;
    const database = await openDatabase(path);
    if (database === undefined) return undefined;
    try {
      // Names of processes and files stand in it: nobody else's business.
      if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
      await database.run('PRAGMA busy_timeout = 2000');
      await makeTables(database);
      await database.all('SELECT count(*) FROM file');
      return new SqliteCache(database, options);
    } catch (error) {
      await database.close().catch(() => undefined);
      throw error;
    }
  }

  async read(identity: string): Promise<FileIndex | undefined> {
    if (this.#broken) return undefined;
    try {
      const rows = await this.#database.all('SELECT name, value FROM part WHERE identity = ? ORDER BY name, at', [identity]);
      if (rows.length === 0) return undefined;
      const [known] = await this.#database.all('SELECT bytes FROM file WHERE identity = ?', [identity]);
      const index = indexOf(rows.map(({ name, value }) => [String(name), bytesOf(value ?? null)] as const));
      // A run that ended while it wrote left a part of it.
      if (known?.bytes !== sizeOf(index)) return undefined;
      await this.#database.run('UPDATE file SET used = ? WHERE identity = ?', [Date.now(), identity]);
      return index;
    } catch (error) {
      this.#breaks(error);
      return undefined;
    }
  }

  async write(identity: string, index: FileIndex): Promise<void> {
    const bytes = sizeOf(index);
    if (this.#broken || bytes > this.#maxBytes) return;
    try {
      await this.#database.run('BEGIN IMMEDIATE');
      try {
        await this.#forget(identity);
        await this.#makeRoom(bytes);
        const rows = partsOf(index).map(([name, at, value]): readonly SqlValue[] => [identity, name, at, value]);
        for (let i = 0; i < rows.length; i += rowsPerInsert) {
          const some = rows.slice(i, i + rowsPerInsert);
          await this.#database.run(`INSERT INTO part VALUES ${some.map(() => '(?, ?, ?, ?)').join(', ')}`, some.flat());
        }
        await this.#database.run('INSERT INTO file VALUES (?, ?, ?)', [identity, Date.now(), bytes]);
        await this.#database.run('COMMIT');
      } catch (error) {
        await this.#database.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    } catch (error) {
      this.#breaks(error);
    }
  }

  close(): Promise<void> {
    return this.#database.close().catch(() => undefined);
  }

  get #maxBytes(): number {
    return this.#options.maxBytes ?? defaultMaxBytes;
  }

  async #forget(identity: string): Promise<void> {
    await this.#database.run('DELETE FROM part WHERE identity = ?', [identity]);
    await this.#database.run('DELETE FROM file WHERE identity = ?', [identity]);
  }

  async #makeRoom(bytes: number): Promise<void> {
    const kept = await this.#database.all('SELECT identity, bytes FROM file ORDER BY used DESC');
    let sum = bytes;
    for (const row of kept) {
      sum += Number(row.bytes);
      if (sum > this.#maxBytes) await this.#forget(String(row.identity));
    }
  }

  #breaks(error: unknown): void {
    if (!this.#broken) this.#options.note(`the cache of indices fails and is not used any more: ${messageOf(error)}`);
    this.#broken = true;
  }
}

/** Names of lists end so in the file, those of texts do not. */
const listMark = '#';

function partsOf({ texts, lists }: FileIndex): (readonly [name: string, at: number, value: Uint8Array])[] {
  const parts: (readonly [string, number, Uint8Array])[] = Object.entries(texts).map(([name, text]) => [
    name,
    0,
    Buffer.from(text, 'utf8'),
  ]);
  for (const [name, list] of Object.entries(lists)) {
    for (let i = 0; i < Math.max(1, list.length); i += numbersPerRow) {
      const numbers = Float64Array.from(list.slice(i, i + numbersPerRow));
      parts.push([name + listMark, i, Buffer.from(numbers.buffer)]);
    }
  }
  return parts;
}

function indexOf(parts: readonly (readonly [name: string, value: Uint8Array])[]): FileIndex {
  const texts: Record<string, string> = {};
  const lists: Record<string, number[]> = {};
  for (const [name, value] of parts) {
    if (!name.endsWith(listMark)) {
      texts[name] = Buffer.from(value).toString('utf8');
      continue;
    }
    const own = name.slice(0, -listMark.length);
    const list = lists[own] ?? [];
    lists[own] = list;
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    for (let i = 0; i + numberBytes <= view.byteLength; i += numberBytes) list.push(view.getFloat64(i, true));
  }
  return { texts, lists };
}

function sizeOf({ texts, lists }: FileIndex): number {
  const text = Object.values(texts).reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  return text + Object.values(lists).reduce((sum, one) => sum + one.length * numberBytes, 0);
}

function bytesOf(value: SqlValue): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
