import type { Btf } from './btf.ts';
import type { CoreRelocation } from './btf-ext.ts';
import { BtfKind, kindName } from './btf-kinds.ts';
import { essentialName } from './btf-names.ts';
import { fieldsAreCompatible, typesAreCompatible } from './core-compatible.ts';
import { CoreKind, isEnumBased, isTypeBased } from './core-kinds.ts';
import { typesMatch } from './core-match.ts';
import { CoreRelocationError } from './errors.ts';

/** Steps of an access path; as libbpf. */
const MAX_STEPS = 64;

/** One named field, or (without a name) one array element, on the way from a root type to what a relocation asks about. */
export interface Step {
  /** The struct or union that has the field, or the element's type. */
  readonly type: number;
  /** Index of the member in it, or of the element. */
  readonly index: number;
  readonly name: string | undefined;
}

/** A place in a type: which root, which way, how many bits from the start. Enum values have one step, types none. */
export interface Spec {
  readonly btf: Btf;
  readonly root: number;
  readonly steps: readonly Step[];
  readonly bitOffset: number;
}

/** What the relocation means in the object's own types. Anonymous structs on the way are no steps: the kernel may nest them otherwise. */
export function localSpec(btf: Btf, relocation: CoreRelocation): Spec {
  const refuse = (what: string): never => {
    throw new CoreRelocationError(`access '${relocation.access}' to type ${relocation.type} (${btf.name(relocation.type)}): ${what}`);
  };
  if (isTypeBased(relocation.kind)) {
    if (relocation.access !== '0') refuse('a whole type is accessed as 0');
    return { btf, root: relocation.type, steps: [], bitOffset: 0 };
  }
  if (!/^\d{1,9}(:\d{1,9})*$/.test(relocation.access)) refuse('not numbers with colons between');
  const path = relocation.access.split(':').map(Number);
  if (path.length > MAX_STEPS) refuse(`more than ${MAX_STEPS} steps`);
  const first = path[0]!;
  let type = btf.skipModifiers(relocation.type);
  if (isEnumBased(relocation.kind)) {
    if (!btf.isEnum(type) || path.length > 1 || first >= btf.length(type)) refuse('not a value of an enum');
    return { btf, root: relocation.type, steps: [{ type, index: first, name: btf.enumValueName(type, first) }], bitOffset: 0 };
  }
  const steps: Step[] = [{ type, index: first, name: undefined }];
  let bitOffset = first * btf.size(type) * 8;
  for (const index of path.slice(1)) {
    type = btf.skipModifiers(type);
    if (btf.isComposite(type)) {
      if (index >= btf.length(type)) refuse(`${btf.name(type)} has no member ${index}`);
      const member = btf.member(type, index);
      bitOffset += member.bitOffset;
      if (member.name !== '') steps.push({ type, index, name: member.name });
      type = member.type;
    } else if (btf.kind(type) === BtfKind.ARRAY) {
      const array = btf.array(type);
      if (index >= array.count && !isFlexibleArray(btf, steps.at(-1), array.count)) refuse(`element ${index} of ${array.count}`);
      type = btf.skipModifiers(array.elementType);
      steps.push({ type, index, name: undefined });
      bitOffset += index * btf.size(type) * 8;
    } else {
      refuse(`a ${kindName(btf.kind(type))} has no parts`);
    }
  }
  return { btf, root: relocation.type, steps, bitOffset };
}

/** An array without a length that is its struct's last member goes on as far as it is accessed. */
function isFlexibleArray(btf: Btf, holder: Step | undefined, count: number): boolean {
  return holder?.name !== undefined && count === 0 && holder.index === btf.length(holder.type) - 1;
}

/** The same place in a type of the kernel, or undefined when that type has no such place. */
export function matchSpec(local: Spec, kind: number, target: Btf, candidate: number): Spec | undefined {
  if (isTypeBased(kind)) {
    const fits = kind === CoreKind.TYPE_MATCHES ? typesMatch : typesAreCompatible;
    return fits(local.btf, local.root, target, candidate) ? { btf: target, root: candidate, steps: [], bitOffset: 0 } : undefined;
  }
  if (isEnumBased(kind)) return matchEnumValue(local.steps[0]!, target, candidate);
  const steps: Step[] = [];
  let bitOffset = 0;
  let type = candidate;
  for (const step of local.steps) {
    type = target.skipModifiers(type);
    if (step.name !== undefined) {
      const found = findMember(local.btf, step, target, type);
      if (found === undefined) return undefined;
      steps.push(found.step);
      bitOffset += found.bitOffset;
      type = found.type;
      continue;
    }
    // The first step is an element of an imagined array of the root type.
    if (steps.length > 0) {
      if (target.kind(type) !== BtfKind.ARRAY) return undefined;
      const array = target.array(type);
      if (step.index >= array.count && !isFlexibleArray(target, steps.at(-1), array.count)) return undefined;
      type = target.skipModifiers(array.elementType);
    }
    steps.push({ type, index: step.index, name: undefined });
    bitOffset += step.index * target.size(type) * 8;
  }
  return { btf: target, root: candidate, steps, bitOffset };
}

function matchEnumValue(wanted: Step, target: Btf, candidate: number): Spec | undefined {
  const type = target.skipModifiers(candidate);
  if (!target.isEnum(type)) return undefined;
  const name = essentialName(wanted.name ?? '');
  for (let index = 0; index < target.length(type); index++) {
    const valueName = target.enumValueName(type, index);
    if (essentialName(valueName) === name) return { btf: target, root: candidate, steps: [{ type, index, name: valueName }], bitOffset: 0 };
  }
  return undefined;
}

interface FoundMember {
  readonly step: Step;
  /** From the start of the type that was searched. */
  readonly bitOffset: number;
  readonly type: number;
}

/** Searches the member by name, in anonymous structs and unions too. One of the right name that does not fit ends the search of its struct. */
function findMember(local: Btf, wanted: Step, target: Btf, outer: number, depth = 0): FoundMember | undefined {
  const type = target.skipModifiers(outer);
  if (!target.isComposite(type)) return undefined;
  if (depth > MAX_STEPS) throw new CoreRelocationError(`type ${type} of the kernel nests more than ${MAX_STEPS} anonymous structs`);
  const found = target.findMember(type, wanted.name ?? '', (index, isAnonymous): FoundMember | 'unfit' | undefined => {
    const member = target.member(type, index);
    if (isAnonymous) {
      const inner = findMember(local, wanted, target, member.type, depth + 1);
      return inner === undefined ? undefined : { ...inner, bitOffset: inner.bitOffset + member.bitOffset };
    }
    const fits = fieldsAreCompatible(local, local.member(wanted.type, wanted.index).type, target, member.type);
    return fits ? { step: { type, index, name: member.name }, bitOffset: member.bitOffset, type: member.type } : 'unfit';
  });
  return found === 'unfit' ? undefined : found;
}
