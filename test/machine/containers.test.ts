import { describe, expect, it } from 'vitest';
import { containerTypes } from '../../src/machine/index.ts';
import { event } from '../support/events.ts';
import { cloneExit, execve, idle } from './events.ts';
import { Play, threadEntry } from './play.ts';

const full = '0123456789abcdef'.repeat(4);
const short = full.slice(0, 12);

function containerOf(cgroups: string, more: Parameters<typeof threadEntry>[0] = { tid: 100 }): string {
  return new Play({ threads: [threadEntry({ ...more, cgroups })] }).thread(more.tid).containerId;
}

describe('the container of a process, by its control groups', () => {
  it.each([
    ['docker', `cpuset=/docker/${full}`, short],
    ['docker under systemd', `cpuset=/system.slice/docker-${full}.scope`, short],
    ['a pod of Kubernetes', `cpuset=/kubepods/besteffort/pod2a/${full}`, short],
    ['podman', `cpuset=/machine.slice/libpod-${full}.scope`, short],
    ['podman of an ordinary user', `name=systemd=/user.slice/podman-4242.scope/${full}`, short],
    ['containerd', `cpuset=/kubepods.slice/pod2.slice/cri-containerd-${full}.scope`, short],
    ['containerd without systemd', `cpuset=/kubepods-pod2.slice:cri-containerd:${full}`, short],
    ['CRI-O', `cpuset=/kubepods/pod2/crio-${full}`, short],
    ['CRI-O under systemd', `cpuset=/kubepods.slice/crio-${full}.scope`, short],
    ['LXC', 'cpuset=/lxc/web/init.scope', 'web'],
    ['LXC of today', 'cpuset=/lxc.payload/web', 'web'],
    ['libvirt', 'cpuset=/machine/db.libvirt-lxc', 'db'],
    ['libvirt under systemd', 'cpuset=/machine.slice/machine-lxc\\x2ddb.scope', 'db'],
    ['libvirt of old', 'cpuset=/libvirt/lxc/db', 'db'],
    ['BOSH', 'cpuset=/system.slice/runc-bpm-nginx.scope', 'nginx'],
    ['the host', 'cpuset=/\0cpu=/user.slice/user-1000.slice', ''],
    ['a session whose name is no id', `cpuset=/docker/${'z'.repeat(64)}`, ''],
    ['an id of another length', `cpuset=/docker/${full.slice(1)}`, ''],
  ])('%s', (_runtime, cgroups, id) => {
    expect(containerOf(`${cgroups}\0`)).toBe(id);
  });

  it('is told by any of them', () => {
    expect(containerOf(`cpuset=/\0cpu=/\0memory=/docker/${full}\0`)).toBe(short);
  });

  it('of Mesos counts only where a process carries a task id', () => {
    const id = 'a9f41620-b165-4d24-abe0-af0af92e7b20';
    expect(containerOf(`cpu=/mesos/${id}\0`)).toBe('');
    expect(containerOf(`cpu=/mesos/${id}\0`, { tid: 100, env: 'MESOS_TASK_ID=web.1\0' })).toBe(id);
  });

  it('of rkt is told by the root directory', () => {
    const root = '/var/lib/rkt/pods/run/pod-1/stage1/rootfs/opt/stage2/app/rootfs';
    expect(containerOf('', { tid: 100, root })).toBe('pod-1:app');
    expect(containerOf('', { tid: 100, root: '/opt/stage2/app/rootfs', env: 'container_uuid=pod-2\0' })).toBe('pod-2:app');
  });
});

describe('a container that sysdig 0.29.3 does not see', () => {
  it.each([
    ['systemd inside docker', `cpu=/docker/${full}/init.scope`, short, 'docker'],
    ['systemd inside docker under systemd', `cpu=/system.slice/docker-${full}.scope/system.slice/x.service`, short, 'docker'],
    ['podman with a group of its own below', `cpu=/machine.slice/libpod-${full}.scope/container/x`, short, 'podman'],
    ['LXC with one hierarchy', 'cpu=/lxc.payload.web/init.scope', 'web', 'lxc'],
    ['systemd-nspawn as a service', 'cpu=/machine.slice/systemd-nspawn@my\\x2ddebian.service/payload', 'my-debian', 'systemd-nspawn'],
    ['systemd-nspawn registered', 'cpu=/machine.slice/machine-debian.scope/payload/init.scope', 'debian', 'systemd-nspawn'],
    ['what supervises systemd-nspawn', 'cpu=/machine.slice/machine-debian.scope/supervisor', '', undefined],
    ['a virtual machine', 'cpu=/machine.slice/machine-qemu\\x2d1\\x2dvm.scope', '', undefined],
    ['what monitors LXC', 'cpu=/lxc.monitor.web', '', undefined],
  ])('%s', (_what, cgroups, id, type) => {
    const state = { threads: [threadEntry({ tid: 100, cgroups: `${cgroups}\0` })] };
    const live = new Play(state, { mends: true });
    expect(live.thread(100).containerId).toBe(id);
    expect(containerTypes.find(([number]) => number === live.machine.containers.get(id)?.type)?.[1]).toBe(type);
    expect(new Play(state).thread(100).containerId).toBe('');
  });

  it('of Kubernetes is asked about, and so is every container nobody described', () => {
    const asked: string[] = [];
    const cgroups = [`cpu=/kubepods/burstable/pod1/${full}/x\0`, `cpu=/docker/${'b'.repeat(64)}\0`];
    const threads = cgroups.map((list, i) => threadEntry({ tid: 100 + i, cgroups: list }));
    const play = new Play({ threads }, { mends: true, onUnknownContainer: (id) => asked.push(id) });
    expect(asked).toEqual([short, 'b'.repeat(12)]);
    play.play(
      idle({ tid: 100 }),
      event('PPME_CONTAINER_JSON_E', [JSON.stringify({ container: { id: 'b'.repeat(12), type: 0, image: 'web' } })], { tid: -1 }),
    );
    play.play(cloneExit(0, { tid: 101, ptid: 1, vtid: 1, vpid: 1, comm: 'kid', cgroups: cgroups[1]! }));
    expect(asked).toHaveLength(2);
  });
});

it('control groups are named as /proc names them', () => {
  const play = new Play({ threads: [threadEntry({ tid: 100, cgroups: 'cpuset_cgroup=/a\0perf=/b\0mem_cgroup=/c\0io=/d\0' })] });
  expect(play.thread(100).cgroups).toEqual(['cpuset=/a', 'perf_event=/b', 'memory=/c', 'blkio=/d']);
});

it('a process goes into a container when it is born there, or executes a program there', () => {
  const play = new Play({ threads: [threadEntry({ tid: 100 })] });
  play.play(cloneExit(400, { cgroups: `cpu=/docker/${full}\0` }));
  expect([play.thread(400).containerId, play.thread(100).containerId]).toEqual([short, '']);
  play.play(...execve('/bin/x', { cgroups: `cpu=/docker/${'b2'.repeat(32)}\0` }));
  expect(play.thread(100).containerId).toBe('b2b2b2b2b2b2');
});

describe('what is known of a container', () => {
  const described = {
    container: {
      id: 'abc',
      type: 7,
      name: 'web',
      image: 'nginx:latest',
      imagerepo: 'nginx',
      imagetag: 'latest',
      privileged: true,
      ip: '172.17.0.2',
      labels: { tier: 'front', ort: 'Köln' },
      env: ['A=1', 5],
      Mounts: [{ Source: '/a', Destination: '/b', Mode: 'rw', RW: true, Propagation: 'rprivate' }],
      port_mappings: [{ HostIp: 0, HostPort: 8080, ContainerPort: 80 }],
      Healthcheck: { exe: 'curl', args: ['-f', 'localhost'] },
      memory_limit: 1024,
      cpu_quota: 'nonsense',
      User: 'www',
    },
  };

  it('comes from an event in JSON', () => {
    const play = new Play();
    play.play(idle(), event('PPME_CONTAINER_JSON_E', [Buffer.from(`${JSON.stringify(described)}\n\0`)], { tid: -1 }));
    const container = play.machine.containers.get('abc');
    expect(container).toMatchObject({
      name: 'web',
      image: 'nginx:latest',
      type: 7,
      privileged: true,
      ip: 0xac110002,
      user: 'www',
      known: true,
    });
    expect(container?.labels.get('ort')).toBe(Buffer.from('Köln').toString('latin1'));
    expect([container?.env, container?.memoryLimit, container?.cpuQuota]).toEqual([['A=1'], 1024, 0]);
    expect(container?.mounts).toEqual([{ source: '/a', destination: '/b', mode: 'rw', writable: true, propagation: 'rprivate' }]);
    expect(container?.ports).toEqual([{ hostIp: 0, hostPort: 8080, containerPort: 80 }]);
    expect(container?.healthProbes).toEqual([{ kind: 'healthcheck', exe: 'curl', args: ['-f', 'localhost'] }]);
  });

  it('shows with the event as if a thread of that name had done it', () => {
    const play = new Play();
    const { thread } = play.play(idle(), event('PPME_CONTAINER_JSON_2_E', [JSON.stringify(described)], { tid: -1 }));
    expect([play.shown, thread?.comm, thread?.containerId, thread?.tid]).toEqual([true, 'container:abc', 'abc', -1]);
    expect(play.machine.threads.has(-1)).toBe(false);
  });

  it('belongs to the beginning where it comes before all else, and is not shown then', () => {
    const play = new Play();
    play.play(event('PPME_CONTAINER_JSON_E', [JSON.stringify(described)]));
    expect([play.shown, play.machine.containers.has('abc')]).toEqual([false, true]);
  });

  it('is not shown where the runtime knew nothing', () => {
    const play = new Play();
    const failed = { container: { id: 'abc', lookup_state: 2 } };
    play.play(idle(), event('PPME_CONTAINER_JSON_E', [JSON.stringify(failed)]));
    expect([play.shown, play.machine.containers.get('abc')?.known]).toEqual([false, false]);
  });

  it('is nothing where the JSON is broken', () => {
    const play = new Play();
    play.play(idle());
    for (const json of ['{"container":', '[]', 'null', '{"container":{"id":7}}', '{"container":{"__proto__":{"id":"x"}}}']) {
      play.play(event('PPME_CONTAINER_JSON_E', [json]));
    }
    expect([play.machine.containers.size, play.machine.counters.unreadableMetadata]).toEqual([0, 5]);
  });

  it('came as four parameters once', () => {
    const play = new Play();
    play.play(event('PPME_CONTAINER_E', ['abc', 1, 'web', 'img']));
    expect(play.machine.containers.get('abc')).toMatchObject({ type: 1, name: 'web', image: 'img' });
  });
});

describe('what a process is there for', () => {
  const cgroups = `cpu=/docker/${full}\0`;
  const probes = JSON.stringify({ container: { id: short, Healthcheck: { exe: '/bin/kid', args: ['a', 'b'] } } });

  it('is its container where it is the first one there, or comes from it', () => {
    const play = new Play({ threads: [threadEntry({ tid: 100, vpid: 1, cgroups })] });
    play.play(cloneExit(400, { cgroups }));
    expect([play.thread(100).category, play.thread(400).category]).toEqual(['container', 'container']);
  });

  it('is the health of the container where its runtime starts it from outside', () => {
    const play = new Play({ threads: [threadEntry({ tid: 100 })] });
    play.play(event('PPME_CONTAINER_JSON_E', [probes]), cloneExit(0, { tid: 400, ptid: 100, vpid: 20, cgroups }));
    expect(play.thread(400).category).toBe('healthcheck');
  });

  it('is nothing special on the host', () => {
    expect(new Play({ threads: [threadEntry({ tid: 100 })] }).thread(100).category).toBe('none');
  });
});

it('what orchestrators say is kept in order', () => {
  const play = new Play();
  play.play(event('PPME_K8S_E', ['{"a":1}']), event('PPME_MESOS_E', ['{"b":2}']));
  expect(play.machine.orchestration.map(({ json }) => json)).toEqual(['{"a":1}', '{"b":2}']);
});
