import { describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { ViewSession } from '../../../src/chisel/view/index.ts';
import { capture, capturesDir, noCaptures } from '../../support/captures.ts';
import { event } from '../../support/events.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';
import { hasSysdig, noSysdig } from '../../support/sysdig.ts';
import { csysdigRows, ourRows, storeOf, withCapture } from './support.ts';

const at = (ms: number): bigint => 1_600_000_000_000_000_000n + BigInt(ms) * 1_000_000n;

/** A file opened, and read from slowly. */
const slowRead: readonly MinimalEvent[] = [
  event('PPME_SYSCALL_OPEN_E', [], { time: at(0) }),
  event('PPME_SYSCALL_OPEN_X', [3, '/data/big', 1, 0, 0, 0], { time: at(1) }),
  event('PPME_SYSCALL_READ_E', [3, 4096], { time: at(2) }),
  event('PPME_SYSCALL_READ_X', [4096, 'abc'], { time: at(9) }),
  event('PPME_SYSCALL_READ_E', [3, 4096], { time: at(10) }),
  event('PPME_SYSCALL_READ_X', [12, 'abc'], { time: at(32) }),
  event('PPME_SYSCALL_OPEN_E', [], { time: at(40) }),
  event('PPME_SYSCALL_OPEN_X', [-2, '/data/none', 1, 0, 0, 0], { time: at(41) }),
];

/** CPU time in percent of a second, reported each second. */
const reports: readonly MinimalEvent[] = [0, 1, 2, 3, 4].flatMap((second) => [
  // Nobody is made known by a report.
  event('PPME_SYSCALL_CLOSE_E', [3], { time: at(1000 * second), tid: 100 }),
  event('PPME_SYSCALL_CLOSE_E', [3], { time: at(1000 * second), tid: 200 }),
  event('PPME_PROCINFO_E', [10 + 30 * second, 5 + second], { time: at(1000 * second), tid: 100 }),
  event('PPME_PROCINFO_E', [7, 200], { time: at(1000 * second + 1), tid: 200 }),
]);

describe.skipIf(!hasSysdig)(`tables of captures made by hand${hasSysdig ? '' : ` (${noSysdig})`}`, () => {
  it.each([
    ['slow_io', slowRead],
    ['files', slowRead],
    ['directories', slowRead],
    ['errors', slowRead],
    ['syscalls', slowRead],
    ['io_by_type', slowRead],
    ['procs_errors', slowRead],
    ['procs', reports],
    ['procs_cpu', reports],
    ['threads', reports],
    ['page_faults', reports],
  ] as const)('%s has the rows of csysdig', (view, events) =>
    withCapture(events, async (path) => {
      const session = new ViewSession({ store: await storeOf(path), views, view });
      const want = csysdigRows(path, view);
      expect(want.length).toBeGreaterThan(0);
      expect(ourRows(session)).toEqual(want);
    }),
  );
});

describe.skipIf(!hasSysdig || capturesDir === undefined)(`tables of a real capture (${noSysdig}, or ${noCaptures})`, () => {
  it.each([
    ['procs', []],
    ['procs', ['-pc']],
    ['files', ['-pc']],
    ['threads', ['proc.name=nginx']],
    ['syscalls', ['evt.dir=<']],
    ['file_opens', []],
    ['incoming_connections', []],
  ] as const)('%s %s has the rows of csysdig', async (view, args) => {
    const path = capture('example5_nginx');
    const filter = args.find((arg) => arg !== '-pc') ?? '';
    const columns = (args as readonly string[]).includes('-pc') ? 'containers' : 'default';
    const session = new ViewSession({ store: await storeOf(path), views, view, filter, columns });
    expect(ourRows(session).map(withoutTime)).toEqual(csysdigRows(path, view, ...args).map(withoutTime));
  });
});

/** Clock times are local, and the zone is the machine's. */
function withoutTime(row: readonly unknown[]): unknown[] {
  return row.filter((cell) => !/^\d\d:\d\d:\d\d\.\d+$/.test(String(cell)));
}
