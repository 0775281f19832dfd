/**
 * The blocks of a capture file, as data. A block is `u32 type, u32 length, body, u32 length`, little endian; the length
 * counts all of it and is a multiple of 4. The framing is pcapng's (the section header block is the very same), the
 * block types are sysdig's.
 */

/** What a block holds. */
export type BlockKind =
  | 'section'
  | 'machine'
  | 'interfaces'
  | 'users'
  | 'threads'
  | 'fds'
  | 'event'
  | 'threadExtras'
  | 'fdExtras'
  | 'noEvents';

export interface BlockType {
  readonly number: number;
  readonly kind: BlockKind;
  /** Version of the table or event layout. */
  readonly version: number;
  /** Events: the cpu is followed by 32 bits of flags. */
  readonly flags?: true;
  /** Events: parameter lengths are 32 bits wide. */
  readonly large?: true;
  /** The number of the same block since the first public release, for the numbers used before it. */
  readonly legacyOf?: number;
}

/** Numbers that are written, or asked for by name. */
export const Block = {
  section: 0x0a0d0d0a,
  machine: 0x201,
  interfacesV2: 0x219,
  usersV2: 0x220,
  threadsV9: 0x215,
  fdsV2: 0x218,
  eventV1: 0x204,
  eventV1Flags: 0x208,
  eventV2: 0x216,
  eventV2Flags: 0x217,
  eventV2Large: 0x221,
  eventV2LargeFlags: 0x222,
  /** This program's own, of pcapng's range for local use: newer fields of the threads in the thread block before it. */
  threadExtras: 0xf5d16002,
  /** This program's own: types of fds that the fd blocks cannot tell. */
  fdExtras: 0xf5d16003,
  /** This program's own: closes a section that was written without any event. */
  noEvents: 0xf5d16001,
} as const;

/** Every block type there is or was: sysdig's 31, and this program's own. */
export const blockTypes: readonly BlockType[] = [
  { number: Block.section, kind: 'section', version: 1 },
  { number: Block.machine, kind: 'machine', version: 1 },
  { number: 0x205, kind: 'interfaces', version: 1 },
  { number: Block.interfacesV2, kind: 'interfaces', version: 2 },
  { number: 0x206, kind: 'users', version: 1 },
  { number: Block.usersV2, kind: 'users', version: 2 },
  { number: 0x202, kind: 'threads', version: 1 },
  { number: 0x207, kind: 'threads', version: 2 },
  { number: 0x209, kind: 'threads', version: 3 },
  { number: 0x210, kind: 'threads', version: 4 },
  { number: 0x211, kind: 'threads', version: 5 },
  { number: 0x212, kind: 'threads', version: 6 },
  { number: 0x213, kind: 'threads', version: 7 },
  { number: 0x214, kind: 'threads', version: 8 },
  { number: Block.threadsV9, kind: 'threads', version: 9 },
  { number: 0x203, kind: 'fds', version: 1 },
  { number: Block.fdsV2, kind: 'fds', version: 2 },
  { number: Block.eventV1, kind: 'event', version: 1 },
  { number: Block.eventV1Flags, kind: 'event', version: 1, flags: true },
  { number: Block.eventV2, kind: 'event', version: 2 },
  { number: Block.eventV2Flags, kind: 'event', version: 2, flags: true },
  { number: Block.eventV2Large, kind: 'event', version: 2, large: true },
  { number: Block.eventV2LargeFlags, kind: 'event', version: 2, large: true, flags: true },
  { number: Block.threadExtras, kind: 'threadExtras', version: 1 },
  { number: Block.fdExtras, kind: 'fdExtras', version: 1 },
  { number: Block.noEvents, kind: 'noEvents', version: 1 },
  { number: 0x8000abcd, kind: 'threads', version: 1, legacyOf: 0x202 },
  { number: 0x8001abcd, kind: 'fds', version: 1, legacyOf: 0x203 },
  { number: 0x8002abcd, kind: 'machine', version: 1, legacyOf: Block.machine },
  { number: 0x8010abcd, kind: 'event', version: 1, legacyOf: Block.eventV1 },
  { number: 0x8011abcd, kind: 'interfaces', version: 1, legacyOf: 0x205 },
  { number: 0x8012abcd, kind: 'users', version: 1, legacyOf: 0x206 },
  { number: 0x8013abcd, kind: 'threads', version: 2, legacyOf: 0x207 },
  { number: 0x8014abcd, kind: 'threads', version: 3, legacyOf: 0x209 },
];

const byNumber = new Map(blockTypes.map((type) => [type.number, type]));

/** The block type of a number, or undefined: blocks of unknown types are skipped by their length. */
export function blockType(number: number): BlockType | undefined {
  return byNumber.get(number);
}

/** Bytes of type and length before a block's body, and of the length after it. */
export const blockHeaderSize = 8;
export const blockTrailerSize = 4;
/** The smallest block there can be: no body. */
export const blockSizeMin = blockHeaderSize + blockTrailerSize;
/** A longer block is taken for damage. The largest in practice is the thread list, about 1 KiB a thread. */
export const blockSizeMax = 256 * 1024 * 1024;

/** The word in the section header that tells the byte order. */
export const byteOrderMagic = 0x1a2b3c4d;
export const byteOrderMagicSwapped = 0x4d3c2b1a;
