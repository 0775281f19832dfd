import type { Btf } from './btf.ts';
import type { CoreRelocation } from './btf-ext.ts';
import { BtfKind } from './btf-kinds.ts';
import { essentialName, indexTypes, type TypeIndex } from './btf-names.ts';
import { kindsAreCompatible } from './core-compatible.ts';
import { CoreKind, isEnumBased, isFieldBased, isTypeBased } from './core-kinds.ts';
import { localSpec, matchSpec, type Spec } from './core-spec.ts';
import { type CoreValue, coreValue } from './core-value.ts';
import { CoreRelocationError } from './errors.ts';

/** What a relocated instruction is to hold on this kernel. */
export interface Resolution {
  /** Unsigned 64-bit. */
  readonly value: bigint;
  /** What the compiler wrote for its own types. */
  readonly localValue: bigint;
  readonly isExact: boolean;
  /** Bytes of the field in the kernel and in the object; differ when a load must change its width. */
  readonly fieldBytes: number;
  readonly localFieldBytes: number;
  /** A load must not change its width: neither two pointers nor two unsigned integers. */
  readonly isUnsafeWidth: boolean;
  /** The instruction has no meaning here and must never run. */
  readonly isPoison: boolean;
}

/** Kinds a relocation's root type has. */
const ROOT_KINDS = [BtfKind.STRUCT, BtfKind.UNION, BtfKind.ENUM, BtfKind.ENUM64, BtfKind.TYPEDEF, BtfKind.INT, BtfKind.FLOAT, BtfKind.FWD];
/** Functions are what iterators attach to; no relocation takes one for a type. */
const INDEXED_KINDS = [...ROOT_KINDS, BtfKind.FUNC];

/** Names of the kernel's types these relocations need, without flavours. */
export function wantedNames(local: Btf, relocations: Iterable<CoreRelocation>): Set<string> {
  const names = new Set<string>();
  for (const relocation of relocations) names.add(essentialName(local.name(relocation.type)));
  names.delete('');
  return names;
}

/** Ids of the kernel's types and functions of those names. */
export function indexKernelTypes(kernel: Btf, names: Iterable<string>): TypeIndex {
  return indexTypes(kernel, names, INDEXED_KINDS);
}

/**
 * Answers CO-RE relocations of one object against one kernel, each question once. All types of the kernel's with the name of the
 * relocation's root are candidates; those that fit must agree on the answer. Semantics: libbpf's `bpf_core_calc_relo_insn`.
 */
export class CoreResolver {
  readonly #local: Btf;
  readonly #kernel: Btf;
  readonly #index: TypeIndex;
  readonly #candidates = new Map<number, readonly number[]>();
  readonly #answers = new Map<string, Resolution>();

  constructor(local: Btf, kernel: Btf, index: TypeIndex) {
    this.#local = local;
    this.#kernel = kernel;
    this.#index = index;
  }

  /** Throws CoreRelocationError when candidates disagree or the relocation is not in a form that can be answered. */
  resolve(relocation: CoreRelocation): Resolution {
    const question = `${relocation.kind} ${relocation.type} ${relocation.access}`;
    let answer = this.#answers.get(question);
    if (answer === undefined) {
      answer = this.#answer(relocation);
      this.#answers.set(question, answer);
    }
    return answer;
  }

  #answer(relocation: CoreRelocation): Resolution {
    const { kind, type } = relocation;
    if (!isFieldBased(kind) && !isTypeBased(kind) && !isEnumBased(kind))
      throw new CoreRelocationError(`relocation kind ${kind} is unknown`);
    const spec = localSpec(this.#local, relocation);
    if (kind === CoreKind.TYPE_ID_LOCAL) return fixed(BigInt(type));
    if (this.#local.name(type) === '') throw new CoreRelocationError(`type ${type} of the object has no name to look for in the kernel`);
    const localValue = coreValue(kind, spec);
    const candidates = this.#candidatesOf(type);
    const fitting: number[] = [];
    let chosen: { resolution: Resolution; bitOffset: number } | undefined;
    for (const candidate of candidates) {
      const target = matchSpec(spec, kind, this.#kernel, candidate);
      if (target === undefined) continue;
      fitting.push(candidate);
      const resolution = this.#combine(spec, localValue, target, coreValue(kind, target));
      if (chosen === undefined) chosen = { resolution, bitOffset: target.bitOffset };
      else if (chosen.bitOffset !== target.bitOffset || !agree(chosen.resolution, resolution)) {
        throw new CoreRelocationError(`the kernel has several types '${this.#local.name(type)}' that differ at '${relocation.access}'`);
      }
    }
    // Types that do not fit here are no candidates for later relocations of the same root either.
    if (fitting.length > 0) this.#candidates.set(type, fitting);
    return chosen?.resolution ?? this.#combine(spec, localValue, undefined, coreValue(kind, undefined));
  }

  #candidatesOf(type: number): readonly number[] {
    let candidates = this.#candidates.get(type);
    if (candidates === undefined) {
      const named = this.#index.get(essentialName(this.#local.name(type))) ?? [];
      candidates = named.filter((id) => kindsAreCompatible(this.#local, type, this.#kernel, id));
      this.#candidates.set(type, candidates);
    }
    return candidates;
  }

  #combine(local: Spec, localValue: CoreValue | undefined, target: Spec | undefined, value: CoreValue | undefined): Resolution {
    if (localValue === undefined || value === undefined) return { ...fixed(0n), isPoison: true };
    return {
      value: value.value,
      localValue: localValue.value,
      isExact: localValue.isExact,
      fieldBytes: value.fieldBytes,
      localFieldBytes: localValue.fieldBytes,
      isUnsafeWidth:
        target !== undefined && value.fieldBytes !== localValue.fieldBytes && !canChangeWidth(local.btf, localValue, target.btf, value),
      isPoison: false,
    };
  }
}

/** A narrower or wider load gives the same value only for what is zero-extended: pointers, unsigned integers. */
function canChangeWidth(local: Btf, localValue: CoreValue, target: Btf, value: CoreValue): boolean {
  const kind = local.kind(localValue.fieldType);
  if (kind !== target.kind(value.fieldType)) return false;
  if (kind === BtfKind.PTR) return true;
  return kind === BtfKind.INT && !isPlainSigned(local, localValue.fieldType) && !isPlainSigned(target, value.fieldType);
}

/** Signed and nothing else; a signed char or bool does not count, as in libbpf. */
function isPlainSigned(btf: Btf, type: number): boolean {
  return btf.intEncoding(type) === 1;
}

function agree(a: Resolution, b: Resolution): boolean {
  return a.isPoison === b.isPoison && a.value === b.value;
}

function fixed(value: bigint): Resolution {
  return { value, localValue: value, isExact: false, fieldBytes: 0, localFieldBytes: 0, isUnsafeWidth: false, isPoison: false };
}
