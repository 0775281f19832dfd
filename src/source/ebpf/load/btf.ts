import { BtfKind, ITEM_WORDS, kindName, RECORD_WORDS } from './btf-kinds.ts';
import { MalformedObjectError } from './errors.ts';

/**
 * The BPF Type Format (Documentation/bpf/btf.rst; linux/btf.h): a header of 24 bytes, type records of 32-bit words numbered
 * from 1, a table of NUL-terminated strings. Type 0 is void.
 */

const MAGIC = 0xeb9f;
const HEADER_BYTES = 24;
/** Typedefs, arrays and qualifiers one behind the other; the kernel resolves as many. */
const MAX_DEPTH = 32;
const POINTER_BYTES = 8;
const INT_SIGNED = 1;

export interface BtfMember {
  /** Empty for an anonymous struct or union. */
  readonly name: string;
  readonly type: number;
  /** From the start of the struct, in bits. */
  readonly bitOffset: number;
  /** Width of a bit field, 0 for an ordinary member. */
  readonly bitSize: number;
}

export interface BtfArray {
  readonly elementType: number;
  readonly count: number;
}

/** One variable of a data section. */
export interface BtfVariable {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/**
 * Types by number, read in place: nothing is built per type, because a kernel has more than a hundred thousand of them.
 * Parsing checks that every record lies inside the type section; ids and string offsets are checked when they are followed.
 */
export class Btf {
  /** Header, types and strings; changed by whoever corrects records before handing them to the kernel. */
  readonly bytes: Uint8Array;
  /** `words[offsets[id]]` is the first word (the name's string offset) of type `id`. */
  readonly words: Uint32Array;
  readonly offsets: Uint32Array;
  /** Types and void. */
  readonly count: number;
  readonly part: string;
  readonly #strings: Buffer;

  /** `part` names this BTF in errors. Throws MalformedObjectError. */
  constructor(bytes: Uint8Array, part: string) {
    // Words are read through a Uint32Array, which needs its start on a multiple of 4.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    const malformed = (offset: number, what: string): never => {
      throw new MalformedObjectError(`${part}, byte ${offset}`, what);
    };
    if (aligned.length < HEADER_BYTES) malformed(0, `${aligned.length} bytes are less than a header`);
    const header = new DataView(aligned.buffer, aligned.byteOffset, HEADER_BYTES);
    if (header.getUint16(0, true) !== MAGIC) malformed(0, 'not BTF of this byte order');
    if (header.getUint8(2) !== 1) malformed(2, `BTF version ${header.getUint8(2)}, not 1`);
    const headerBytes = header.getUint32(4, true);
    const typesStart = headerBytes + header.getUint32(8, true);
    const typesBytes = header.getUint32(12, true);
    const stringsStart = headerBytes + header.getUint32(16, true);
    const stringsBytes = header.getUint32(20, true);
    if (headerBytes < HEADER_BYTES || typesStart % 4 !== 0 || typesBytes % 4 !== 0) malformed(4, 'type section not on a 4-byte boundary');
    if (typesStart + typesBytes > aligned.length) malformed(8, 'type section reaches beyond the end');
    if (stringsBytes === 0 || stringsStart + stringsBytes > aligned.length) malformed(16, 'string section reaches beyond the end');
    this.part = part;
    this.bytes = aligned;
    this.#strings = Buffer.from(aligned.buffer, aligned.byteOffset + stringsStart, stringsBytes);
    if (this.#strings[0] !== 0 || this.#strings[stringsBytes - 1] !== 0)
      malformed(stringsStart, 'string section without a NUL at its ends');
    this.words = new Uint32Array(aligned.buffer, aligned.byteOffset + typesStart, typesBytes / 4);
    const { offsets, count } = locateTypes(this.words, part, typesStart);
    this.offsets = offsets;
    this.count = count;
  }

  /** Ids of all types of one kind, ascending. */
  idsOfKind(kind: number): number[] {
    const { words, offsets, count } = this;
    const ids: number[] = [];
    for (let id = 1; id < count; id++) {
      if (((words[offsets[id]! + 1]! >>> 24) & 31) === kind) ids.push(id);
    }
    return ids;
  }

  /** `BtfKind` of a type. */
  kind(id: number): number {
    return id === 0 ? BtfKind.VOID : (this.words[this.#at(id) + 1]! >>> 24) & 31;
  }

  /** Members, values, parameters or variables of a type. */
  length(id: number): number {
    return id === 0 ? 0 : this.words[this.#at(id) + 1]! & 0xffff;
  }

  /** The info word's top bit: bit fields in a struct, signed values in an enum, a union in a forward declaration. */
  kindFlag(id: number): boolean {
    return id !== 0 && this.words[this.#at(id) + 1]! >>> 31 === 1;
  }

  /** The third word of the record: a size in bytes or a type, as the kind has it. */
  sizeOrType(id: number): number {
    return id === 0 ? 0 : this.words[this.#at(id) + 2]!;
  }

  name(id: number): string {
    return id === 0 ? '' : this.string(this.words[this.#at(id)]!);
  }

  /** The string at an offset of the string section, one character a byte. */
  string(offset: number): string {
    if (offset === 0) return '';
    const strings = this.#strings;
    if (offset >= strings.length) throw new MalformedObjectError(this.part, `string offset ${offset} of ${strings.length}`);
    let end = offset;
    // The constructor made sure that the last byte is NUL.
    while (strings[end] !== 0) end++;
    return strings.toString('latin1', offset, end);
  }

  /** Whether the string at that offset is `text`, without making a string of it. */
  isString(offset: number, text: string): boolean {
    const strings = this.#strings;
    for (let i = 0; i < text.length; i++) if (strings[offset + i] !== text.charCodeAt(i)) return false;
    return strings[offset + text.length] === 0;
  }

  get stringBytes(): Uint8Array {
    return this.#strings;
  }

  /** The type behind typedefs, const, volatile, restrict and type tags. */
  skipModifiers(id: number): number {
    let type = id;
    for (let depth = 0; depth <= MAX_DEPTH; depth++) {
      switch (this.kind(type)) {
        case BtfKind.TYPEDEF:
        case BtfKind.VOLATILE:
        case BtfKind.CONST:
        case BtfKind.RESTRICT:
        case BtfKind.TYPE_TAG:
          type = this.sizeOrType(type);
          break;
        default:
          return type;
      }
    }
    throw new MalformedObjectError(this.part, `type ${id} is hidden behind more than ${MAX_DEPTH} others`);
  }

  /** Bytes a value of this type takes; throws for a type without size (void, function, forward declaration). */
  size(id: number): number {
    let elements = 1;
    let type = id;
    for (let depth = 0; depth <= MAX_DEPTH; depth++) {
      type = this.skipModifiers(type);
      const kind = this.kind(type);
      switch (kind) {
        case BtfKind.PTR:
          return elements * POINTER_BYTES;
        case BtfKind.INT:
        case BtfKind.STRUCT:
        case BtfKind.UNION:
        case BtfKind.ENUM:
        case BtfKind.ENUM64:
        case BtfKind.FLOAT:
        case BtfKind.DATASEC:
          return elements * this.sizeOrType(type);
        case BtfKind.VAR:
          type = this.sizeOrType(type);
          break;
        case BtfKind.ARRAY: {
          const array = this.array(type);
          elements *= array.count;
          type = array.elementType;
          break;
        }
        default:
          throw new MalformedObjectError(this.part, `type ${id} is a ${kindName(kind)} and has no size`);
      }
    }
    throw new MalformedObjectError(this.part, `type ${id} is nested deeper than ${MAX_DEPTH}`);
  }

  array(id: number): BtfArray {
    const at = this.#expect(id, BtfKind.ARRAY) + 3;
    return { elementType: this.words[at]!, count: this.words[at + 2]! };
  }

  isComposite(id: number): boolean {
    const kind = this.kind(id);
    return kind === BtfKind.STRUCT || kind === BtfKind.UNION;
  }

  isEnum(id: number): boolean {
    const kind = this.kind(id);
    return kind === BtfKind.ENUM || kind === BtfKind.ENUM64;
  }

  /** Member `index` of a struct or union. */
  member(id: number, index: number): BtfMember {
    const at = this.#memberAt(id, index);
    const packed = this.words[at + 2]!;
    const hasBitFields = this.kindFlag(id);
    return {
      name: this.string(this.words[at]!),
      type: this.words[at + 1]!,
      bitOffset: hasBitFields ? packed & 0xffffff : packed,
      bitSize: hasBitFields ? packed >>> 24 : 0,
    };
  }

  /**
   * Calls `visit` with the index of each member that is called `name` or is anonymous, in order, until one call returns something;
   * that is the result. Most members of the kernel's large structs are neither, and cost a comparison only.
   */
  findMember<T>(id: number, name: string, visit: (index: number, isAnonymous: boolean) => T | undefined): T | undefined {
    const { words } = this;
    const strings = this.#strings;
    const first = name.charCodeAt(0);
    const start = this.#at(id) + 3;
    const length = this.length(id);
    for (let index = 0; index < length; index++) {
      const nameOffset = words[start + 3 * index]!;
      if (nameOffset !== 0 && (strings[nameOffset] !== first || !this.isString(nameOffset, name))) continue;
      const result = visit(index, nameOffset === 0);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  /** Name of value `index` of an enum of either width. */
  enumValueName(id: number, index: number): string {
    return this.string(this.words[this.#enumValueAt(id, index)]!);
  }

  /** Value `index` of an enum of either width; a 32-bit one is sign-extended, whatever the enum's signedness, as libbpf does. */
  enumValue(id: number, index: number): bigint {
    const at = this.#enumValueAt(id, index);
    if (this.kind(id) === BtfKind.ENUM) return BigInt(this.words[at + 1]! | 0);
    return (BigInt(this.words[at + 2]!) << 32n) | BigInt(this.words[at + 1]!);
  }

  /** Type of parameter `index` of a function prototype; 0 for `...`. */
  parameterType(id: number, index: number): number {
    const at = this.#expect(id, BtfKind.FUNC_PROTO);
    if (index >= this.length(id)) throw new MalformedObjectError(this.part, `parameter ${index} of type ${id}`);
    return this.words[at + 3 + 2 * index + 1]!;
  }

  /** Variable `index` of a data section. */
  variable(id: number, index: number): BtfVariable {
    const at = this.#expect(id, BtfKind.DATASEC) + 3 + 3 * index;
    if (index >= this.length(id)) throw new MalformedObjectError(this.part, `variable ${index} of type ${id}`);
    return { type: this.words[at]!, offset: this.words[at + 1]!, size: this.words[at + 2]! };
  }

  /** The word after an integer's record: encoding, bit offset, width. */
  #intWord(id: number): number {
    return this.words[this.#expect(id, BtfKind.INT) + 3]!;
  }

  isSignedInt(id: number): boolean {
    return ((this.#intWord(id) >>> 24) & INT_SIGNED) !== 0;
  }

  /** Encoding bits of an integer: signed 1, char 2, bool 4. */
  intEncoding(id: number): number {
    return (this.#intWord(id) >>> 24) & 15;
  }

  /** Bits the integer starts into its bytes: not 0 only in the old way of writing bit fields. */
  intBitOffset(id: number): number {
    return (this.#intWord(id) >>> 16) & 255;
  }

  #memberAt(id: number, index: number): number {
    const at = this.#at(id);
    if (!this.isComposite(id) || index >= this.length(id)) {
      throw new MalformedObjectError(this.part, `member ${index} of type ${id} (${kindName(this.kind(id))})`);
    }
    return at + 3 + 3 * index;
  }

  #enumValueAt(id: number, index: number): number {
    const kind = this.kind(id);
    if (!this.isEnum(id) || index >= this.length(id)) {
      throw new MalformedObjectError(this.part, `value ${index} of type ${id} (${kindName(kind)})`);
    }
    return this.#at(id) + 3 + (kind === BtfKind.ENUM ? 2 : 3) * index;
  }

  #expect(id: number, kind: number): number {
    if (this.kind(id) !== kind) {
      throw new MalformedObjectError(this.part, `type ${id} is a ${kindName(this.kind(id))}, not a ${kindName(kind)}`);
    }
    return this.#at(id);
  }

  #at(id: number): number {
    if (!(id > 0 && id < this.count)) throw new MalformedObjectError(this.part, `type ${id} of ${this.count - 1}`);
    return this.offsets[id]!;
  }
}

/** Finds where each record starts: one pass over the types. */
function locateTypes(words: Uint32Array, part: string, typesStart: number): { offsets: Uint32Array; count: number } {
  const total = words.length;
  // No record is shorter than three words.
  const offsets = new Uint32Array(Math.floor(total / 3) + 2);
  let count = 1;
  let at = 0;
  while (at < total) {
    const info = words[at + 1]!;
    const kind = (info >>> 24) & 31;
    const base = RECORD_WORDS[kind]!;
    offsets[count] = at;
    at += base + ITEM_WORDS[kind]! * (info & 0xffff);
    if (base === 0 || at > total) {
      const what = base === 0 ? `type ${count} is of unknown ${kindName(kind)}` : `type ${count} reaches beyond the type section`;
      throw new MalformedObjectError(`${part}, byte ${typesStart + offsets[count]! * 4}`, what);
    }
    count++;
  }
  return { offsets, count };
}
