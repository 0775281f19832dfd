import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { call, idle } from '../machine/events.ts';
import { containerEvent, describedContainer } from '../support/container-events.ts';
import { event, type ParamValue } from '../support/events.ts';
import { type MinimalEvent, minimalCapture } from '../support/minimal-capture.ts';
import { linesOf, tsdig } from '../support/program.ts';
import { hasSysdig, noSysdig, sysdig } from '../support/sysdig.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-beside-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Of no thread. */
const nobody = { tid: -1 };

function infrastructure(description: string): MinimalEvent {
  return event('PPME_INFRASTRUCTURE_EVENT_E', ['docker', 'Container', description, 'host.mac=1']);
}

function switched(values: readonly ParamValue[], tid = 100): MinimalEvent {
  return event('PPME_SCHEDSWITCH_6_E', values, { tid });
}

const plugins = 'events of plugins';
const pod = { name: 'web-1', namespace: 'shop', uid: 'u-1', timestamp: '', containers: [], labels: { tier: 'front' } };

const stories: Record<string, readonly MinimalEvent[]> = {
  'what orchestrators say between events': [
    idle(),
    event('PPME_K8S_E', [JSON.stringify({ apiVersion: 'v1', kind: 'Pod', items: [pod], reason: 'COMPONENT_ADDED' })], nobody),
    event('PPME_MESOS_E', ['{"frameworks":[]}'], nobody),
    idle(),
  ],
  'what orchestrators say before anything else': [
    event('PPME_MESOS_E', ['{"frameworks":[]}'], nobody),
    containerEvent(describedContainer('a')),
    idle(),
  ],
  'what orchestrators say behind containers': [
    containerEvent(describedContainer('a')),
    event('PPME_K8S_E', [JSON.stringify({ apiVersion: 'v1', kind: 'Pod', items: [pod], reason: 'COMPONENT_ADDED' })], nobody),
    containerEvent(describedContainer('b')),
    idle(),
  ],
  notifications: [
    idle(),
    event('PPME_NOTIFICATION_E', ['id1', 'some text']),
    event('PPME_NOTIFICATION_E', ['id1']),
    event('PPME_NOTIFICATION_E', ['', '']),
  ],
  'what happens to containers': [
    infrastructure('Event: start; ID: 0123456789abcdef; name: web; Image: nginx:1.2'),
    infrastructure('Event: die;Image: sha256:abc;'),
    infrastructure('nothing here'),
    infrastructure('Event: start;  ID:0123456789abcdef;name:web/x;Image: repo:5000/nginx:1.2@sha256:abc; more'),
    infrastructure('Image=; ID:; Event'),
    event('PPME_INFRASTRUCTURE_EVENT_E', ['k8s']),
  ],
  'drops in the middle of calls': [
    event('PPME_DROP_E', [1]),
    event('PPME_SYSCALL_CLOSE_E', [3]),
    event('PPME_DROP_X', [1]),
    event('PPME_SYSCALL_CLOSE_X', [0]),
    event('PPME_DROP_E', [128], nobody),
    event('PPME_DROP_X', [128], { tid: 0 }),
  ],
  'processors that come and go': [idle(), event('PPME_CPU_HOTPLUG_E', [1, 1], nobody), event('PPME_CPU_HOTPLUG_E', [1, 6]), idle()],
  'switches, page faults and signals between enter and exit': [
    idle(),
    event('PPME_SCHEDSWITCH_1_E', [101]),
    event('PPME_SYSCALL_CLOSE_E', [3]),
    switched([101, 1, 2, 3, 4, 5]),
    switched([100, 1, 2, 3, 4, 5], 101),
    event('PPME_SYSCALL_CLOSE_X', [0]),
    switched([101, 1, 2]),
    switched([]),
    event('PPME_PAGE_FAULT_E', [0x1234, 0x400000, 3]),
    event('PPME_SIGNALDELIVER_E', [1, 100, 9]),
    event('PPME_SIGNALDELIVER_E', [-1, 999, 64]),
    event('PPME_PROCINFO_E', [10, 20]),
    event('PPME_PROCINFO_E', [11, 25]),
    event('PPME_PROCINFO_E', [11, 25], { tid: 55 }),
    event('PPME_SYSDIGEVENT_E', [1, 2]),
    idle(),
  ],
  [plugins]: [idle(), event('PPME_PLUGINEVENT_E', [3, 'some data'], nobody), event('PPME_PLUGINEVENT_E', [99, '']), idle()],
  'calls without types of their own': [
    ...[5, 0, 88].flatMap((id) => [event('PPME_GENERIC_E', [id, 435]), event('PPME_GENERIC_X', [id])]),
    ...call('SETUID', [1000], [0]),
  ],
};

const fields = [
  ...['num', 'outputtime', 'cpu', 'dir', 'type', 'category', 'args', 'arg[0]', 'arg[1]', 'buffer', 'res', 'rawres', 'failed'],
  ...['is_io', 'is_wait', 'latency', 'reltime', 'count', 'count.exit', 'count.procinfo', 'count.threadinfo'],
  ...['docker.name', 'docker.container.id', 'docker.container.name', 'docker.container.image'].map((name) => `infra.${name}`),
].map((name) => `evt.${name}`);
const more = [
  ...['syscall.type', 'thread.tid', 'thread.cpu', 'thread.cpu.user', 'thread.cpu.system', 'thread.vmsize', 'thread.pfmajor'],
  ...['proc.name', 'proc.pid', 'proc.vmsize', 'user.uid', 'container.id', 'fd.num', 'fd.name', 'span.id', 'evtin.span.id'],
];
const format = `*%${[...fields, ...more].join('|%')}`;

describe.runIf(hasSysdig)(`what is no syscall looks as in sysdig (${noSysdig} otherwise)`, () => {
  it.each(Object.entries(stories))(
    '%s',
    (name, events) => {
      const file = join(work, `${name.replaceAll(/\W+/g, '-')}.scap`);
      writeFileSync(file, minimalCapture(events));
      // sysdig shows events of plugins in a format of the plugin's, which is not at hand.
      const others = name === plugins ? [] : [[], ['-j'], ['-X', '-v'], ['not proc.name exists or evt.dir=<']];
      for (const args of [['-p', format], ...others]) {
        expect(linesOf(tsdig(['-r', file, ...args]).stdout), args.join(' ')).toEqual(linesOf(sysdig('-r', file, ...args)));
      }
    },
    60_000,
  );
});
