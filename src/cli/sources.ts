import { FileSource } from '../source/file/index.ts';
import type { EventSource, ThreadVerdicts } from '../source/index.ts';
import { captureOptions, type PushDown } from './push-down.ts';
import type { Settings } from './settings.ts';

/**
 * A capture file, or standard input for `-`.
 *
 * @param recover go on behind damage
 */
export function fileSource(path: string, recover: boolean): EventSource {
  return new FileSource(path, { recover, ...(path === '-' && { stdin: process.stdin }) });
}

/** Says once which of the given options do nothing, for nobody to rely on them. */
export function noteWithoutEffect({ withoutEffect }: Pick<Settings, 'withoutEffect'>, where: string, program = 'tsdig'): void {
  for (const option of new Set(withoutEffect)) process.stderr.write(`${program}: ${option} has no effect ${where}\n`);
}

/**
 * The running kernel, which gives only what the run asks for; the probe and its loader are loaded only now.
 */
export async function liveSource(settings: Settings, asked: PushDown, verdicts?: ThreadVerdicts): Promise<EventSource> {
  noteWithoutEffect(settings, 'in live capture yet');
  const { EbpfSource } = await import('../source/ebpf/index.ts');
  const { snaplen, bufferBytes, pageFaults } = settings;
  return new EbpfSource({
    snaplen,
    pageFaults,
    ...(bufferBytes !== undefined && { bufferBytesPerCpu: bufferBytes }),
    ...captureOptions(asked, verdicts),
  });
}
