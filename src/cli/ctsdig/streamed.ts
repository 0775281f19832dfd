import { type Sample, StreamedSample, type ViewLayout } from '../../chisel/view/index.ts';
import type { InitialState } from '../../event/index.ts';
import { Machine } from '../../machine/index.ts';
import type { EventSource } from '../../source/index.ts';
import { runCapture } from '../capture.ts';
import { named } from './pump.ts';
import type { ViewSettings } from './settings.ts';

/**
 * Reads a source to its end and gives the rows of a view; no event is kept, so that files of any size take the same memory.
 *
 * @param filter the whole filter, that of the view included; a binary string
 * @throws what the source throws, and FilterError, FilterSyntaxError
 */
export async function streamedSample(source: EventSource, layout: ViewLayout, filter: string, settings: ViewSettings): Promise<Sample> {
  const rows = new StreamedSample(layout, filter);
  const machine = new Machine({ mends: source.live });
  const { maxEvents, excludeUsers } = settings;
  try {
    const state: InitialState = await source.open();
    machine.load(excludeUsers ? { ...state, users: [], groups: [] } : state);
    await runCapture({
      source,
      machine,
      filter: undefined,
      wanted: undefined,
      needs: { latency: true, spans: true },
      consumer: {
        onEvent(context) {
          rows.add(context);
          return rows.count !== maxEvents;
        },
        onSection: (section) => {
          if (excludeUsers) machine.load({ ...section, users: [], groups: [] });
        },
        onPause: () => undefined,
        wantsMore: () => true,
      },
    });
  } catch (error) {
    throw named(source, error);
  } finally {
    await source.close();
  }
  return rows.finish(machine, source.base);
}
