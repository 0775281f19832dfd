import { defineChisel } from './define.ts';
import { paint } from './paint.ts';
import { refusesColours } from './slower.ts';
import { bytesText } from './text.ts';
import type { ArgumentTable, ChiselDefinition, Given, Setup } from './types.ts';

/** Bytes of each buffer that are captured for echoes, live. */
const echoedBytes = 2000;

const echoFields = ['evt.is_io_read', 'evt.rawarg.res', 'fd.name', 'proc.name', 'container.name', 'container.id'] as const;

/** What is echoed. */
export interface EchoDefinition<Arguments extends ArgumentTable> {
  readonly category: string;
  readonly summary: string;
  readonly description: string;
  readonly args: Arguments;
  readonly filter: Given<Arguments, string | undefined>;
}

/** A chisel that shows all data read and written, under a line that says by whom: red for reads, blue for writes. */
export function echoChisel<const Arguments extends ArgumentTable>(
  about: EchoDefinition<Arguments>,
): ChiselDefinition<Arguments, (typeof echoFields)[number], undefined> {
  return defineChisel<Arguments, (typeof echoFields)[number]>({
    ...about,
    fields: echoFields,
    snaplen: echoedBytes,
    format: '%evt.arg.data',
    onEvent({ evt, fd, proc, container }, run) {
      const bytes = Number(evt['rawarg.res'] ?? 0);
      if (bytes <= 0) return;
      const colours = !refusesColours(
        (run as Setup as Setup<{ disable_color: { type: 'string'; description: ''; optional: true } }>).args.disable_color,
      );
      const reads = evt.is_io_read === true;
      const colour = colours ? (reads ? 'red' : 'blue') : undefined;
      const isHost = container.name === 'host';
      const where = run.containers
        ? paint(colours ? (isHost ? 'green' : 'cyan') : undefined, ` [${container.name ?? 'nil'}] [${container.id ?? 'nil'}]`)
        : '';
      run.print(
        paint(colour, `------ ${reads ? 'Read' : 'Write'} ${bytesText(bytes)} ${reads ? 'from' : 'to'} `),
        where,
        paint(colour, `  ${fd.name ?? '<NA>'} (${proc.name ?? 'nil'})`),
      );
    },
    onEnd: (run) => run.print(),
  });
}
