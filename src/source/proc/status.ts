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
  const pid = number(text, 'Tgid:');
  const tid = number(text, 'Pid:');
  return {
    name: unescapeName(line(text, 'Name:')),
    pid,
    parent: number(text, 'PPid:'),
    uid: column(text, 'Uid:', 1),
    gid: column(text, 'Gid:', 1),
    threads: number(text, 'Threads:'),
    vtid: last(text, 'NSpid:', tid),
    vpid: last(text, 'NStgid:', pid),
    vpgid: last(text, 'NSpgid:', 0),
    vmSize: number(text, 'VmSize:'),
    vmRss: number(text, 'VmRSS:'),
    vmSwap: number(text, 'VmSwap:'),
    capInheritable: hex(text, 'CapInh:'),
    capPermitted: hex(text, 'CapPrm:'),
    capEffective: hex(text, 'CapEff:'),
  };
}

export interface StatFacts {
  readonly pgid: number;
  readonly sid: number;
  readonly tty: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
}

/** Reads a `stat` line: the fields after the name, which stands in parentheses and may hold anything. */
export function parseStat(text: string): StatFacts {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (index: number): number => Number(fields[index] ?? 0);
  return { pgid: at(2), sid: at(3), tty: at(4), minorFaults: at(7), majorFaults: at(9) };
}

/** The text after `key` at the start of a line. */
function line(text: string, key: string): string {
  const start = text.startsWith(key) ? 0 : text.indexOf(`\n${key}`) + 1;
  if (start === 0 && !text.startsWith(key)) return '';
  const from = start + key.length;
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end).trim();
}

function number(text: string, key: string): number {
  return Number.parseInt(line(text, key), 10) || 0;
}

function column(text: string, key: string, index: number): number {
  return Number(line(text, key).split('\t')[index] ?? 0);
}

function last(text: string, key: string, otherwise: number): number {
  const found = line(text, key);
  return found === '' ? otherwise : Number(found.slice(found.lastIndexOf('\t') + 1));
}

function hex(text: string, key: string): bigint {
  const found = line(text, key);
  return /^[0-9a-f]{1,16}$/.test(found) ? BigInt(`0x${found}`) : 0n;
}

/** The kernel writes a newline and a backslash in a name as `\n` and `\\`, and in newer releases other control characters in octal. */
function unescapeName(name: string): string {
  if (!name.includes('\\')) return name;
  return name.replace(/\\(n|\\|[0-7]{3})/g, (_, code: string) =>
    code === 'n' ? '\n' : code === '\\' ? '\\' : String.fromCharCode(Number.parseInt(code, 8)),
  );
}
