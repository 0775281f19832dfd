/**
 * The argument of a bpf(2) command, field by field at the offsets of `union bpf_attr` (linux/bpf.h). As long as the fields in
 * use and no longer: a kernel that knows fewer fields refuses what stands beyond them, unless it is zero.
 */
export class Attr {
  readonly bytes: Uint8Array;
  /** Memory the kernel is pointed to; addresses are filled in right before the call. */
  readonly pointers: { readonly offset: number; readonly target: Uint8Array }[] = [];
  readonly #view: DataView;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.#view = new DataView(this.bytes.buffer);
  }

  u32(offset: number, value: number): this {
    this.#view.setUint32(offset, value, true);
    return this;
  }

  u64(offset: number, value: bigint): this {
    this.#view.setBigUint64(offset, value, true);
    return this;
  }

  /** A pointer to `target`, which lives at least as long as this object. Empty memory is a null pointer. */
  pointer(offset: number, target: Uint8Array): this {
    if (target.length > 0) this.pointers.push({ offset, target });
    return this;
  }

  /** A name in a field of 16 bytes (`BPF_OBJ_NAME_LEN`): 15 characters of those the kernel allows in names. */
  objectName(offset: number, name: string): this {
    const allowed = name.replace(/[^A-Za-z0-9_.]/g, '_').slice(0, 15);
    for (let i = 0; i < allowed.length; i++) this.bytes[offset + i] = allowed.charCodeAt(i);
    return this;
  }

  getU32(offset: number): number {
    return this.#view.getUint32(offset, true);
  }
}
