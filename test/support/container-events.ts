import { event } from './events.ts';
import type { MinimalEvent } from './minimal-capture.ts';

/** Full id of the container whose short id repeats a hexadecimal digit. */
export function fullId(digit: string): string {
  return digit.repeat(64);
}

/** What a runtime says of a container, all parts of it; `changes` replace some, undefined takes them away. */
export function describedContainer(digit: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: digit.repeat(12),
    full_id: fullId(digit),
    type: 0,
    name: `name-${digit}`,
    image: 'registry:5000/web:1.2',
    imageid: 'f00d',
    imagerepo: 'registry:5000/web',
    imagetag: '1.2',
    imagedigest: 'sha256:beef',
    privileged: false,
    is_pod_sandbox: false,
    lookup_state: 1,
    created_time: 1_599_999_000,
    Mounts: [
      { Source: '/a', Destination: '/x', Mode: 'ro', RW: false, Propagation: 'rprivate' },
      { Source: '/b/c', Destination: '/y', Mode: '', RW: true, Propagation: '' },
    ],
    User: 'root',
    Healthcheck: { exe: 'curl', args: ['-f', 'http://localhost'] },
    LivenessProbe: { exe: 'alive', args: [] },
    ReadinessProbe: { exe: 'ready', args: ['now'] },
    ip: '10.1.2.3',
    cni_json: '{"a":1}',
    port_mappings: [{ HostIp: 0, HostPort: 80, ContainerPort: 8080 }],
    labels: {
      tier: 'front',
      'io.kubernetes.pod.name': 'web-1',
      'io.kubernetes.pod.namespace': 'shop',
      'io.kubernetes.pod.uid': 'u-1',
    },
    env: ['A=1'],
    memory_limit: 1024,
    swap_limit: 2048,
    cpu_shares: 512,
    cpu_quota: 50_000,
    cpu_period: 100_000,
    cpuset_cpu_count: 2,
    mesos_task_id: '',
    metadata_deadline: 0,
    ...changes,
  };
}

/** The event in which a runtime says so. */
export function containerEvent(container: Readonly<Record<string, unknown>>, code = 'PPME_CONTAINER_JSON_E'): MinimalEvent {
  return event(code, [JSON.stringify({ container })], { tid: -1 });
}
