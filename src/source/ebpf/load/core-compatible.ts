import type { Btf } from './btf.ts';
import { BtfKind } from './btf-kinds.ts';
import { essentialName } from './btf-names.ts';
import { CoreRelocationError } from './errors.ts';

/**
 * When a type of the object and a type of the kernel count as the same thing for CO-RE. The rules are libbpf's: an object must
 * mean the same whichever loader puts it into the kernel.
 */

/** Function prototypes inside function prototypes that are followed; as libbpf. */
const MAX_NESTED_PROTOTYPES = 32;
const MAX_DEPTH = 32;

/** Same kind, where enums of 32 and 64 bits are one. */
export function kindsAreCompatible(local: Btf, localId: number, target: Btf, targetId: number): boolean {
  return local.kind(localId) === target.kind(targetId) || (local.isEnum(localId) && target.isEnum(targetId));
}

/**
 * Whether a field of the kernel's can stand for a field of the object's: any struct or union for any other, pointers and
 * floats always, integers of any width, enums and forward declarations by name, arrays by their elements.
 */
export function fieldsAreCompatible(local: Btf, localType: number, target: Btf, targetType: number): boolean {
  let localId = local.skipModifiers(localType);
  let targetId = target.skipModifiers(targetType);
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    if (local.isComposite(localId) && target.isComposite(targetId)) return true;
    if (!kindsAreCompatible(local, localId, target, targetId)) return false;
    switch (local.kind(localId)) {
      case BtfKind.PTR:
      case BtfKind.FLOAT:
        return true;
      case BtfKind.FWD:
      case BtfKind.ENUM:
      case BtfKind.ENUM64: {
        const localName = essentialName(local.name(localId));
        const targetName = essentialName(target.name(targetId));
        return localName === '' || targetName === '' || localName === targetName;
      }
      case BtfKind.INT:
        return local.intBitOffset(localId) === 0 && target.intBitOffset(targetId) === 0;
      case BtfKind.ARRAY:
        localId = local.skipModifiers(local.array(localId).elementType);
        targetId = target.skipModifiers(target.array(targetId).elementType);
        break;
      default:
        return false;
    }
  }
  throw new CoreRelocationError(`type ${localType} of the object is an array nested deeper than ${MAX_DEPTH}`);
}

/**
 * Whether a type of the kernel's has the same shape as one of the object's, for "does this type exist" and "how large is it".
 * Names were compared before; members of structs are not looked at.
 */
export function typesAreCompatible(local: Btf, localType: number, target: Btf, targetType: number, level = MAX_NESTED_PROTOTYPES): boolean {
  if (!kindsAreCompatible(local, localType, target, targetType)) return false;
  let localId = localType;
  let targetId = targetType;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    localId = local.skipModifiers(localId);
    targetId = target.skipModifiers(targetId);
    if (!kindsAreCompatible(local, localId, target, targetId)) return false;
    switch (local.kind(localId)) {
      case BtfKind.VOID:
      case BtfKind.STRUCT:
      case BtfKind.UNION:
      case BtfKind.ENUM:
      case BtfKind.ENUM64:
      case BtfKind.FWD:
        return true;
      case BtfKind.INT:
        return local.intBitOffset(localId) === 0 && target.intBitOffset(targetId) === 0;
      case BtfKind.PTR:
        localId = local.sizeOrType(localId);
        targetId = target.sizeOrType(targetId);
        break;
      case BtfKind.ARRAY:
        localId = local.array(localId).elementType;
        targetId = target.array(targetId).elementType;
        break;
      case BtfKind.FUNC_PROTO:
        if (!parametersAreCompatible(local, localId, target, targetId, level)) return false;
        localId = local.skipModifiers(local.sizeOrType(localId));
        targetId = target.skipModifiers(target.sizeOrType(targetId));
        break;
      default:
        return false;
    }
  }
  throw new CoreRelocationError(`type ${localType} of the object is nested deeper than ${MAX_DEPTH}`);
}

function parametersAreCompatible(local: Btf, localProto: number, target: Btf, targetProto: number, level: number): boolean {
  const count = local.length(localProto);
  if (count !== target.length(targetProto)) return false;
  for (let index = 0; index < count; index++) {
    if (level <= 0) throw new CoreRelocationError(`function type ${localProto} of the object is nested too deep`);
    const localParameter = local.skipModifiers(local.parameterType(localProto, index));
    const targetParameter = target.skipModifiers(target.parameterType(targetProto, index));
    if (!typesAreCompatible(local, localParameter, target, targetParameter, level - 1)) return false;
  }
  return true;
}
