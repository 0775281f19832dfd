/** What `/proc/PID/status` and `/proc/PID/stat` say (proc(5), Documentation/filesystems/proc.rst). */

export interface StatusFacts {
  readonly name: string;
  readonly pid: number;
  readonly parent: number;
  /** Effective ids. */
  readonly uid: number;
  readonly gid: number;
  readonly threads: number;
  /** Ids in the innermost pid namespace. */
  readonly vtid: number;
  readonly vpid: number;
  readonly vpgid: number;
  /** KiB. */
  readonly vmSize: number;
  readonly vmRss: number;
  readonly vmSwap: number;
  readonly capInheritable: bigint;
  readonly capPermitted: bigint;
  readonly capEffective: bigint;
}

/** Reads the text of a `status` file; missing lines (kernel threads have no memory) count as 0. */
export function parseStatus(text: string): StatusFacts {
  const lines = new StatusLines(text);
  // In the order of the file.
  const name = unescapeName(lines.text('Name:'));
  const pid = lines.number('Tgid:');
  const tid = lines.number('Pid:');
  return {
    name,
    pid,
    parent: lines.number('PPid:'),
    uid: lines.column('Uid:', 1),
    gid: lines.column('Gid:', 1),
    vpid: lines.last('NStgid:', pid),
    vtid: lines.last('NSpid:', tid),
    vpgid: lines.last('NSpgid:', 0),
    vmSize: lines.number('VmSize:'),
    vmRss: lines.number('VmRSS:'),
    vmSwap: lines.number('VmSwap:'),
    threads: lines.number('Threads:'),
    capInheritable: lines.hex('CapInh:'),
    capPermitted: lines.hex('CapPrm:'),
    capEffective: lines.hex('CapEff:'),
  };
}

/** Finds lines by their key, each behind the one found before: thousands of these files are read at the start. */
class StatusLines {
  readonly #text: string;
  /** End of the line found last. */
  #end = 0;

  constructor(text: string) {
    this.#text = `\n${text}`;
  }

  /** What stands behind the key. */
  text(key: string): string {
    const at = this.#text.indexOf(`\n${key}`, this.#end);
    if (at < 0) return '';
    const end = this.#text.indexOf('\n', at + 1);
    this.#end = end < 0 ? this.#text.length : end;
    return this.#text.slice(at + 1 + key.length, this.#end).trim();
  }

  number(key: string): number {
    return Number.parseInt(this.text(key), 10) || 0;
  }

  column(key: string, index: number): number {
    return Number(this.text(key).split('\t')[index] ?? 0);
  }

  last(key: string, otherwise: number): number {
    const found = this.text(key);
    return found === '' ? otherwise : Number(found.slice(found.lastIndexOf('\t') + 1));
  }

  hex(key: string): bigint {
    const found = this.text(key);
    return /^[0-9a-f]{1,16}$/.test(found) ? BigInt(`0x${found}`) : 0n;
  }
}

export interface StatFacts {
  readonly pgid: number;
  readonly sid: number;
  readonly tty: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
}

/** Place of the last field of interest behind the name. */
const MAJOR_FAULTS = 9;

/** Reads a `stat` line: the fields after the name, which stands in parentheses and may hold anything. */
export function parseStat(text: string): StatFacts {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ', MAJOR_FAULTS + 1);
  const at = (index: number): number => Number(fields[index] ?? 0);
  return { pgid: at(2), sid: at(3), tty: at(4), minorFaults: at(7), majorFaults: at(MAJOR_FAULTS) };
}

/** The kernel writes a newline and a backslash in a name as `\n` and `\\`, and in newer releases other control characters in octal. */
function unescapeName(name: string): string {
  if (!name.includes('\\')) return name;
  return name.replace(/\\(n|\\|[0-7]{3})/g, (_, code: string) =>
    code === 'n' ? '\n' : code === '\\' ? '\\' : String.fromCharCode(Number.parseInt(code, 8)),
  );
}
