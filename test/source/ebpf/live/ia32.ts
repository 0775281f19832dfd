/** A program for 32-bit x86 made without a compiler: system calls one after the other. */

/** A register's value: a number, or memory of the program's own. */
export type Register = number | { readonly bytes: Buffer } | string;

/** Number of the call, then ebx, ecx, edx, esi, edi, ebp. */
export type Ia32Call = readonly [number: number, ...registers: Register[]];

const LOAD_ADDRESS = 0x0804_8000;
const HEADER_BYTES = 52;
const SEGMENT_BYTES = 32;
/** `mov reg, imm32` for eax and the registers of arguments in their order. */
const moves = [0xb8, 0xbb, 0xb9, 0xba, 0xbe, 0xbf, 0xbd];
const MOVE_BYTES = 5;
const CALL_BYTES = moves.length * MOVE_BYTES + 2;

/** Where a program's memory for data begins, when it makes so many calls: for structs that point to each other. */
export function dataAddress(calls: number): number {
  return LOAD_ADDRESS + HEADER_BYTES + SEGMENT_BYTES + calls * CALL_BYTES;
}

/** The executable file (ELF32, one segment that is read, written and executed). It must end by calling exit. */
export function ia32Program(calls: readonly Ia32Call[], data: Buffer = Buffer.alloc(0)): Buffer {
  const memory = [data];
  let next = dataAddress(calls.length) + data.length;
  const place = (bytes: Buffer): number => {
    memory.push(bytes);
    next += bytes.length;
    return next - bytes.length;
  };
  const numberOf = (register: Register): number => {
    if (typeof register === 'number') return register;
    return place(typeof register === 'string' ? Buffer.from(`${register}\0`) : register.bytes);
  };
  const code = calls.map(([number, ...registers]) => {
    const values = [number, ...registers.map(numberOf)];
    const moved = moves.map((opcode, i) => {
      const instruction = Buffer.alloc(MOVE_BYTES);
      instruction[0] = opcode;
      instruction.writeUInt32LE((values[i] ?? 0) >>> 0, 1);
      return instruction;
    });
    return Buffer.concat([...moved, Buffer.from([0xcd, 0x80])]);
  });
  const body = Buffer.concat([...code, ...memory]);
  const length = HEADER_BYTES + SEGMENT_BYTES + body.length;
  const header = Buffer.alloc(HEADER_BYTES + SEGMENT_BYTES);
  header.write('\x7fELF\x01\x01\x01', 'latin1');
  header.writeUInt16LE(2, 16); // executable
  header.writeUInt16LE(3, 18); // 386
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(LOAD_ADDRESS + HEADER_BYTES + SEGMENT_BYTES, 24); // entry
  header.writeUInt32LE(HEADER_BYTES, 28);
  header.writeUInt16LE(HEADER_BYTES, 40);
  header.writeUInt16LE(SEGMENT_BYTES, 42);
  header.writeUInt16LE(1, 44);
  const segment = [1, 0, LOAD_ADDRESS, LOAD_ADDRESS, length, length + 4096, 7, 4096];
  for (const [i, word] of segment.entries()) header.writeUInt32LE(word, HEADER_BYTES + 4 * i);
  return Buffer.concat([header, body]);
}

/** 32-bit numbers one after the other. */
export function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values, (value) => value >>> 0).buffer);
}
