import { toEngineText } from '../../../grammar/index.ts';
import type { ViewSession } from '../../chisel/view/index.ts';
import type { SessionPort, SourceStatus } from '../../tui/index.ts';
import { boundNewObjects, collectSeldom } from '../tune.ts';
import { actionRunner } from './actions/runner.ts';
import { exporterFor } from './exporter.ts';
import { filterHistory } from './filter-history.ts';
import { LiveCapture } from './live.ts';
import { LiveFeed } from './live-feed.ts';
import { LiveRecording } from './live-recording.ts';
import { fieldSettingsOf } from './once.ts';
import { delayMin } from './options.ts';
import { saveOwnView } from './own-views.ts';
import type { ViewSettings } from './settings.ts';
import { headStart_ms, type Interface, type Shown } from './shown.ts';
import { firstView } from './views.ts';

/** Time for the first frame, ms, before anything else is done. */
const firstFrame_ms = 20;
/** The first table is made after this time, ms; then one each period. */
const firstSample_ms = 300;

/**
 * Begins to capture the running kernel for the terminal view. While the probe is loaded and `/proc` is scanned, an empty
 * table stands already; only what fails at once is said without it.
 *
 * @throws typed errors of filters and of views
 */
export async function openLiveView(settings: ViewSettings, loaded: Promise<Interface>): Promise<Shown> {
  const look = fieldSettingsOf(settings);
  const filter = toEngineText(settings.filter);
  const view = firstView(settings.view);
  const feed = new LiveFeed(await LiveCapture.begin(settings, view, look, filter), settings);
  // Loading the probe takes longer than drawing a first frame. Who may not load it at all is told so without one.
  const isRoot = process.geteuid?.() === 0;
  const framed = Promise.withResolvers<void>();
  const opened = (isRoot ? framed.promise : Promise.resolve()).then(() => feed.open());
  for (const promise of [opened, framed.promise]) promise.catch(() => undefined);
  const { SessionPort: Port } = await loaded;
  const session = feed.session(view, look, filter);
  const recording = new LiveRecording({
    feed,
    session,
    look,
    changed: () => port.refresh(),
    say: (level, text) => port.say(level, text),
  });
  let state: () => SourceStatus['state'] = () => ({ kind: 'loading', percent: 0 });
  const { counters } = feed.capture.source;
  const port: SessionPort = new Port({
    session,
    saveView: saveOwnView,
    filterHistory: filterHistory(),
    actions: actionRunner,
    exporter: exporterFor(settings),
    recording,
    setInterval: (ms) => {
      if (ms < delayMin) return { refused: `an interval is at least ${delayMin}ms` };
      feed.setDelay(ms);
      session.setLiveWindow(feed.windowNs);
      port.refresh();
      return undefined;
    },
    status: () => ({ name: 'Live System', detail: feed.kept, recorded: false, state: state(), drops: counters.dropped }),
  });
  port.subscribe(() => followed(feed, session, port));
  const reading = opened.then(async () => {
    state = () => ({ kind: 'live', interval_ms: feed.delayMs });
    collectSeldom();
    await feed.run(firstSample_ms, () => {
      boundNewObjects();
      port.refresh();
    });
    state = () => ({ kind: 'end' });
    port.refresh();
  });
  reading.catch(() => undefined);
  return {
    port,
    ready: async () => {
      if (!isRoot) await Promise.race([opened, new Promise((resolve) => setTimeout(resolve, headStart_ms))]);
      setTimeout(framed.resolve, firstFrame_ms);
    },
    failed: reading,
    end: async () => {
      feed.stop();
      // What was never shown need not be opened any more.
      framed.reject(new Error('ended before it was shown'));
      await reading.catch(() => undefined);
      await recording.stop();
      await feed.close();
    },
  };
}

/** Has what the session shows captured, and says where it begins with what is there now. */
function followed(feed: LiveFeed, session: ViewSession, port: SessionPort): void {
  try {
    if (feed.follow(session)) port.say('info', 'events that this view needs are captured from now on; there are none from before');
  } catch (error) {
    const why = error instanceof Error ? error.message : 'the kernel refused';
    port.say('warning', `not all events that this view needs are captured: ${why}; begin with it: ctsdig -v ${session.view.id}`);
  }
}
