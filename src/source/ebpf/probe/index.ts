import { inflateSync } from 'node:zlib';

/**
 * The compiled program of the kernel's side, as an ELF file. It is committed beside its source and part of the bundle, and is
 * only decoded when live capture starts.
 */
export async function probeObject(): Promise<Uint8Array> {
  const { object } = await import('./object.ts');
  return inflateSync(Buffer.from(object, 'base64'));
}
