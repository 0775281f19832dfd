import type { MachineInfo } from '../../event/index.ts';
import type { TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';

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

/** Writes the body of a machine block. */
export function writeMachine(writer: TableWriter, machine: MachineInfo): void {
  writer.u32(machine.cpuCount);
  writer.u64(machine.memorySize);
  writer.u64(machine.maxPid);
  writer.fixedText(machine.hostname, hostnameSize);
  writer.u64(machine.bootTime);
  for (const word of machine.reserved) writer.u64(word);
}
