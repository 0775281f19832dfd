import type { Btf } from './btf.ts';
import { BtfKind } from './btf-kinds.ts';
import { essentialName } from './btf-names.ts';
import { CoreRelocationError } from './errors.ts';

/** Structs and prototypes inside each other that are followed; as libbpf. */
const MAX_LEVEL = 32;
const MAX_DEPTH = 32;

/**
 * Whether a type of the kernel's "matches" one of the object's (`bpf_core_type_matches`): stricter than compatible. Names agree
 * at every step, integers have the same width and sign, every member and enum value of the object's type is in the kernel's;
 * behind a pointer a struct is compared by name only. The rules are libbpf's.
 */
export function typesMatch(local: Btf, localType: number, target: Btf, targetType: number): boolean {
  return match(local, localType, target, targetType, false, MAX_LEVEL);
}

function match(local: Btf, localType: number, target: Btf, targetType: number, isBehindPointer: boolean, level: number): boolean {
  if (level <= 0) throw new CoreRelocationError(`type ${localType} of the object is nested deeper than ${MAX_LEVEL}`);
  let behindPointer = isBehindPointer;
  let localId = localType;
  let targetId = targetType;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    localId = local.skipModifiers(localId);
    targetId = target.skipModifiers(targetId);
    if (!namesAgree(local.name(localId), target.name(targetId))) return false;
    const kind = local.kind(localId);
    const targetKind = target.kind(targetId);
    switch (kind) {
      case BtfKind.VOID:
        return targetKind === kind;
      case BtfKind.FWD:
        return forwardMatches(local.kindFlag(localId), target, targetId, behindPointer);
      case BtfKind.ENUM:
      case BtfKind.ENUM64:
        return target.isEnum(targetId) && enumsMatch(local, localId, target, targetId);
      case BtfKind.STRUCT:
      case BtfKind.UNION:
        if (behindPointer) {
          return kind === targetKind || (targetKind === BtfKind.FWD && (kind === BtfKind.UNION) === target.kindFlag(targetId));
        }
        return kind === targetKind && membersMatch(local, localId, target, targetId, level);
      case BtfKind.INT:
        return (
          kind === targetKind &&
          local.sizeOrType(localId) === target.sizeOrType(targetId) &&
          local.isSignedInt(localId) === target.isSignedInt(targetId)
        );
      case BtfKind.PTR:
        if (kind !== targetKind) return false;
        behindPointer = true;
        localId = local.sizeOrType(localId);
        targetId = target.sizeOrType(targetId);
        break;
      case BtfKind.ARRAY: {
        if (kind !== targetKind) return false;
        const localArray = local.array(localId);
        const targetArray = target.array(targetId);
        if (localArray.count !== targetArray.count) return false;
        localId = localArray.elementType;
        targetId = targetArray.elementType;
        break;
      }
      case BtfKind.FUNC_PROTO:
        if (kind !== targetKind || !parametersMatch(local, localId, target, targetId, behindPointer, level)) return false;
        localId = local.sizeOrType(localId);
        targetId = target.sizeOrType(targetId);
        break;
      default:
        return false;
    }
  }
  throw new CoreRelocationError(`type ${localType} of the object is nested deeper than ${MAX_DEPTH}`);
}

/** An unnamed type of the kernel's agrees with an unnamed one only; flavours do not count. */
function namesAgree(local: string, target: string): boolean {
  return target === '' ? local === '' : essentialName(local) === essentialName(target);
}

/** A forward declaration stands for a struct or, with the kind flag, for a union. */
function forwardMatches(localIsUnion: boolean, target: Btf, targetId: number, behindPointer: boolean): boolean {
  const kind = target.kind(targetId);
  if (kind === BtfKind.FWD) return localIsUnion === target.kindFlag(targetId);
  return behindPointer && kind === (localIsUnion ? BtfKind.UNION : BtfKind.STRUCT);
}

function enumsMatch(local: Btf, localId: number, target: Btf, targetId: number): boolean {
  if (local.sizeOrType(localId) !== target.sizeOrType(targetId) || local.length(localId) > target.length(targetId)) return false;
  const targetNames: string[] = [];
  for (let index = 0; index < target.length(targetId); index++) targetNames.push(target.enumValueName(targetId, index));
  for (let index = 0; index < local.length(localId); index++) {
    const name = local.enumValueName(localId, index);
    if (!targetNames.some((targetName) => namesAgree(name, targetName))) return false;
  }
  return true;
}

function membersMatch(local: Btf, localId: number, target: Btf, targetId: number, level: number): boolean {
  const targetCount = target.length(targetId);
  if (local.length(localId) > targetCount) return false;
  for (let index = 0; index < local.length(localId); index++) {
    const wanted = local.member(localId, index);
    let found = false;
    for (let other = 0; other < targetCount && !found; other++) {
      const candidate = target.member(targetId, other);
      found = namesAgree(wanted.name, candidate.name) && match(local, wanted.type, target, candidate.type, false, level - 1);
    }
    if (!found) return false;
  }
  return true;
}

function parametersMatch(local: Btf, localId: number, target: Btf, targetId: number, behindPointer: boolean, level: number): boolean {
  const count = local.length(localId);
  if (count !== target.length(targetId)) return false;
  for (let index = 0; index < count; index++) {
    const localParameter = local.parameterType(localId, index);
    const targetParameter = target.parameterType(targetId, index);
    if (!match(local, localParameter, target, targetParameter, behindPointer, level - 1)) return false;
  }
  return true;
}
