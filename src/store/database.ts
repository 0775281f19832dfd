import { createRequire } from 'node:module';

/** A value of a row. */
export type SqlValue = number | string | Uint8Array | null;

/** A row by the names of its columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** As much of SQLite as is used here. All methods reject with the library's own error. */
export interface Database {
  run(sql: string, values?: readonly SqlValue[]): Promise<void>;
  all(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}

/** Opens a file by whichever SQLite there is: the package where it is installed, else Node's own. undefined: neither. */
export async function openDatabase(path: string): Promise<Database | undefined> {
  return (await withPackage(path)) ?? (await withNode(path));
}

interface PackageDatabase {
  run(sql: string, values: readonly SqlValue[], done: (error: Error | null) => void): void;
  all(sql: string, values: readonly SqlValue[], done: (error: Error | null, rows: SqlRow[]) => void): void;
  close(done: (error: Error | null) => void): void;
}

interface PackageModule {
  readonly Database: new (path: string, done: (error: Error | null) => void) => PackageDatabase;
}

/** `@vscode/sqlite3` works in a thread of its own: the screen is not held up. */
async function withPackage(path: string): Promise<Database | undefined> {
  let module: PackageModule;
  try {
    // By a name at run time: the package carries a native addon and stays outside of the bundle.
    module = createRequire(import.meta.url)('@vscode/sqlite3') as PackageModule;
  } catch {
    return undefined; // It is optional, and built for the platforms it knows.
  }
  const database = await new Promise<PackageDatabase>((resolve, reject) => {
    const opened = new module.Database(path, (error) => (error === null ? resolve(opened) : reject(error)));
  });
  const settle = <Result>(work: (done: (error: Error | null, result: Result) => void) => void): Promise<Result> =>
    new Promise((resolve, reject) => work((error, result) => (error === null ? resolve(result) : reject(error))));
  return {
    run: (sql, values = []) => settle<void>((done) => database.run(sql, values, (error) => done(error, undefined))),
    all: (sql, values = []) => settle<SqlRow[]>((done) => database.all(sql, values, done)),
    close: () => settle<void>((done) => database.close((error) => done(error, undefined))),
  };
}

/** Node's own SQLite, from 22.13 on without a flag. */
async function withNode(path: string): Promise<Database | undefined> {
  const sqlite = process.getBuiltinModule('node:sqlite');
  if (sqlite === undefined) return undefined;
  const database = new sqlite.DatabaseSync(path);
  return {
    async run(sql, values = []) {
      database.prepare(sql).run(...values);
    },
    async all(sql, values = []) {
      return database.prepare(sql).all(...values) as SqlRow[];
    },
    async close() {
      database.close();
    },
  };
}
