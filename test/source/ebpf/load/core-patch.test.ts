import { describe, expect, test } from 'vitest';
import type { Resolution } from '../../../../src/source/ebpf/load/core.ts';
import { patchInstruction } from '../../../../src/source/ebpf/load/core-patch.ts';
import { CoreRelocationError } from '../../../../src/source/ebpf/load/index.ts';
import { Instructions } from '../../../../src/source/ebpf/load/instruction.ts';

const answer: Resolution = {
  value: 24n,
  localValue: 8n,
  isExact: true,
  fieldBytes: 4,
  localFieldBytes: 4,
  isUnsafeWidth: false,
  isPoison: false,
};

/** Bytes of instructions: opcode, registers, offset, immediate. */
function instructions(...list: [opcode: number, registers: number, offset: number, immediate: number][]): Instructions {
  const code = new Instructions(new Uint8Array(list.length * 8));
  list.forEach(([opcode, registers, offset, immediate], index) => {
    code.bytes[index * 8] = opcode;
    code.bytes[index * 8 + 1] = registers;
    code.setOffset(index * 8, offset);
    code.setImmediate(index * 8, immediate);
  });
  return code;
}

const MOV_IMMEDIATE = 0xb7;
const MOV_REGISTER = 0xbf;
const LOAD_WORD = 0x61;
const LOAD_DOUBLE = 0x79;
const LOAD_IMMEDIATE = 0x18;
const EXIT = 0x95;

describe('the answer goes', () => {
  test('into the immediate of arithmetic', () => {
    const code = instructions([MOV_IMMEDIATE, 1, 0, 8]);
    patchInstruction(code, 0, answer);
    expect(code.immediate(0)).toBe(24);
  });

  test('into the offset of a load, whose width follows the field', () => {
    const code = instructions([LOAD_WORD, 0x21, 8, 0]);
    patchInstruction(code, 0, { ...answer, fieldBytes: 8 });
    expect([code.opcode(0), code.offset(0)]).toEqual([LOAD_DOUBLE, 24]);
  });

  test('into both halves of a 64-bit immediate', () => {
    const code = instructions([LOAD_IMMEDIATE, 1, 0, 8], [0, 0, 0, 0]);
    patchInstruction(code, 0, { ...answer, value: (1n << 64n) - 2n });
    expect([code.immediate(0), code.immediate(8)]).toEqual([-2, -1]);
  });

  test('nowhere when it is poison: the instruction becomes a call of nothing', () => {
    const code = instructions([LOAD_IMMEDIATE, 1, 0, 8], [0, 0, 0, 0], [EXIT, 0, 0, 0]);
    patchInstruction(code, 0, { ...answer, isPoison: true });
    expect([code.opcode(0), code.immediate(0), code.opcode(8), code.immediate(8)]).toEqual([0x85, 195896080, 0x85, 195896080]);
    expect(code.opcode(16)).toBe(EXIT);
  });

  test('nowhere in a load that would change the value with its width, though arithmetic does not mind', () => {
    const load = instructions([LOAD_WORD, 0x21, 8, 0]);
    patchInstruction(load, 0, { ...answer, fieldBytes: 2, isUnsafeWidth: true });
    expect(load.opcode(0)).toBe(0x85);
    const arithmetic = instructions([MOV_IMMEDIATE, 1, 0, 8]);
    patchInstruction(arithmetic, 0, { ...answer, fieldBytes: 2, isUnsafeWidth: true });
    expect(arithmetic.immediate(0)).toBe(24);
  });
});

describe('a relocation is refused', () => {
  test.each<[what: string, code: Instructions, resolution: Resolution, message: string]>([
    ['on a register move', instructions([MOV_REGISTER, 0x21, 0, 0]), answer, 'without an immediate'],
    ['on a jump', instructions([EXIT, 0, 0, 0]), answer, 'takes no relocation'],
    ['when the instruction holds something else', instructions([MOV_IMMEDIATE, 1, 0, 9]), answer, 'holds 9 where the object'],
    ['when an offset does not fit', instructions([LOAD_WORD, 0x21, 8, 0]), { ...answer, value: 40_000n }, 'too large for a load'],
    ['when a field has no width a load has', instructions([LOAD_WORD, 0x21, 8, 0]), { ...answer, fieldBytes: 3 }, 'a load of 3 bytes'],
    ['when a load has not the width of its field', instructions([LOAD_DOUBLE, 0x21, 8, 0]), { ...answer, fieldBytes: 2 }, 'another width'],
    ['on half a 64-bit load', instructions([LOAD_IMMEDIATE, 1, 0, 8]), answer, 'unknown form'],
    ['on a 64-bit load of a map', instructions([LOAD_IMMEDIATE, 0x11, 0, 8], [0, 0, 0, 0]), answer, 'unknown form'],
  ])('%s', (_, code, resolution, message) => {
    expect(() => patchInstruction(code, 0, resolution)).toThrow(CoreRelocationError);
    expect(() => patchInstruction(code, 0, resolution)).toThrow(message);
  });

  test('not when the compiler may have written another value', () => {
    const code = instructions([MOV_IMMEDIATE, 1, 0, 9]);
    patchInstruction(code, 0, { ...answer, isExact: false });
    expect(code.immediate(0)).toBe(24);
  });
});
