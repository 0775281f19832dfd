import type { Btf } from './btf.ts';
import { CheckedBytes } from './bytes.ts';

/**
 * The `.BTF.ext` section (Documentation/bpf/btf.rst): what belongs to places in the code. Each of its three parts is a record
 * size and then, per ELF section, the section's name, a count and the records; a record's first word is a byte offset in
 * that section.
 */

const MAGIC = 0xeb9f;
const FUNCTION_RECORD_BYTES = 8;
const LINE_RECORD_BYTES = 16;
const CORE_RECORD_BYTES = 16;

/** `struct bpf_func_info`: the type (BTF FUNC) of the function that starts at `offset`. */
export interface FunctionInfo {
  readonly offset: number;
  readonly type: number;
}

/** `struct bpf_line_info`: the source line the instruction at `offset` was made from. */
export interface LineInfo {
  readonly offset: number;
  readonly fileName: number;
  readonly line: number;
  /** Line number << 10 | column. */
  readonly lineAndColumn: number;
}

/** `struct bpf_core_relo`: the instruction at `offset` depends on the layout of the kernel's types. */
export interface CoreRelocation {
  readonly offset: number;
  /** In the object's own BTF. */
  readonly type: number;
  /** Path to the field, as `0:1:2`; for an enum the value's index; for a type `0`. */
  readonly access: string;
  /** `enum bpf_core_relo_kind`. */
  readonly kind: number;
}

/** Records by ELF section name, each list sorted by offset. */
export interface BtfExt {
  readonly functions: ReadonlyMap<string, readonly FunctionInfo[]>;
  readonly lines: ReadonlyMap<string, readonly LineInfo[]>;
  readonly relocations: ReadonlyMap<string, readonly CoreRelocation[]>;
}

/** Reads the section; `btf` resolves its string offsets. Throws MalformedObjectError. */
export function parseBtfExt(bytes: Uint8Array, btf: Btf): BtfExt {
  const ext = new CheckedBytes(bytes, 'section .BTF.ext');
  if (ext.u16(0) !== MAGIC) throw ext.error(0, 'not BTF.ext of this byte order');
  const headerBytes = ext.u32(4);
  const part = <T extends { readonly offset: number }>(field: number, recordBytes: number, read: (at: number) => T): Map<string, T[]> =>
    // Parts the header is too short to name are absent: CO-RE came later than the others.
    headerBytes >= field + 8
      ? readPart(ext, btf, headerBytes + ext.u32(field), ext.u32(field + 4), recordBytes, read)
      : new Map<string, T[]>();
  return {
    functions: part(8, FUNCTION_RECORD_BYTES, (at) => ({ offset: ext.u32(at), type: ext.u32(at + 4) })),
    lines: part(16, LINE_RECORD_BYTES, (at) => ({
      offset: ext.u32(at),
      fileName: ext.u32(at + 4),
      line: ext.u32(at + 8),
      lineAndColumn: ext.u32(at + 12),
    })),
    relocations: part(24, CORE_RECORD_BYTES, (at) => ({
      offset: ext.u32(at),
      type: ext.u32(at + 4),
      access: btf.string(ext.u32(at + 8)),
      kind: ext.u32(at + 12),
    })),
  };
}

function readPart<T extends { readonly offset: number }>(
  ext: CheckedBytes,
  btf: Btf,
  start: number,
  length: number,
  minimumBytes: number,
  read: (at: number) => T,
): Map<string, T[]> {
  const bySection = new Map<string, T[]>();
  if (length === 0) return bySection;
  const recordBytes = ext.u32(start);
  if (recordBytes < minimumBytes) throw ext.error(start, `records of ${recordBytes} bytes, at least ${minimumBytes} wanted`);
  const end = start + length;
  let at = start + 4;
  while (at < end) {
    const section = btf.string(ext.u32(at));
    const count = ext.u32(at + 4);
    at += 8;
    if (at + count * recordBytes > end) throw ext.error(at, `${count} records of section ${section} reach beyond their part`);
    const records = bySection.get(section) ?? [];
    for (let i = 0; i < count; i++, at += recordBytes) records.push(read(at));
    bySection.set(section, records);
  }
  for (const records of bySection.values()) records.sort((a, b) => a.offset - b.offset);
  return bySection;
}
