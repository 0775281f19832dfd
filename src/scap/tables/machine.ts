import type { MachineInfo } from '../../event/index.ts';
import type { TableReader } from '../table-reader.ts';

const hostnameSize = 128;

/** Reads a machine block: 180 bytes; the four words after the hostname are missing in none known, but not needed. */
export function readMachine(reader: TableReader): MachineInfo {
  const cpuCount = reader.u32();
  const memorySize = reader.u64();
  const maxPid = reader.u64();
  const field = reader.fixedText(hostnameSize);
  const nul = field.indexOf('\0');
  const hostname = nul < 0 ? field : field.slice(0, nul);
  const word = () => (reader.remaining >= 8 ? reader.u64() : 0n);
  return { cpuCount, memorySize, maxPid, hostname, bootTime: word(), reserved: [word(), word(), word()] };
}
