import type { Resolution } from './core.ts';
import { CoreRelocationError } from './errors.ts';
import { CALL, INSTRUCTION_BYTES, InstructionClass, type Instructions } from './instruction.ts';

/** 0xbad2310, "bad relo": libbpf's mark, so that the verifier's "invalid func unknown#195896080" means the same to everyone. */
const POISON = 195896080;

const SIZE_MASK = 0x18;
const SIZE_BITS: Readonly<Record<number, number>> = { 4: 0x00, 2: 0x08, 1: 0x10, 8: 0x18 };
const SOURCE_REGISTER = 0x08;
const MAX_OFFSET = 0x7fff;

/** Writes the answer to a relocation into the instruction at `at`. Throws CoreRelocationError when the instruction is not what clang writes. */
export function patchInstruction(code: Instructions, at: number, resolution: Resolution): void {
  if (resolution.isPoison) {
    poison(code, at);
    return;
  }
  const opcode = code.opcode(at);
  switch (opcode & 7) {
    case InstructionClass.ALU:
    case InstructionClass.ALU64:
      if ((opcode & SOURCE_REGISTER) !== 0) throw new CoreRelocationError('an arithmetic instruction without an immediate');
      expect(resolution, BigInt(code.immediate(at)));
      code.setImmediate(at, Number(BigInt.asIntN(32, resolution.value)));
      return;
    case InstructionClass.LDX:
    case InstructionClass.ST:
    case InstructionClass.STX:
      patchMemoryAccess(code, at, resolution);
      return;
    case InstructionClass.LD:
      patchLoadImmediate(code, at, resolution);
      return;
    default:
      throw new CoreRelocationError(`instruction 0x${opcode.toString(16)} takes no relocation`);
  }
}

function patchMemoryAccess(code: Instructions, at: number, resolution: Resolution): void {
  expect(resolution, BigInt(code.offset(at)));
  if (resolution.value > MAX_OFFSET) throw new CoreRelocationError(`offset ${resolution.value} is too large for a load`);
  if (resolution.isUnsafeWidth) {
    poison(code, at);
    return;
  }
  if (resolution.fieldBytes !== resolution.localFieldBytes) {
    const size = SIZE_BITS[resolution.fieldBytes];
    const opcode = code.opcode(at);
    if ((opcode & SIZE_MASK) !== SIZE_BITS[resolution.localFieldBytes])
      throw new CoreRelocationError('a load of another width than its field');
    if (size === undefined) throw new CoreRelocationError(`a load of ${resolution.fieldBytes} bytes`);
    code.setOpcode(at, (opcode & ~SIZE_MASK) | size);
  }
  code.setOffset(at, Number(resolution.value));
}

function patchLoadImmediate(code: Instructions, at: number, resolution: Resolution): void {
  const second = at + INSTRUCTION_BYTES;
  const isPlain =
    code.isLoadImmediate64(at) &&
    second < code.length &&
    code.source(at) === 0 &&
    code.offset(at) === 0 &&
    code.opcode(second) === 0 &&
    code.bytes[second + 1] === 0 &&
    code.offset(second) === 0;
  if (!isPlain) throw new CoreRelocationError('a 64-bit load in an unknown form');
  const present = (BigInt(code.immediate(second)) << 32n) | BigInt(code.immediate(at) >>> 0);
  expect(resolution, present);
  code.setImmediate(at, Number(BigInt.asIntN(32, resolution.value)));
  code.setImmediate(second, Number(BigInt.asIntN(32, resolution.value >> 32n)));
}

/** What the compiler wrote must be what the object's own types say, or the two do not belong together. */
function expect(resolution: Resolution, present: bigint): void {
  if (resolution.isExact && BigInt.asUintN(64, present) !== resolution.localValue) {
    throw new CoreRelocationError(`the instruction holds ${present} where the object's types say ${resolution.localValue}`);
  }
}

/** Makes the instruction one the verifier refuses, should it ever be reachable; behind a check that fails it is never looked at. */
function poison(code: Instructions, at: number): void {
  const width = code.width(at);
  for (let part = at; part < at + width && part < code.length; part += INSTRUCTION_BYTES) {
    code.bytes.fill(0, part, part + INSTRUCTION_BYTES);
    code.setOpcode(part, CALL);
    code.setImmediate(part, POISON);
  }
}
