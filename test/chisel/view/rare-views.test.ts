import { describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { ViewSession } from '../../../src/chisel/view/index.ts';
import { call, cloneExit, execve, open, socketCall } from '../../machine/events.ts';
import { containerEvent, describedContainer, fullId } from '../../support/container-events.ts';
import { tuple } from '../../support/conversations.ts';
import { event } from '../../support/events.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';
import { hasSysdig, noSysdig } from '../../support/sysdig.ts';
import { csysdigRows, ourRows, storeOf, withCapture } from './support.ts';

const at = (us: number): bigint => 1_600_000_000_000_000_000n + BigInt(us) * 1000n;
const mark = (text: string, us: number): MinimalEvent[] => call('WRITE', [1, text.length], [text.length, text], { time: at(us) });

/** Spans in spans, one of them twice, one without an end. */
const spans: readonly MinimalEvent[] = [
  ...open(1, '/dev/null', { time: at(0) }),
  ...mark('>:1:outer:who=me:', 10),
  ...mark('>:1:outer.inner::', 100),
  ...mark('<:1:outer.inner:res=ok:', 350),
  ...mark('>:1:outer.inner:again=yes:', 400),
  ...mark('>:1:outer.inner.core::', 420),
  ...mark('<:1:outer.inner.core::', 1500),
  ...mark('<:1:outer.inner::', 1600),
  ...mark('<:1:outer::', 2_000_000),
  ...mark('>:2:outer::', 2_100_000),
  ...mark('>:2:outer.other::', 2_100_010),
  ...mark('<:2:outer.other::', 2_200_000),
  ...mark('<:2:outer::', 62_300_000),
  ...mark('>:3:never::', 62_400_000),
  event('PPME_SYSCALL_CLOSE_E', [1], { time: at(62_500_000) }),
];

/** Connections accepted while others wait. */
const waiting: readonly MinimalEvent[] = [
  ...execve('/usr/sbin/httpd', { tid: 100, comm: 'httpd' }),
  ...[0, 50, 100].flatMap((percent, i) =>
    socketCall('ACCEPT_5', [], [5 + i, tuple(`10.0.0.${i + 1}:5000`, '10.0.0.9:80'), percent, percent / 10, 10], { time: at(1000 * i) }),
  ),
  ...socketCall('ACCEPT4_5', [0], [9, tuple('10.0.0.1:5001', '10.0.0.9:443'), 30, 3, 10], { tid: 200, time: at(5000) }),
  ...socketCall('ACCEPT_5', [], [-11, new Uint8Array(0), 0, 0, 10], { time: at(6000) }),
];

const cgroups = (digit: string): string => `cpu=/docker/${fullId(digit)}\0`;

/** CLONE_THREAD, as captures hold it. */
const cloneThread = 1 << 13;

/** Two pods on one machine, and a process in none. */
const pods: readonly MinimalEvent[] = [
  containerEvent(describedContainer('a', { mesos_task_id: 'web.1' })),
  containerEvent(
    describedContainer('b', {
      labels: { 'io.kubernetes.pod.name': 'db-1', 'io.kubernetes.pod.namespace': 'shop', 'io.kubernetes.pod.uid': 'u-2', tier: 'back' },
    }),
  ),
  ...execve('/bin/web', { tid: 100, comm: 'web', cgroups: cgroups('a') }),
  ...execve('/bin/db', { tid: 200, comm: 'db', cgroups: cgroups('b') }),
  ...execve('/bin/sh', { tid: 300, comm: 'sh' }),
  cloneExit(0, { tid: 101, pid: 100, ptid: 100, comm: 'web', cgroups: cgroups('a'), flags: cloneThread }),
  ...[100, 200, 300].flatMap((tid, i) => [
    ...open(3, `/data/${tid}`, { tid, time: at(1000 * (i + 1)) }),
    ...call('READ', [3, 100], [50 + i, 'x'], { tid, time: at(1000 * (i + 1) + 10) }),
  ]),
  event('PPME_PROCINFO_E', [100, 10], { tid: 100, time: at(1_000_000) }),
  event('PPME_PROCINFO_E', [130, 15], { tid: 100, time: at(2_000_000) }),
];

const told: readonly MinimalEvent[] = [
  ...open(3, '/data', { time: at(1) }),
  event('PPME_NOTIFICATION_E', ['alert-1', 'disk is full'], { time: at(2) }),
  event('PPME_NOTIFICATION_E', ['alert-2', ''], { time: at(3) }),
  event('PPME_INFRASTRUCTURE_EVENT_E', ['docker', 'docker.start', 'started', 'host.mac=1 and container.id=aaaaaaaaaaaa'], { time: at(4) }),
  event(
    'PPME_INFRASTRUCTURE_EVENT_E',
    ['docker', 'kill', 'Event:kill;ID:abc;Image:nginx;Name:web', 'host.mac=1 and container.id=aaaaaaaaaaaa'],
    { time: at(5) },
  ),
];

/** Calls that report page faults of their thread. */
const faults: readonly MinimalEvent[] = [
  ...call('BRK_4', [0], [4096, 1000, 500, 0], { tid: 100 }),
  ...execve('/bin/prog', { tid: 100 }),
  event('PPME_SCHEDSWITCH_6_E', [200, 3, 40, 1000, 500, 0], { tid: 100 }),
  event('PPME_PAGE_FAULT_E', [0x1000, 0x2000, 6], { tid: 100 }),
  ...open(3, '/data', { tid: 200 }),
  event('PPME_SCHEDSWITCH_6_E', [100, 7, 80, 1000, 500, 0], { tid: 200 }),
];

/** The very last event closes an fd, or ends a thread. */
const closing: readonly MinimalEvent[] = [
  ...execve('/bin/prog', { tid: 100 }),
  ...open(3, '/data', { tid: 100 }),
  ...open(4, '/data', { tid: 100 }),
  ...call('CLOSE', [3], [0], { tid: 100 }),
];
const ending: readonly MinimalEvent[] = [
  ...execve('/bin/prog', { tid: 100 }),
  ...execve('/bin/other', { tid: 200 }),
  event('PPME_PROCEXIT_E', [], { tid: 200 }),
];

describe.skipIf(!hasSysdig)(`views of what few captures hold${hasSysdig ? '' : ` (${noSysdig})`}`, () => {
  it.each([
    ['traces_list', spans],
    ['traces_summary', spans],
    ['spans_list', spans],
    ['spans_summary', spans],
    ['backlog', waiting],
    ['kubernetes_pods', pods],
    ['kubernetes_namespaces', pods],
    ['kubernetes_services', pods],
    ['kubernetes_deployments', pods],
    ['kubernetes_controllers', pods],
    ['kubernetes_replicasets', pods],
    ['mesos_frameworks', pods],
    ['marathon_apps', pods],
    ['marathon_groups', pods],
    ['containers', pods],
    ['notifications', told],
    ['docker_events', told],
    ['page_faults', faults],
    ['procs_fd_usage', closing],
    ['threads', ending],
  ] as const)('%s has the rows of csysdig', (view, events) =>
    withCapture(events, async (path) => {
      const session = new ViewSession({ store: await storeOf(path), views, view });
      expect(ourRows(session)).toEqual(csysdigRows(path, view));
    }),
  );
});

describe('views of Mesos', () => {
  it('have the tasks that containers were told', () =>
    withCapture(pods, async (path) => {
      const session = new ViewSession({ store: await storeOf(path), views, view: 'mesos_tasks' });
      expect(session.snapshot().rows.map(({ keyText }) => keyText)).toEqual(['web.1']);
    }));
});
