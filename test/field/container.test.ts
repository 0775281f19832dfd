import { describe, expect, it } from 'vitest';
import { parseContainer } from '../../src/machine/container.ts';
import { type Container, Machine, Thread } from '../../src/machine/index.ts';
import { contextOf } from '../support/event-context.ts';
import { bindWritten } from '../support/field-values.ts';

const machine = new Machine();
const pod = (container: Record<string, unknown>): Container => parseContainer(JSON.stringify({ container }))!;
machine.containers.set(
  'aaaaaaaaaaaa',
  pod({
    id: 'aaaaaaaaaaaa',
    full_id: 'a'.repeat(64),
    type: 7,
    name: 'web',
    ip: '10.1.2.3',
    cni_json: '{"cni":1}',
    created_time: 1_600_000_000,
    host_network: true,
    Healthcheck: { exe: 'curl', args: ['-f', 'localhost'] },
    Mounts: [
      { Source: '/a', Destination: '/x', Mode: 'ro', RW: false, Propagation: 'p' },
      { Source: '/b', Destination: '/y', Mode: '', RW: true, Propagation: '' },
    ],
    labels: {
      'io.kubernetes.pod.name': 'web-1',
      'io.kubernetes.pod.namespace': 'shop',
      'io.kubernetes.pod.uid': 'u-1',
      'io.kubernetes.sandbox.id': `${'b'.repeat(64)}`,
      tier: 'front',
    },
    mesos_task_id: 'task-1',
  }),
);
machine.containers.set(
  'bbbbbbbbbbbb',
  pod({
    id: 'bbbbbbbbbbbb',
    type: 7,
    ip: '10.1.2.4',
    cni_json: '{"cni":2}',
    labels: { app: 'web', 'io.kubernetes.x': '1', 'annotation.y': '2', zone: '' },
  }),
);
const thread = new Thread(7, 7);
thread.containerId = 'aaaaaaaaaaaa';
const value = (field: string, of = thread) =>
  bindWritten(field).extract(contextOf({ machine, thread: of, time: 1_600_000_001_000_000_000 }));

describe('a container', () => {
  it('shows what its runtime says', () => {
    expect(['id', 'full_id', 'name', 'type', 'ip', 'cni.json', 'privileged'].map((name) => value(`container.${name}`))).toEqual([
      'aaaaaaaaaaaa',
      'a'.repeat(64),
      'web',
      'containerd',
      '10.1.2.3',
      '{"cni":1}',
      false,
    ]);
    expect(['host_pid', 'host_network', 'host_ipc'].map((name) => value(`container.${name}`))).toEqual([undefined, true, undefined]);
    expect(value('container.healthcheck')).toBe('curl -f localhost');
    expect(value('container.liveness_probe')).toBe('NONE');
    expect(value('container.start_ts')).toBe(1_600_000_000_000_000_000n);
    expect(value('container.duration')).toBe(1_000_000_000);
    expect(value('mesos.task.id')).toBe('task-1');
  });

  it('has mounts, found by number, by path or by pattern', () => {
    expect(value('container.mounts')).toBe('/a:/x:ro:false:p,/b:/y::true:');
    expect(value('container.mount[1]')).toBe('/b:/y::true:');
    expect(value('container.mount[/a]')).toBe('/a:/x:ro:false:p');
    expect(value('container.mount.dest[/b*]')).toBe('/y');
    expect(value('container.mount.source[/x]')).toBe('/a');
    expect(value('container.mount.rdwr[0]')).toBe('false');
    expect(value('container.mount[9]')).toBeUndefined();
    expect(value('container.mount[/none]')).toBeUndefined();
  });

  it('has labels', () => {
    expect(value('container.label[tier]')).toBe('front');
    expect(value('container.label[none]')).toBeUndefined();
    expect(value('container.labels')).toContain('tier:front');
  });

  it('nobody knows has its id and nothing else', () => {
    const stranger = new Thread(8, 8);
    stranger.containerId = 'cccccccccccc';
    expect(
      ['id', 'name', 'type', 'image', 'mounts', 'healthcheck', 'privileged'].map((name) => value(`container.${name}`, stranger)),
    ).toEqual(['cccccccccccc', undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it('is called host outside of one', () => {
    const host = new Thread(9, 9);
    expect(['id', 'name', 'type', 'image'].map((name) => value(`container.${name}`, host))).toEqual(['host', 'host', 'host', undefined]);
  });
});

describe('a pod', () => {
  it('is known by the labels of its containers', () => {
    expect(
      ['k8s.pod.name', 'k8s.ns.name', 'k8s.pod.id', 'k8s.pod.uid', 'k8s.pod.sandbox_id', 'k8s.pod.full_sandbox_id'].map((field) =>
        value(field),
      ),
    ).toEqual(['web-1', 'shop', 'u-1', 'u-1', 'bbbbbbbbbbbb', 'b'.repeat(64)]);
  });

  it('has labels and an address of its own', () => {
    expect(value('k8s.pod.labels')).toBe('app:web, zone');
    expect(value('k8s.pod.label[app]')).toBe('web');
    expect(value('k8s.pod.ip')).toBe('10.1.2.4');
    expect(value('k8s.pod.cni.json')).toBe('{"cni":2}');
  });

  it('says nothing of what only an orchestrator’s server knows', () => {
    for (const field of [
      'k8s.rc.name',
      'k8s.svc.id',
      'k8s.ns.id',
      'k8s.rs.label[x]',
      'k8s.deployment.labels',
      'mesos.task.name',
      'mesos.framework.id',
      'marathon.app.name',
      'marathon.group.id',
    ])
      expect(value(field), field).toBeUndefined();
  });
});
