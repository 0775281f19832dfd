import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { findSection, parseElf } from '../../../../src/source/ebpf/load/elf.ts';
import { loadObject, NotPermittedError, NotSupportedError, openLibc } from '../../../../src/source/ebpf/load/index.ts';

/** Path of a compiled test object. */
export function objectPath(name: string): string {
  return fileURLToPath(new URL(`objects/${name}.o`, import.meta.url));
}

/** A compiled test object. */
export function objectBytes(name: string): Uint8Array {
  return readFileSync(objectPath(name));
}

/** The type information of a test object. */
export function objectBtf(name: string): Btf {
  const section = findSection(parseElf(objectBytes(name)), '.BTF');
  if (section === undefined) throw new Error(`${name}.o has no type information`);
  return new Btf(section.data.slice(), `${name}.o`);
}

/** Why programs cannot be loaded here, or undefined when they can. Found out by loading one. */
export async function loadingObstacle(): Promise<string | undefined> {
  try {
    (await loadObject(objectBytes('link'), { programs: ['second'] })).close();
    return undefined;
  } catch (error) {
    if (error instanceof NotPermittedError || error instanceof NotSupportedError) return error.message;
    throw error;
  }
}

/** The end of a test group's name that says why it does not run. */
export function because(obstacle: string | undefined): string {
  return obstacle === undefined ? '' : ` (skipped: ${obstacle})`;
}

/** A call number no kernel knows, another one for each test that listens for it. */
export function unknownCall(): number {
  return 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
}

/** Enters the kernel with that number `times` times; it answers ENOSYS. */
export async function enterKernel(call: number, times: number): Promise<void> {
  const libc = await openLibc();
  for (let i = 0; i < times; i++) libc.syscall(call);
}
