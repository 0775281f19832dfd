import { defineChisel } from './define.ts';
import { paint } from './paint.ts';
import { refusesColours } from './slower.ts';
import { bytesText, toNumber } from './text.ts';
import type { ArgumentTable, ArgumentValues, ChiselDefinition, Given } from './types.ts';

const payloadFields = ['evt.arg.data', 'evt.is_io_read', 'evt.rawarg.res'] as const;

/** Bytes of each buffer that are captured, live. */
const shownBytes = 1000;

/** Whose payloads are shown. */
export interface PayloadsDefinition<Arguments extends ArgumentTable> {
  readonly summary: string;
  readonly description: string;
  /** The end-point, and `disable_color` for those who want no colours. */
  readonly args: Arguments;
  /** Which sockets. */
  readonly filter: Given<Arguments, string>;
}

/** The line above the payloads of one direction. */
interface Heading {
  reads: boolean | undefined;
  bytes: number;
}

/**
 * A chisel that shows the payloads exchanged with an end-point of the network, as buffers are shown elsewhere: red what
 * was read, blue what was written. In a file, where sysdig's lines can be compared, all payloads in a row of the same direction
 * bear the size of the first.
 */
export function payloadsChisel<const Arguments extends ArgumentTable>({
  filter,
  ...about
}: PayloadsDefinition<Arguments>): ChiselDefinition<Arguments, (typeof payloadFields)[number], Heading> {
  return defineChisel<Arguments, (typeof payloadFields)[number], Heading>({
    ...about,
    category: 'Net',
    fields: payloadFields,
    filter: (setup) => `evt.is_io=true and (fd.type=ipv4 or fd.type=ipv6) and ${typeof filter === 'function' ? filter(setup) : filter}`,
    snaplen: shownBytes,
    state: () => ({ reads: undefined, bytes: 0 }),
    onEvent({ evt }, run) {
      const bytes = toNumber(evt['rawarg.res'] ?? 0);
      const data = evt['arg.data'];
      if (bytes <= 0 || data === undefined) return;
      const { state } = run;
      const reads = evt.is_io_read === true;
      if (run.live || state.reads !== reads) state.bytes = bytes;
      state.reads = reads;
      const { disable_color } = run.args as ArgumentValues<{ disable_color: { type: 'string'; description: ''; optional: true } }>;
      const colour = refusesColours(disable_color) ? undefined : reads ? 'red' : 'blue';
      run.print(paint(colour, `------ ${reads ? 'Read' : 'Write'} ${bytesText(state.bytes)}`));
      run.write(paint(colour, data), '\n');
    },
    onEnd: (run) => run.print(),
  });
}
