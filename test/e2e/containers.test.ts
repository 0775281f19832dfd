import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cloneExit, idle } from '../machine/events.ts';
import { containerEvent, describedContainer, fullId } from '../support/container-events.ts';
import { event } from '../support/events.ts';
import { type MinimalEvent, minimalCapture } from '../support/minimal-capture.ts';
import { linesOf, tsdig } from '../support/program.ts';
import { hasSysdig, noSysdig, sysdig } from '../support/sysdig.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-containers-'));
afterAll(() => rmSync(work, { recursive: true }));

/** A process is born in a container and does something. */
function inContainer(tid: number, digit: string, vpid = 1): MinimalEvent[] {
  return cloned(tid, `/docker/${fullId(digit)}`, vpid);
}

function cloned(tid: number, cgroup: string, vpid = 1): MinimalEvent[] {
  const cgroups = `cpuset=/\0cpu=${cgroup}\0memory=/\0`;
  return [cloneExit(0, { tid, ptid: 1, vtid: vpid, vpid, comm: 'kid', cgroups }), idle({ tid })];
}

const begin = idle({ tid: 1 });
const probe = { exe: '/bin/kid', args: ['a', 'b'] };

const richest = 'a container with all there is to say';
const stories: Record<string, readonly MinimalEvent[]> = {
  [richest]: [begin, containerEvent(describedContainer('a')), ...inContainer(400, 'a')],
  'the same in an event of any length': [
    begin,
    containerEvent(describedContainer('a', { cni_json: 'x'.repeat(70_000) }), 'PPME_CONTAINER_JSON_2_E'),
    ...inContainer(400, 'a'),
  ],
  'a container known before the first event': [containerEvent(describedContainer('a')), ...inContainer(400, 'a')],
  'a container of four parameters': [
    begin,
    event('PPME_CONTAINER_E', ['a'.repeat(12), 0, 'web', 'img'], { tid: -1 }),
    ...inContainer(400, 'a'),
  ],
  'a container that changes its name': [
    begin,
    ...inContainer(400, 'a'),
    containerEvent(describedContainer('a')),
    idle({ tid: 400 }),
    containerEvent(describedContainer('a', { name: 'renamed' })),
    idle({ tid: 400 }),
  ],
  'processes that ask for the health of a container': [
    begin,
    containerEvent(describedContainer('a', { Healthcheck: probe })),
    containerEvent(describedContainer('b', { LivenessProbe: probe })),
    containerEvent(describedContainer('c', { ReadinessProbe: probe })),
    ...['a', 'b', 'c'].flatMap((digit, i) => inContainer(400 + i, digit, 20 + i)),
  ],
  ...Object.fromEntries(
    [0, 1, 2, 3].map((state) => [
      `a container in state ${state} of being looked up`,
      [begin, containerEvent(describedContainer('a', { lookup_state: state })), ...inContainer(400, 'a')],
    ]),
  ),
  ...Object.fromEntries(
    [1, 2, 3, 4, 6, 7, 8, 9].map((type) => [
      `a container of type ${type}`,
      [begin, containerEvent(describedContainer('a', { type, privileged: true })), ...inContainer(400, 'a')],
    ]),
  ),
  'a container of which little is said': [
    begin,
    containerEvent({ id: 'a'.repeat(12), type: 0, name: '', image: '', Mounts: [{ Source: '/a' }], labels: {} }),
    ...inContainer(400, 'a'),
  ],
  'containers nobody described': [
    begin,
    ...[
      `/system.slice/docker-${fullId('1')}.scope`,
      `/kubepods/besteffort/pod1/${fullId('2')}`,
      `/kubepods.slice/crio-${fullId('3')}.scope`,
      `/kubepods.slice/cri-containerd-${fullId('4')}.scope`,
      `/a:cri-containerd:${fullId('5')}`,
      '/lxc/six',
      '/lxc.payload/seven/x',
      '/a/eight.libvirt-lxc',
      '/machine.slice/machine-lxc\\x2dnine.scope',
      '/libvirt/lxc/ten',
      `/docker/${fullId('b').slice(1)}`,
    ].flatMap((cgroup, i) => cloned(400 + i, cgroup)),
  ],
};

/** Fields whose values are asked for one by one; of the stand-in for a thread, sysdig leaves some to chance. */
const fields = [
  ...['id', 'name', 'image', 'image.id', 'type', 'privileged', 'mounts'].map((name) => `container.${name}`),
  ...['mount[0]', 'mount[1]', 'mount[2]', 'mount[/a]', 'mount[/b/*]'].map((name) => `container.${name}`),
  ...['source[/x]', 'source[0]', 'dest[/a]', 'dest[1]', 'mode[0]', 'rdwr[0]', 'rdwr[/b/c]', 'propagation[1]'].map(
    (name) => `container.mount.${name}`,
  ),
  ...['image.repository', 'image.tag', 'image.digest', 'healthcheck', 'liveness_probe', 'readiness_probe'].map(
    (name) => `container.${name}`,
  ),
  ...['k8s.pod.name', 'k8s.pod.id', 'k8s.ns.name', 'k8s.ns.id', 'k8s.rc.name', 'k8s.svc.name', 'k8s.rs.name', 'k8s.deployment.name'],
  ...['mesos.task.name', 'mesos.framework.name', 'marathon.app.name', 'marathon.group.id'],
  ...['proc.is_container_healthcheck', 'proc.is_container_liveness_probe', 'proc.is_container_readiness_probe'],
  ...['thread.tid', 'thread.vtid', 'proc.pid', 'proc.name', 'proc.exe', 'thread.cgroups', 'evt.category', 'evt.args', 'evt.res'],
];
const format = `*%evt.num %evt.type|%${fields.join('|%')}`;

const everyStory: readonly (readonly string[])[] = [['-p', format], [], ['container.id!=host']];
const runs: readonly (readonly string[])[] = [
  ['-p', format],
  [],
  ['-pc'],
  ['-pk'],
  ['-pm'],
  ['-j', '-pc'],
  ['-v'],
  ['container.id!=host'],
  ['container.type=docker and container.image contains web'],
  ['container.mount[/a] exists or container.privileged=true'],
  ['evt.type=container'],
  ['k8s.pod.name=web-1'],
];

describe.runIf(hasSysdig)(`containers in captures look as in sysdig (${noSysdig} otherwise)`, () => {
  it.each(Object.entries(stories))(
    '%s',
    (name, events) => {
      const file = join(work, `${name.replaceAll(' ', '-')}.scap`);
      writeFileSync(file, minimalCapture(events));
      for (const args of name === richest ? runs : everyStory) {
        expect(linesOf(tsdig(['-r', file, ...args]).stdout), args.join(' ')).toEqual(linesOf(sysdig('-r', file, ...args)));
      }
    },
    60_000,
  );
});
