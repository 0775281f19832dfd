import type { Btf } from './btf.ts';
import { BtfKind } from './btf-kinds.ts';
import { type ElfObject, type ElfSection, findSection } from './elf.ts';
import { MalformedObjectError, NotSupportedError } from './errors.ts';
import { MapFlag, MapType } from './map-kinds.ts';
import type { GlobalValue, GlobalVariable } from './types.ts';

/** A map the object wants, before it exists. */
export interface MapDefinition {
  readonly name: string;
  readonly type: number;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
  readonly numaNode: number | undefined;
  /** BTF types of key and value, 0 when not described. */
  readonly keyType: number;
  readonly valueType: number;
  /** ELF section and the offset in it by which code refers to this map. A data map is the whole section. */
  readonly section: number;
  readonly offset: number;
  /** What a data map holds at the start. */
  readonly content: Uint8Array | undefined;
  /** Frozen once filled: the verifier then takes the values for constants. */
  readonly isReadOnly: boolean;
}

const MAPS_SECTION = '.maps';
const NUMA_NODE_FLAG = 1 << 2;

/**
 * The maps an object declares in its `.maps` section: structs whose members say with the length of an array (`__uint`) or the
 * type behind a pointer (`__type`) what the map is.
 */
export function declaredMaps(btf: Btf, elf: ElfObject): MapDefinition[] {
  const section = findSection(elf, MAPS_SECTION);
  if (section === undefined) return [];
  const id = dataSection(btf, MAPS_SECTION);
  if (id === undefined) throw new MalformedObjectError(btf.part, 'the section .maps is not described');
  const definitions: MapDefinition[] = [];
  for (let index = 0; index < btf.length(id); index++) {
    const variable = btf.variable(id, index);
    definitions.push(declaredMap(btf, variable.type, section.index, variable.offset));
  }
  return definitions;
}

function declaredMap(btf: Btf, variable: number, section: number, offset: number): MapDefinition {
  const name = btf.name(variable);
  const struct = btf.skipModifiers(btf.sizeOrType(variable));
  if (btf.kind(struct) !== BtfKind.STRUCT) throw new MalformedObjectError(btf.part, `map '${name}' is not a struct`);
  const numbers = new Map<string, number>();
  let keyType = 0;
  let valueType = 0;
  for (let index = 0; index < btf.length(struct); index++) {
    const member = btf.member(struct, index);
    switch (member.name) {
      case 'type':
      case 'max_entries':
      case 'map_flags':
      case 'key_size':
      case 'value_size':
      case 'numa_node':
        numbers.set(member.name, encodedNumber(btf, member.type));
        break;
      case 'key':
        keyType = pointedType(btf, member.type);
        break;
      case 'value':
        valueType = pointedType(btf, member.type);
        break;
      default:
        throw new NotSupportedError(
          `map '${name}' uses '${member.name}', which this loader does not do`,
          'rebuild the probe object without it',
        );
    }
  }
  const type = numbers.get('type') ?? 0;
  if (type === MapType.ARRAY_OF_MAPS || type === MapType.HASH_OF_MAPS || type === MapType.PROG_ARRAY) {
    throw new NotSupportedError(
      `map '${name}' holds maps or programs, which this loader does not do`,
      'rebuild the probe object without it',
    );
  }
  const numaNode = numbers.get('numa_node');
  return {
    name,
    type,
    keySize: keyType === 0 ? (numbers.get('key_size') ?? 0) : btf.size(keyType),
    valueSize: valueType === 0 ? (numbers.get('value_size') ?? 0) : btf.size(valueType),
    maxEntries: numbers.get('max_entries') ?? 0,
    flags: (numbers.get('map_flags') ?? 0) | (numaNode === undefined ? 0 : NUMA_NODE_FLAG),
    numaNode,
    keyType,
    valueType,
    section,
    offset,
    content: undefined,
    isReadOnly: false,
  };
}

/** `__uint(name, 5)` is `int (*name)[5]`. */
function encodedNumber(btf: Btf, type: number): number {
  return btf.array(btf.skipModifiers(pointedType(btf, type))).count;
}

function pointedType(btf: Btf, type: number): number {
  const pointer = btf.skipModifiers(type);
  if (btf.kind(pointer) !== BtfKind.PTR) throw new MalformedObjectError(btf.part, `type ${type} in a map's definition is no pointer`);
  return btf.sizeOrType(pointer);
}

function dataSection(btf: Btf, name: string): number | undefined {
  return btf.idsOfKind(BtfKind.DATASEC).find((id) => btf.name(id) === name);
}

const DATA_SECTION = /^\.(rodata|data|bss)(\.|$)/;

/** One array map for each section of global variables, named like the section, with the section's bytes as its only value. */
export function dataMaps(btf: Btf, elf: ElfObject): MapDefinition[] {
  const definitions: MapDefinition[] = [];
  for (const section of elf.sections) {
    if (!DATA_SECTION.test(section.name) || section.size === 0) continue;
    if (elf.relocations.has(section.index)) {
      throw new NotSupportedError(
        `the section ${section.name} holds addresses, which this loader does not do`,
        'rebuild the probe object without pointers in global variables',
      );
    }
    definitions.push(dataMap(section, dataSection(btf, section.name) ?? 0));
  }
  return definitions;
}

/** More than any probe has, less than what would let a damaged file exhaust memory. */
const MAX_DATA_BYTES = 1 << 26;

function dataMap(section: ElfSection, valueType: number): MapDefinition {
  if (section.size > MAX_DATA_BYTES) throw new MalformedObjectError(`section ${section.name}`, `${section.size} bytes of global variables`);
  const isReadOnly = section.name.startsWith('.rodata');
  const content = new Uint8Array(section.size);
  content.set(section.data);
  return {
    name: section.name,
    type: MapType.ARRAY,
    keySize: 4,
    valueSize: section.size,
    maxEntries: 1,
    flags: MapFlag.MMAPABLE | (isReadOnly ? MapFlag.RDONLY_PROG : 0),
    numaNode: undefined,
    keyType: 0,
    valueType,
    section: section.index,
    offset: 0,
    content,
    isReadOnly,
  };
}

/** Where the global variables of these data maps live, by C name. */
export function globalVariables(btf: Btf, maps: readonly MapDefinition[]): Map<string, GlobalVariable> {
  const variables = new Map<string, GlobalVariable>();
  for (const map of maps) {
    if (map.content === undefined || map.valueType === 0) continue;
    for (let index = 0; index < btf.length(map.valueType); index++) {
      const variable = btf.variable(map.valueType, index);
      if (variable.offset + variable.size > map.valueSize) {
        throw new MalformedObjectError(btf.part, `variable '${btf.name(variable.type)}' reaches beyond ${map.name}`);
      }
      variables.set(btf.name(variable.type), { map: map.name, offset: variable.offset, size: variable.size });
    }
  }
  return variables;
}

/** Writes initial values into the content of data maps. Throws RangeError for an unknown variable or a value of the wrong size. */
export function setGlobals(
  maps: readonly MapDefinition[],
  variables: ReadonlyMap<string, GlobalVariable>,
  values: Readonly<Record<string, GlobalValue>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const variable = variables.get(name);
    const content = maps.find((map) => map.name === variable?.map)?.content;
    if (variable === undefined || content === undefined) throw new RangeError(`the object has no global variable '${name}'`);
    content.set(globalBytes(name, value, variable.size), variable.offset);
  }
}

function globalBytes(name: string, value: GlobalValue, size: number): Uint8Array {
  if (value instanceof Uint8Array) {
    if (value.length !== size) throw new RangeError(`global variable '${name}' has ${size} bytes, not ${value.length}`);
    return value;
  }
  const integer = BigInt(value);
  if (size > 8 || (BigInt.asIntN(size * 8, integer) !== integer && BigInt.asUintN(size * 8, integer) !== integer)) {
    throw new RangeError(`${integer} does not fit the global variable '${name}' of ${size} bytes`);
  }
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, integer, true);
  return bytes.subarray(0, size);
}
