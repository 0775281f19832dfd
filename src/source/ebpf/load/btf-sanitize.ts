import { Btf } from './btf.ts';
import type { BtfFeatures } from './btf-features.ts';
import { BtfKind } from './btf-kinds.ts';

/**
 * A copy of the object's types in which kinds the kernel does not know are written as ones it does, of the same size and in
 * the same place, so that no type changes its number. Code never depends on them: they are there for whoever prints them.
 */
export function sanitizeBtf(original: Btf, features: BtfFeatures): Uint8Array {
  const btf = new Btf(Uint8Array.from(original.bytes), original.part);
  for (let id = 1; id < btf.count; id++) rewrite(btf, id, features);
  return btf.bytes;
}

/** A placeholder integer of one byte: encoding 0, offset 0, 8 bits. */
const BYTE_INT = 8;

function rewrite(btf: Btf, id: number, features: BtfFeatures): void {
  const { words } = btf;
  const at = btf.offsets[id]!;
  const set = (kind: number, length: number): void => {
    words[at + 1] = (kind << 24) | length;
  };
  switch (btf.kind(id)) {
    case BtfKind.FLOAT:
      if (features.float) return;
      // A struct of that size without members; nameless, because "float" is no name of a struct.
      words[at] = 0;
      set(BtfKind.STRUCT, 0);
      return;
    case BtfKind.DECL_TAG:
      if (features.declarationTag) return;
      // Integers have one word more than the record's three, as tags do.
      set(BtfKind.INT, 0);
      words[at + 2] = 1;
      words[at + 3] = BYTE_INT;
      return;
    case BtfKind.TYPE_TAG:
      if (features.typeTag) return;
      words[at] = 0;
      set(BtfKind.CONST, 0);
      return;
    case BtfKind.ENUM64:
      if (!features.enum64) hideEnum64(btf, id);
      return;
    default:
      return;
  }
}

/** A union whose members are the values: a member has three words, as a 64-bit value has. */
function hideEnum64(btf: Btf, id: number): void {
  const { words } = btf;
  const at = btf.offsets[id]!;
  const integer = integerOfAtMost(btf, btf.sizeOrType(id));
  // Every C object has one; were there none, the kernel's refusal says what it dislikes.
  if (integer === 0) return;
  const length = btf.length(id);
  words[at + 1] = (BtfKind.UNION << 24) | length;
  for (let index = 0; index < length; index++) {
    words[at + 3 + 3 * index + 1] = integer;
    words[at + 3 + 3 * index + 2] = 0;
  }
}

/** Some integer type of the object's that fits into `bytes`, or 0. */
function integerOfAtMost(btf: Btf, bytes: number): number {
  for (let id = 1; id < btf.count; id++) {
    if (btf.kind(id) === BtfKind.INT && btf.sizeOrType(id) <= bytes) return id;
  }
  return 0;
}
