import { toEngineText } from '../../../grammar/index.ts';
import { EventStore, type Sample, shownColumns, ViewSession } from '../../chisel/view/index.ts';
import { defaultFieldSettings, type FieldSettings, servicePortName } from '../../field/index.ts';
import { Machine } from '../../machine/index.ts';
import { UsageError } from '../errors.ts';
import { fileSource } from '../sources.ts';
import { allViews } from './own-views.ts';
import { printedSample } from './print.ts';
import type { Pump } from './pump.ts';
import type { ViewSettings } from './settings.ts';
import { streamedSample } from './streamed.ts';
import { firstView } from './views.ts';

/** Columns of a spectrogram where no terminal says how many it has. */
const spectrogramColumns = 80;

/** How values look, and what filters compare with. */
export function fieldSettingsOf({ resolvePorts, bufferMode }: ViewSettings): FieldSettings {
  return {
    ...defaultFieldSettings,
    buffers: bufferMode,
    portName: resolvePorts ? servicePortName : undefined,
    columns: spectrogramColumns,
  };
}

/** A session over what a pump brings. */
export function sessionOf(settings: ViewSettings, { store }: Pick<Pump, 'store'>): ViewSession {
  return new ViewSession({
    store,
    views: allViews(),
    view: firstView(settings.view).id,
    columns: settings.containerColumns ? 'containers' : 'default',
    settings: fieldSettingsOf(settings),
    filter: toEngineText(settings.filter),
  });
}

/** The rows of a file, in the form the settings ask for. */
export async function printOnce(settings: ViewSettings, file: string): Promise<string> {
  const source = fileSource(file, false);
  const session = sessionOf(settings, { store: new EventStore(new Machine(), source.base) });
  const sample = await streamedSample(source, session.layout, session.wholeFilter, settings);
  return printedSession(session, settings, sample);
}

/**
 * What a session shows now, in the form the settings ask for.
 *
 * @param known where it was made already
 * @throws UsageError where there is no column to sort by
 */
export function printedSession(session: ViewSession, settings: ViewSettings, known?: Sample): string {
  if (settings.sortingColumn !== undefined) {
    if (settings.sortingColumn > shownColumns(session.layout).length)
      throw new UsageError(`the view has no column ${settings.sortingColumn}`);
    session.setSorting(undefined);
    session.sortBy(settings.sortingColumn - 1);
  }
  const { sample, rows } = session.snapshot(known);
  return printedSample(sample, rows, settings);
}
