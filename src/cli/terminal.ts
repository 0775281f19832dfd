import { fstatSync } from 'node:fs';

/** `/dev/null`: major 1, minor 3, as `stat` gives it. */
const nullDevice = 0x103;

/**
 * Whether an fd is a terminal. Asks what it is before it asks the terminal: Node's own way loads its network modules,
 * a tenth of a start, also for pipes and files.
 */
export function isTerminal(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isCharacterDevice() && stat.rdev !== nullDevice && process.getBuiltinModule('node:tty').isatty(fd);
  } catch {
    return false; // Closed: nothing is shown there at all.
  }
}
