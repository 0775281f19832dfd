import type { Btf } from './btf.ts';
import { BtfKind } from './btf-kinds.ts';
import { CoreKind } from './core-kinds.ts';
import type { Spec } from './core-spec.ts';
import { CoreRelocationError } from './errors.ts';

/** What one side (the object, or the kernel) answers to a relocation. */
export interface CoreValue {
  readonly value: bigint;
  /** Bytes of the field whose offset is asked for, 0 where the width of a load does not depend on it. */
  readonly fieldBytes: number;
  /** The field's type when `fieldBytes` is not 0. */
  readonly fieldType: number;
  /** Whether the compiler must have written this very value into the instruction. */
  readonly isExact: boolean;
}

const MAX_LOAD_BYTES = 8;

/**
 * The answer at `spec`; `spec` is undefined when the kernel has no such field, type or value. Undefined as an answer means that
 * the instruction cannot be given a meaning and must never run.
 */
export function coreValue(kind: number, spec: Spec | undefined): CoreValue | undefined {
  switch (kind) {
    case CoreKind.FIELD_EXISTS:
    case CoreKind.TYPE_EXISTS:
    case CoreKind.TYPE_MATCHES:
    case CoreKind.ENUM_VALUE_EXISTS:
      return plain(spec === undefined ? 0n : 1n);
    case CoreKind.TYPE_SIZE:
      return plain(spec === undefined ? 0n : BigInt(spec.btf.size(spec.root)));
    case CoreKind.TYPE_ID_TARGET:
      // The number in the object's instruction is its own type's, which linkers renumber.
      return plain(spec === undefined ? 0n : BigInt(spec.root), false);
    case CoreKind.ENUM_VALUE: {
      if (spec === undefined) return undefined;
      const step = spec.steps[0]!;
      return plain(BigInt.asUintN(64, spec.btf.enumValue(step.type, step.index)));
    }
    default:
      return spec === undefined ? undefined : fieldValue(kind, spec);
  }
}

function plain(value: bigint, isExact = true): CoreValue {
  return { value, fieldBytes: 0, fieldType: 0, isExact };
}

function fieldValue(kind: number, spec: Spec): CoreValue {
  const { btf, bitOffset } = spec;
  const last = spec.steps.at(-1)!;
  if (last.name === undefined) return elementValue(kind, spec, last.type);
  const member = btf.member(last.type, last.index);
  const type = btf.skipModifiers(member.type);
  const isBitField = member.bitSize > 0;
  const load = isBitField
    ? bitFieldLoad(btf, type, bitOffset, member.bitSize)
    : { offset: Math.floor(bitOffset / 8), bytes: btf.size(type) };
  const bits = isBitField ? member.bitSize : load.bytes * 8;
  switch (kind) {
    case CoreKind.FIELD_BYTE_OFFSET:
      return { value: BigInt(load.offset), fieldBytes: isBitField ? 0 : load.bytes, fieldType: type, isExact: !isBitField };
    case CoreKind.FIELD_BYTE_SIZE:
      return plain(BigInt(load.bytes), !isBitField);
    case CoreKind.FIELD_SIGNED:
      return plain(isSigned(btf, type) ? 1n : 0n);
    // The two shifts move a little-endian field of `bits` bits to the top of a 64-bit register and back down.
    case CoreKind.FIELD_LSHIFT_U64:
      return plain(BigInt.asUintN(64, BigInt(64 - (bitOffset + bits - load.offset * 8))), !isBitField);
    case CoreKind.FIELD_RSHIFT_U64:
      return plain(BigInt.asUintN(64, BigInt(64 - bits)));
    default:
      throw new CoreRelocationError(`relocation kind ${kind} is unknown`);
  }
}

/** An array's element has an offset and a size, nothing else. */
function elementValue(kind: number, spec: Spec, type: number): CoreValue {
  const bytes = spec.btf.size(type);
  if (kind === CoreKind.FIELD_BYTE_OFFSET) {
    return { value: BigInt(Math.floor(spec.bitOffset / 8)), fieldBytes: bytes, fieldType: type, isExact: true };
  }
  if (kind === CoreKind.FIELD_BYTE_SIZE) return plain(BigInt(bytes));
  throw new CoreRelocationError(`relocation kind ${kind} cannot be applied to an array's element`);
}

/** The smallest aligned load that holds all bits of the field, starting from its declared type. */
function bitFieldLoad(btf: Btf, type: number, bitOffset: number, bits: number): { offset: number; bytes: number } {
  let bytes = btf.sizeOrType(type);
  if (bytes === 0 || bytes > 16) throw new CoreRelocationError(`a bit field of ${bytes} bytes`);
  const start = (): number => Math.floor(Math.floor(bitOffset / 8) / bytes) * bytes;
  while (bitOffset + bits - start() * 8 > bytes * 8) {
    if (bytes >= MAX_LOAD_BYTES) throw new CoreRelocationError('a bit field no 64-bit load can hold');
    bytes *= 2;
  }
  return { offset: start(), bytes };
}

function isSigned(btf: Btf, type: number): boolean {
  if (btf.isEnum(type)) return btf.kindFlag(type);
  return btf.kind(type) === BtfKind.INT && btf.isSignedInt(type);
}
