import { visible } from '../../grammar/index.ts';
import type { EventSource, ThreadVerdicts } from '../source/index.ts';
import { bpftraceKeeper } from './helper-word.ts';
import type { PushDown } from './push-down.ts';
import type { Settings } from './settings.ts';
import { liveSource } from './sources.ts';

/**
 * What `-I` asks for: the running kernel, bpftrace scripts, or several side by side. bpftrace's source is loaded only where it is used.
 *
 * @param asked what the run needs of the kernel
 * @param verdicts on threads, of whoever judges them
 */
export async function inputSource(settings: Settings, asked: PushDown, verdicts?: ThreadVerdicts): Promise<EventSource> {
  const inputs = new Set(settings.inputs);
  const scripts = [...inputs].filter((input) => input !== 'live');
  if (scripts.length === 0) return liveSource(settings, asked, verdicts);
  const { BesideSource, BpftraceSource } = await import('../source/bpftrace/index.ts');
  const main = inputs.has('live') ? await liveSource(settings, asked, verdicts) : undefined;
  const sources: InstanceType<typeof BpftraceSource>[] = [];
  for (const input of scripts) {
    const path = input.slice('bpftrace:'.length);
    if (path === '') process.stderr.write(`tsdig: ${bundledIs}\n`);
    const base = (main ?? sources[0])?.base;
    sources.push(
      new BpftraceSource({
        script: path === '' ? undefined : path,
        keeper: [process.execPath, process.argv[1] ?? '', bpftraceKeeper],
        searchPath: process.env.PATH ?? '',
        bufferPages: process.env.BPFTRACE_PERF_RB_PAGES,
        ...(base !== undefined && { base }),
        onWarning: (line) => process.stderr.write(`tsdig: bpftrace: ${visible(Buffer.from(line, 'latin1').toString('utf8'))}\n`),
      }),
    );
  }
  const [first, ...others] = sources;
  return main === undefined && others.length === 0 ? first! : new BesideSource(main ?? first!, main === undefined ? others : sources);
}

const bundledIs =
  'syscalls through bpftrace are slow, get lost under load, and lack what is more than a number or a name; the probe does better: tsdig doctor';
