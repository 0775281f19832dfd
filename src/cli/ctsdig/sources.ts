import type { EventSource } from '../../source/index.ts';
import type { ViewSettings } from './settings.ts';

/** The running kernel; the probe and its loader are loaded only now. */
export async function liveSource({ snaplen }: ViewSettings): Promise<EventSource> {
  const { EbpfSource } = await import('../../source/ebpf/index.ts');
  return new EbpfSource({ snaplen });
}
