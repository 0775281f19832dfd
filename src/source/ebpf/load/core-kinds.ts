/** `enum bpf_core_relo_kind` of linux/bpf.h: what the compiler asks to be told about the running kernel's types. */
export const CoreKind = {
  FIELD_BYTE_OFFSET: 0,
  FIELD_BYTE_SIZE: 1,
  FIELD_EXISTS: 2,
  FIELD_SIGNED: 3,
  FIELD_LSHIFT_U64: 4,
  FIELD_RSHIFT_U64: 5,
  TYPE_ID_LOCAL: 6,
  TYPE_ID_TARGET: 7,
  TYPE_EXISTS: 8,
  TYPE_SIZE: 9,
  ENUM_VALUE_EXISTS: 10,
  ENUM_VALUE: 11,
  TYPE_MATCHES: 12,
} as const;

export function isFieldBased(kind: number): boolean {
  return kind <= CoreKind.FIELD_RSHIFT_U64;
}

export function isTypeBased(kind: number): boolean {
  return (kind >= CoreKind.TYPE_ID_LOCAL && kind <= CoreKind.TYPE_SIZE) || kind === CoreKind.TYPE_MATCHES;
}

export function isEnumBased(kind: number): boolean {
  return kind === CoreKind.ENUM_VALUE_EXISTS || kind === CoreKind.ENUM_VALUE;
}
