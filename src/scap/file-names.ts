import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OutputError } from './output.ts';
import { strftime } from './strftime.ts';

/** When a new file is begun, and how many are kept. Limits that are undefined do not exist. */
export interface RotationLimits {
  /** Bytes of a file: it ends with the event that reaches them. */
  readonly bytes?: number | undefined;
  /** Events of a file. */
  readonly events?: number | undefined;
  /** Seconds of event time from the first event of a file to its last. */
  readonly seconds?: number | undefined;
  /** How many files are kept; the oldest is overwritten, or removed where names hold a time. */
  readonly files?: number | undefined;
}

/** The name of a file, and what must make way for it. */
export interface FileName {
  readonly path: string;
  /** Whether a file of that name may be overwritten; else it must not exist. */
  readonly overwrite: boolean;
  /** A file of this run to be removed. */
  readonly remove?: string;
}

/**
 * Names the files of a rotation, as sysdig does: a name and a number from 0, as wide as the largest number of kept
 * files where a size is the limit; with a time limit and a name that contains `%`, the name is a time format.
 *
 * Other than sysdig, a former run's files are not overwritten unless asked: numbers go on after the largest that exists;
 * where the number of files is limited, so that they would have to be overwritten, it is an error; a time name that is
 * taken gets a suffix.
 */
export class FileNames {
  readonly #path: string;
  readonly #limits: RotationLimits;
  readonly #overwrite: boolean;
  readonly #timed: boolean;
  readonly #numbered: boolean;
  #index: number | undefined;
  #count = 0;
  /** Paths of this run, oldest first. */
  readonly #kept: string[] = [];

  constructor(path: string, limits: RotationLimits, overwrite: boolean) {
    this.#path = path;
    this.#limits = limits;
    this.#overwrite = overwrite;
    this.#timed = limits.seconds !== undefined && path.includes('%');
    this.#numbered = limits.bytes !== undefined || limits.events !== undefined || (limits.seconds !== undefined && !this.#timed);
  }

  /** Whether names need the time of the first event. */
  get timed(): boolean {
    return this.#timed;
  }

  /** The next name. Throws OutputError where a former run's file is in the way. */
  next(time: Date): FileName {
    const base = this.#timed ? strftime(this.#path, time) : this.#path;
    if (this.#timed) return this.#timeName(this.#numbered ? base + this.#number(this.#count++) : base);
    if (!this.#numbered) return { path: base, overwrite: true };
    const { files } = this.#limits;
    this.#index ??= this.#firstIndex();
    const index = this.#index++;
    const path = base + this.#number(files === undefined ? index : index % files);
    // A file of this run is removed rather than emptied: its end may still be on its way into it.
    if (files !== undefined && index >= files) return { path, overwrite: this.#overwrite, remove: path };
    return { path, overwrite: this.#overwrite };
  }

  #timeName(name: string): FileName {
    let path = name;
    if (!this.#overwrite) for (let i = 1; existsSync(path); i++) path = `${name}.${i}`;
    const { files } = this.#limits;
    const same = this.#kept.indexOf(path);
    let remove = same < 0 ? undefined : this.#kept.splice(same, 1)[0];
    this.#kept.push(path);
    if (files !== undefined && this.#kept.length > files) remove = this.#kept.shift();
    return { path, overwrite: this.#overwrite, ...(remove === undefined ? {} : { remove }) };
  }

  #number(index: number): string {
    const { bytes, events, files } = this.#limits;
    const width = bytes !== undefined && events === undefined && files !== undefined ? String(files).length : 0;
    return String(index).padStart(width, '0');
  }

  /** The first number to use: 0, or behind a former run's files. */
  #firstIndex(): number {
    if (this.#overwrite) return 0;
    const { files } = this.#limits;
    if (files === undefined) return nextIndex(this.#path);
    for (let i = 0; i < files; i++) {
      const path = this.#path + this.#number(i);
      if (existsSync(path)) throw new OutputError(path, 'EEXIST', 'it exists, from a former run');
    }
    return 0;
  }
}

/** One more than the largest number that follows `path` in the name of an existing file. */
function nextIndex(path: string): number {
  const prefix = basename(path);
  let names: string[];
  try {
    names = readdirSync(dirname(join(path)));
  } catch {
    // No such folder: opening the file will say so.
    return 0;
  }
  let next = 0;
  for (const name of names) {
    const digits = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (/^\d{1,15}$/.test(digits)) next = Math.max(next, Number(digits) + 1);
  }
  return next;
}
