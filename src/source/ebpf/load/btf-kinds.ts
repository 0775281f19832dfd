/** `BTF_KIND_*` of linux/btf.h. */
export const BtfKind = {
  VOID: 0,
  INT: 1,
  PTR: 2,
  ARRAY: 3,
  STRUCT: 4,
  UNION: 5,
  ENUM: 6,
  FWD: 7,
  TYPEDEF: 8,
  VOLATILE: 9,
  CONST: 10,
  RESTRICT: 11,
  FUNC: 12,
  FUNC_PROTO: 13,
  VAR: 14,
  DATASEC: 15,
  FLOAT: 16,
  DECL_TAG: 17,
  TYPE_TAG: 18,
  ENUM64: 19,
} as const;

const KIND_NAMES = Object.keys(BtfKind).map((name) => name.toLowerCase());

/** The kind's name for messages, as `struct`. */
export function kindName(kind: number): string {
  return KIND_NAMES[kind] ?? `kind ${kind}`;
}

/** 32-bit words every record of a kind has: `struct btf_type` (3 words) and what always follows it; 0 for a kind the format has not. */
export const RECORD_WORDS = perKind({
  INT: 4,
  PTR: 3,
  ARRAY: 6,
  STRUCT: 3,
  UNION: 3,
  ENUM: 3,
  FWD: 3,
  TYPEDEF: 3,
  VOLATILE: 3,
  CONST: 3,
  RESTRICT: 3,
  FUNC: 3,
  FUNC_PROTO: 3,
  VAR: 4,
  DATASEC: 3,
  FLOAT: 3,
  DECL_TAG: 4,
  TYPE_TAG: 3,
  ENUM64: 3,
});

/** 32-bit words more for each member, value, parameter or variable of a record. */
export const ITEM_WORDS = perKind({ STRUCT: 3, UNION: 3, ENUM: 2, FUNC_PROTO: 2, DATASEC: 3, ENUM64: 3 });

function perKind(words: Partial<Record<keyof typeof BtfKind, number>>): Uint8Array {
  const table = new Uint8Array(32);
  for (const [kind, count] of Object.entries(words)) table[BtfKind[kind as keyof typeof BtfKind]] = count;
  return table;
}
