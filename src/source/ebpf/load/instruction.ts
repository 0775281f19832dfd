/**
 * BPF instructions as bytes (Documentation/bpf/standardization/instruction-set.rst): opcode u8, destination and source
 * register 4 bits each, offset i16, immediate i32. `lddw` takes two of them.
 */

export const INSTRUCTION_BYTES = 8;

/** The low three bits of an opcode. */
export const InstructionClass = { LD: 0, LDX: 1, ST: 2, STX: 3, ALU: 4, JMP: 5, JMP32: 6, ALU64: 7 } as const;

/** Loads a 64-bit immediate; the only instruction of 16 bytes. */
export const LOAD_IMMEDIATE_64 = 0x18;
export const CALL = 0x85;

/** What the source register of `lddw` and `call` says about the immediate (`BPF_PSEUDO_*`). */
export const Pseudo = { NONE: 0, MAP_FD: 1, MAP_VALUE: 2, FUNCTION: 4, CALL: 1 } as const;

/** Instructions of one function, changed in place. Offsets are bytes. */
export class Instructions {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  opcode(at: number): number {
    return this.bytes[at]!;
  }

  setOpcode(at: number, opcode: number): void {
    this.bytes[at] = opcode;
  }

  source(at: number): number {
    return this.bytes[at + 1]! >> 4;
  }

  setSource(at: number, register: number): void {
    this.bytes[at + 1] = (this.bytes[at + 1]! & 15) | (register << 4);
  }

  offset(at: number): number {
    return this.#view.getInt16(at + 2, true);
  }

  setOffset(at: number, offset: number): void {
    this.#view.setInt16(at + 2, offset, true);
  }

  immediate(at: number): number {
    return this.#view.getInt32(at + 4, true);
  }

  setImmediate(at: number, value: number): void {
    this.#view.setInt32(at + 4, value, true);
  }

  isLoadImmediate64(at: number): boolean {
    return this.opcode(at) === LOAD_IMMEDIATE_64;
  }

  /** Bytes of the instruction at `at`. */
  width(at: number): number {
    return this.isLoadImmediate64(at) ? 2 * INSTRUCTION_BYTES : INSTRUCTION_BYTES;
  }
}
