import { ByteWriter } from '../../src/event/index.ts';
import { jsonFormat, type LookOptions, lookOf, textFormat } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { EventFeed, initialState } from './events.ts';
import type { MinimalEvent } from './minimal-capture.ts';

const plain: LookOptions = { buffers: 'dotted', time: 'h', json: false, verbose: false, terminal: false };

/** What tsdig prints about events made by hand, in an output format; one char a byte. */
export function printed(events: readonly MinimalEvent[], format: string, options: Partial<LookOptions> = {}): string {
  const look = { ...plain, ...options };
  const write = (look.json ? jsonFormat : textFormat)(format, lookOf(look));
  const machine = new Machine();
  machine.load(initialState());
  const feed = new EventFeed();
  const out = new ByteWriter();
  for (const made of events) if (machine.process(feed.next(made), undefined)) write(machine.context, out);
  return out.since(0);
}

/** The same, line by line. */
export function linesOf(events: readonly MinimalEvent[], format: string, options: Partial<LookOptions> = {}): string[] {
  return printed(events, format, options).split('\n').slice(0, -1);
}
