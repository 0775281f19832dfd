import { describe, expect, it } from 'vitest';
import { event } from '../../support/events.ts';
import { drawnShell, portOver } from '../support/session-shell.tsx';
import { keys } from '../support/shell.ts';

const at = (seconds: number): bigint => 1_600_000_000_000_000_000n + BigInt(seconds * 1_000_000_000);

const events = [1, 2].flatMap((when) => [
  event('PPME_SYSCALL_OPEN_E', [], { time: at(when), tid: 100 }),
  event('PPME_SYSCALL_OPEN_X', [3, `/data/file-${when}`, 1, 0, 0, 0], { time: at(when), tid: 100 }),
]);

describe('the choice of views', () => {
  it('shows the first rows of the selected view, and changes nothing', async () => {
    const { type, shows, shell } = drawnShell(await portOver(events, { view: 'procs' }));
    type(keys.f2, 'Files');
    const lines = await shows('/data/file-1');
    expect(lines.join('\n')).toContain('BYTES IN');
    type(keys.escape);
    expect(shell.snapshot.view.id).toBe('procs');
  });

  it('says of a view that cannot be shown why', async () => {
    const { type, shows, shell } = drawnShell(await portOver(events, { view: 'procs' }));
    type(keys.f2, 'pods');
    await shows('Not now: no Kubernetes metadata was seen');
    type(keys.enter);
    expect(shell.snapshot.view.id).toBe('procs');
  });
});
