import type { InterfaceEntry } from '../../event/index.ts';
import { textMax } from '../limits.ts';
import { TableError, type TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';

/** Kinds of entries; 3 and 4 are 1 and 2 as first written, without a link speed. */
const addressKinds: ReadonlyMap<number, { family: 4 | 6; speed: boolean }> = new Map([
  [1, { family: 4, speed: true }],
  [2, { family: 6, speed: true }],
  [3, { family: 4, speed: false }],
  [4, { family: 6, speed: false }],
]);

/** Reads an interface block. The length before an entry of version 2 does not count its own 4 bytes. */
export function readInterfaces(reader: TableReader, version: number): InterfaceEntry[] {
  const entries: InterfaceEntry[] = [];
  while (reader.more) {
    if (version === 1) {
      entries.push(readInterface(reader));
    } else {
      const size = reader.u32();
      entries.push(reader.entry(reader.at, size, () => readInterface(reader)));
    }
  }
  return entries;
}

function readInterface(reader: TableReader): InterfaceEntry {
  const kindNumber = reader.u16();
  const nameSize = reader.u16();
  const kind = addressKinds.get(kindNumber);
  if (kind === undefined) throw new TableError(reader.at - 4, `unknown interface kind ${kindNumber}`);
  const size = kind.family === 4 ? 4 : 16;
  return {
    family: kind.family,
    address: reader.copy(size),
    netmask: reader.copy(size),
    broadcast: reader.copy(size),
    linkSpeed: kind.speed ? reader.u64() : 0n,
    name: reader.fixedText(nameSize),
  };
}

/** Writes the body of an interface block of version 2: IPv4 addresses first, as its readers expect. */
export function writeInterfaces(writer: TableWriter, entries: readonly InterfaceEntry[]): void {
  for (const family of [4, 6] as const) {
    for (const entry of entries) {
      if (entry.family === family) writer.entry(false, () => writeInterface(writer, entry));
    }
  }
}

function writeInterface(writer: TableWriter, entry: InterfaceEntry): void {
  const name = entry.name.slice(0, textMax.name);
  writer.u16(entry.family === 4 ? 1 : 2);
  writer.u16(name.length);
  writer.raw(entry.address);
  writer.raw(entry.netmask);
  writer.raw(entry.broadcast);
  writer.u64(entry.linkSpeed);
  writer.raw(Buffer.from(name, 'latin1'));
}
