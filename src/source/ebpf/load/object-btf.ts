import { type Bpf, loadBtf } from './bpf.ts';
import type { Btf } from './btf.ts';
import { probeBtfFeatures } from './btf-features.ts';
import { sanitizeBtf } from './btf-sanitize.ts';
import { Errno } from './errno.ts';
import { VerifierError } from './errors.ts';
import { explainedRefusal, refusal } from './refusal.ts';
import { logTail, logText } from './verifier-log.ts';

const LOG_BYTES = 1 << 20;

/**
 * Gives the object's own types to the kernel and returns their descriptor. A kernel that refuses is asked which kinds of types it
 * knows, and gets the others written as ones it does.
 */
export function loadObjectBtf(bpf: Bpf, btf: Btf): number {
  const fd = loadBtf(bpf, btf.bytes);
  if (fd >= 0) return fd;
  if (fd === -Errno.EPERM) throw refusal('load type information', -fd);
  const plain = sanitizeBtf(btf, probeBtfFeatures(bpf));
  const again = loadBtf(bpf, plain);
  if (again >= 0) return again;
  const log = new Uint8Array(LOG_BYTES);
  loadBtf(bpf, plain, log);
  const text = logText(log);
  if (text === '') throw refusal('load type information', -again);
  throw explainedRefusal(text) ?? new VerifierError('type information', 'BPF_BTF_LOAD', text, logTail(text));
}
