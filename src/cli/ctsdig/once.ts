import { views } from '../../../chisels/views/index.ts';
import { toEngineText } from '../../../grammar/index.ts';
import { shownColumns, ViewSession } from '../../chisel/view/index.ts';
import { defaultFieldSettings, type FieldSettings, servicePortName } from '../../field/index.ts';
import { UsageError } from '../errors.ts';
import { fileSource } from '../sources.ts';
import { printedSample } from './print.ts';
import { type Pump, startPump } from './pump.ts';
import type { ViewSettings } from './settings.ts';
import { liveSource } from './sources.ts';
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
export function sessionOf(settings: ViewSettings, pump: Pump): ViewSession {
  return new ViewSession({
    store: pump.store,
    views,
    view: firstView(settings.view).id,
    columns: settings.containerColumns ? 'containers' : 'default',
    settings: fieldSettingsOf(settings),
    filter: toEngineText(settings.filter),
    ...(pump.source.live && { liveWindowNs: settings.delayMs * 1e6 }),
  });
}

/** The rows of one sample, in the form the settings ask for: of a file, all of it; live, of one period. */
export async function printOnce(settings: ViewSettings): Promise<string> {
  firstView(settings.view);
  const source = settings.file === undefined ? await liveSource(settings) : fileSource(settings.file, false);
  const pump = await startPump(source, settings);
  const timer = source.live ? setTimeout(() => pump.stop(), settings.delayMs) : undefined;
  let session: ViewSession;
  try {
    session = sessionOf(settings, pump);
  } catch (error) {
    pump.stop();
    await pump.done.catch(() => undefined);
    throw error;
  }
  await pump.done;
  clearTimeout(timer);
  if (settings.sortingColumn !== undefined) {
    if (settings.sortingColumn > shownColumns(session.layout).length)
      throw new UsageError(`the view has no column ${settings.sortingColumn}`);
    session.setSorting(undefined);
    session.sortBy(settings.sortingColumn - 1);
  }
  const { sample, rows, sorting } = session.snapshot();
  return printedSample(sample, rows, (sorting?.column ?? 0) + 1, settings);
}
