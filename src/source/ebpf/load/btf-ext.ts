import type { Btf } from './btf.ts';
import { CheckedBytes } from './bytes.ts';

/**
 * The `.BTF.ext` section (Documentation/bpf/btf.rst): what belongs to places in the code. Each of its three parts is a record
 * size and then, per ELF section, the section's name, a count and the records; a record's first word is a byte offset in
 * that section.
 */

const MAGIC = 0xeb9f;
/** Words of the records this loader knows; later compilers may append more to each. */
const FUNCTION_WORDS = 2;
const LINE_WORDS = 4;
const CORE_WORDS = 4;

/** `struct bpf_core_relo`: the instruction at `offset` depends on the layout of the kernel's types. */
export interface CoreRelocation {
  /** Bytes from the start of its ELF section. */
  readonly offset: number;
  /** In the object's own BTF. */
  readonly type: number;
  /** Path to the field, as `0:1:2`; for an enum the value's index; for a type `0`. */
  readonly access: string;
  /** `enum bpf_core_relo_kind`. */
  readonly kind: number;
}

/** Records of one section as rows of 32-bit words, sorted by the first word, the offset. */
export interface RecordRows {
  readonly words: Uint32Array;
  /** Words of one row. */
  readonly width: number;
}

/** Records by ELF section name. */
export interface BtfExt {
  /** `struct bpf_func_info`: offset, type (BTF FUNC) of the function that starts there. */
  readonly functions: ReadonlyMap<string, RecordRows>;
  /** `struct bpf_line_info`: offset, file name and line (both as string offsets), line number << 10 | column. */
  readonly lines: ReadonlyMap<string, RecordRows>;
  /** `struct bpf_core_relo` in the order of their offsets. */
  readonly relocations: ReadonlyMap<string, readonly CoreRelocation[]>;
}

/** Reads the section; `btf` resolves its string offsets. Throws MalformedObjectError. */
export function parseBtfExt(bytes: Uint8Array, btf: Btf): BtfExt {
  const ext = new CheckedBytes(bytes, 'section .BTF.ext');
  if (ext.u16(0) !== MAGIC) throw ext.error(0, 'not BTF.ext of this byte order');
  const headerBytes = ext.u32(4);
  const part = (field: number, width: number): Map<string, RecordRows> =>
    // Parts the header is too short to name are absent: CO-RE came later than the others.
    headerBytes >= field + 8 ? readPart(ext, btf, headerBytes + ext.u32(field), ext.u32(field + 4), width) : new Map<string, RecordRows>();
  const relocations = new Map<string, CoreRelocation[]>();
  for (const [section, rows] of part(24, CORE_WORDS)) relocations.set(section, coreRelocations(rows, btf));
  return { functions: part(8, FUNCTION_WORDS), lines: part(16, LINE_WORDS), relocations };
}

function coreRelocations({ words, width }: RecordRows, btf: Btf): CoreRelocation[] {
  const relocations: CoreRelocation[] = [];
  for (let at = 0; at < words.length; at += width) {
    relocations.push({ offset: words[at]!, type: words[at + 1]!, access: btf.string(words[at + 2]!), kind: words[at + 3]! });
  }
  return relocations;
}

function readPart(ext: CheckedBytes, btf: Btf, start: number, length: number, width: number): Map<string, RecordRows> {
  const bySection = new Map<string, RecordRows>();
  if (length === 0) return bySection;
  const recordBytes = ext.u32(start);
  if (recordBytes < width * 4 || recordBytes % 4 !== 0)
    throw ext.error(start, `records of ${recordBytes} bytes, at least ${width * 4} wanted`);
  const end = start + length;
  let at = start + 4;
  while (at < end) {
    const section = btf.string(ext.u32(at));
    const count = ext.u32(at + 4);
    at += 8;
    if (at + count * recordBytes > end) throw ext.error(at, `${count} records of section ${section} reach beyond their part`);
    if (bySection.has(section)) throw ext.error(at, `section ${section} comes twice`);
    bySection.set(section, readRows(ext, at, count, recordBytes, width));
    at += count * recordBytes;
  }
  return bySection;
}

function readRows(ext: CheckedBytes, start: number, count: number, recordBytes: number, width: number): RecordRows {
  const rows = new Uint32Array(ext.slice(start, count * recordBytes).slice().buffer, 0, (count * recordBytes) / 4);
  const words = recordBytes === width * 4 ? rows : new Uint32Array(count * width);
  for (let row = 0; row < count; row++) {
    if (words !== rows) words.set(rows.subarray((row * recordBytes) / 4, (row * recordBytes) / 4 + width), row * width);
    if (row > 0 && words[row * width]! < words[(row - 1) * width]!)
      throw ext.error(start + row * recordBytes, 'records are not in the order of the code');
  }
  return { words, width };
}
