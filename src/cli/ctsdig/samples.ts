import { toEngineText } from '../../../grammar/index.ts';
import { ExitCode } from '../errors.ts';
import { LiveCapture } from './live.ts';
import { LiveFeed } from './live-feed.ts';
import { fieldSettingsOf, printedSession } from './once.ts';
import type { ViewSettings } from './settings.ts';
import { firstView } from './views.ts';

/** How programs that were ended by a signal exit: 128 and its number (signal(7)). */
const signalCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Prints as many samples of the running machine as the settings ask for, one every period, and ends; gives the exit code.
 * Where events were lost it says so on standard error.
 *
 * @param print false where nobody reads any more
 * @throws typed errors of the source, of filters and of views
 */
export async function printSamples(settings: ViewSettings, print: (text: string) => boolean): Promise<number> {
  const view = firstView(settings.view);
  const look = fieldSettingsOf(settings);
  const filter = toEngineText(settings.filter);
  const printed = { ...settings, print: settings.print ?? 'plain' };
  const feed = new LiveFeed(await LiveCapture.begin(printed, view, look, filter), printed);
  let code: number = ExitCode.done;
  const onSignal = (signal: NodeJS.Signals): void => {
    code = signalCodes[signal as keyof typeof signalCodes];
    feed.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  try {
    const session = feed.session(view, look, filter);
    await feed.open();
    let left = settings.live.samples;
    const sample = (): void => {
      left--;
      if (!print(printedSession(session, printed)) || left === 0) feed.stop();
    };
    if (code === ExitCode.done) await feed.run(Math.max(settings.delayMs, feed.windowNs / 1e6), sample);
    // With -n the events are over before the time is.
    if (left > 0 && code === ExitCode.done) print(printedSession(session, printed));
    const { dropped } = feed.capture.source.counters;
    if (dropped > 0) process.stderr.write(`ctsdig: ${dropped} events were lost\n`);
    return code;
  } finally {
    feed.stop();
    await feed.close();
    // A second signal must not end it half-way.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
}
