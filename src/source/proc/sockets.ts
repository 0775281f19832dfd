import { FdType, L4Proto } from '../../event/index.ts';
import { readWhole } from './files.ts';

/** What an fd list says of a socket, but for fd and inode. */
export interface SocketFacts {
  readonly type: number;
  readonly name: string;
  readonly source?: Uint8Array;
  readonly destination?: Uint8Array;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly l4proto?: number;
  readonly unixSource?: bigint;
  readonly unixPeer?: bigint;
}

/** Sockets by inode number. */
export type SocketTable = ReadonlyMap<number, SocketFacts>;

const ipTables = [
  ['tcp', 4, L4Proto.tcp],
  ['udp', 4, L4Proto.udp],
  ['raw', 4, L4Proto.raw],
  ['tcp6', 16, L4Proto.tcp],
  ['udp6', 16, L4Proto.udp],
  ['raw6', 16, L4Proto.raw],
] as const;

/** All sockets of the network namespace whose tables lie in `folder` (`/proc/PID/net`). */
export function scanSockets(folder: string): SocketTable {
  const sockets = new Map<number, SocketFacts>();
  for (const [name, size, l4proto] of ipTables) addIp(sockets, readWhole(`${folder}/${name}`), size, l4proto);
  addUnix(sockets, readWhole(`${folder}/unix`));
  addNetlink(sockets, readWhole(`${folder}/netlink`));
  return sockets;
}

/** Lines of tcp, udp and raw: `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode`. */
function addIp(sockets: Map<number, SocketFacts>, table: string, size: 4 | 16, l4proto: number): void {
  for (const row of rows(table)) {
    const local = row[1]!.split(':');
    const remote = row[2]?.split(':');
    const inode = Number(row[9]);
    if (local.length !== 2 || remote?.length !== 2 || !(inode > 0)) continue;
    const source = hostWords(local[0]!, size);
    const destination = hostWords(remote[0]!, size);
    const sourcePort = Number.parseInt(local[1]!, 16);
    // A socket without a far end waits for one: it listens, or receives from anybody.
    if (destination.every((byte) => byte === 0)) {
      sockets.set(inode, { type: size === 4 ? FdType.ipv4Server : FdType.ipv6Server, name: '', source, sourcePort, l4proto });
      continue;
    }
    const destinationPort = Number.parseInt(remote[1]!, 16);
    sockets.set(inode, {
      type: size === 4 ? FdType.ipv4 : FdType.ipv6,
      name: '',
      source,
      destination,
      sourcePort,
      destinationPort,
      l4proto,
    });
  }
}

/** Lines of unix: `Num: RefCount Protocol Flags Type St Inode Path`, the number being the socket's address in the kernel. */
function addUnix(sockets: Map<number, SocketFacts>, table: string): void {
  for (const line of table.split('\n').slice(1)) {
    const found = /^([0-9a-f]+): \S+ \S+ \S+ \S+ \S+ +(\d+)(?: (.*))?$/i.exec(line);
    if (found === null) continue;
    sockets.set(Number(found[2]), { type: FdType.unix, name: found[3] ?? '', unixSource: BigInt(`0x${found[1]}`), unixPeer: 0n });
  }
}

/** Lines of netlink end with the inode. */
function addNetlink(sockets: Map<number, SocketFacts>, table: string): void {
  for (const row of rows(table)) {
    const inode = Number(row.at(-1));
    if (inode > 0) sockets.set(inode, { type: FdType.netlink, name: '' });
  }
}

function rows(table: string): string[][] {
  const lines = table.split('\n').slice(1);
  return lines.filter((line) => line !== '').map((line) => line.trim().split(/ +/));
}

/** An address as the kernel writes it here: 32-bit words in the order of the machine, which is little-endian. */
function hostWords(hex: string, size: 4 | 16): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const word = i & ~3;
    bytes[i] = Number.parseInt(hex.slice((word + 3 - (i & 3)) * 2, (word + 3 - (i & 3)) * 2 + 2), 16);
  }
  return bytes;
}
