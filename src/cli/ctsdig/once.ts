import { toEngineText } from '../../../grammar/index.ts';
import {
  defaultSorting,
  joinFilters,
  layOut,
  RowCollector,
  sampleOf,
  shownColumns,
  sortingBy,
  sortRows,
  visitThreads,
} from '../../chisel/view/index.ts';
import { defaultFieldSettings, servicePortName } from '../../field/index.ts';
import { compileFilter } from '../../filter/index.ts';
import { Machine } from '../../machine/index.ts';
import { runCapture } from '../capture.ts';
import { UsageError } from '../errors.ts';
import { fileSource } from '../sources.ts';
import { printedSample } from './print.ts';
import type { ViewSettings } from './settings.ts';
import { firstView } from './views.ts';

/** The rows of one sample, in the form the settings ask for: of a file, all of it. */
export async function printOnce(settings: ViewSettings): Promise<string> {
  const view = firstView(settings.view);
  const fieldSettings = { ...defaultFieldSettings, portName: settings.resolvePorts ? servicePortName : undefined, columns: 80 };
  const layout = layOut(view, { layout: settings.containerColumns ? 'containers' : 'default', settings: fieldSettings });
  const filterText = joinFilters([toEngineText(settings.filter), layout.filter]);
  const filter = filterText === '' ? undefined : compileFilter(filterText, fieldSettings);
  const rows = new RowCollector(layout);
  if (settings.file === undefined) throw new UsageError('no file');
  const source = fileSource(settings.file, false);
  const machine = new Machine();
  let first: bigint | undefined;
  let last = 0n;
  const predicate = filter?.predicate;
  try {
    machine.load(await source.open());
    await runCapture({
      source,
      machine,
      filter: undefined,
      wanted: undefined,
      needs: { latency: true },
      consumer: {
        onEvent(context) {
          const { evt } = context;
          last = (BigInt(evt.timeHigh) << 32n) | BigInt(evt.timeLow);
          first ??= last;
          if (predicate === undefined || predicate(context)) rows.add(context);
          return true;
        },
        onSection: () => undefined,
        onPause: () => undefined,
        wantsMore: () => true,
      },
    });
    visitThreads(machine, last, source.base, (context) => {
      if (predicate === undefined || predicate(context)) rows.add(context);
    });
  } finally {
    await source.close();
  }
  const sample = sampleOf(layout, rows.take(), first === undefined ? 0 : Number(last - first) / 1e9);
  const sorting =
    settings.sortingColumn === undefined ? defaultSorting(layout) : sortingBy(shownColumns(layout), settings.sortingColumn - 1);
  return printedSample(sample, sortRows(sample, sorting), (sorting?.column ?? 0) + 1, settings);
}
