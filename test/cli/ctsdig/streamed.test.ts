import { describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { ViewSession } from '../../../src/chisel/view/index.ts';
import { defaultViewSettings } from '../../../src/cli/ctsdig/settings.ts';
import { streamedSample } from '../../../src/cli/ctsdig/streamed.ts';
import { FileSource } from '../../../src/source/file/index.ts';
import { storeOf, withCapture } from '../../chisel/view/support.ts';
import { call, execve, open } from '../../machine/events.ts';
import { event } from '../../support/events.ts';

const events = [
  ...execve('/bin/a', { tid: 100 }),
  ...execve('/bin/b', { tid: 200 }),
  ...[100, 200].flatMap((tid) => [...open(3, `/data/${tid}`, { tid }), ...call('READ', [3, 10], [tid / 10, 'x'], { tid })]),
  event('PPME_PROCINFO_E', [100, 10], { tid: 100, time: 1_600_000_001_000_000_000n }),
  event('PPME_PROCINFO_E', [160, 30], { tid: 100, time: 1_600_000_002_000_000_000n }),
];

describe('rows made while a file is read', () => {
  it.each([
    ['procs', ''],
    ['files', 'proc.pid=200'],
    ['threads', "proc.name!='x'"],
    ['syscalls', 'evt.dir=<'],
    ['procs_cpu', ''],
  ])('are those of events that are kept: %s %s', (view, filter) =>
    withCapture(events, async (path) => {
      const session = new ViewSession({ store: await storeOf(path), views, view, filter });
      const source = new FileSource(path);
      const streamed = await streamedSample(source, session.layout, session.wholeFilter, defaultViewSettings());
      const kept = session.sample();
      expect(kept.rows.length).toBeGreaterThan(0);
      expect(streamed.rows).toEqual(kept.rows);
      expect(streamed.seconds).toBe(kept.seconds);
    }),
  );

  it('are made of so many events as were asked for', () =>
    withCapture(events, async (path) => {
      const session = new ViewSession({ store: await storeOf(path), views, view: 'syscalls' });
      const settings = { ...defaultViewSettings(), maxEvents: 2 };
      const { rows } = await streamedSample(new FileSource(path), session.layout, session.wholeFilter, settings);
      const calls = rows.map(({ keyText }) => keyText);
      expect(calls).toContain('execve');
      expect(calls).not.toContain('open');
    }));
});
