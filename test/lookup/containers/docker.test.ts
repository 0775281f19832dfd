import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { DockerRuntime } from '../../../src/lookup/containers/docker.ts';
import { Gathered, idOf, Sockets } from './support.ts';

const sockets = new Sockets();
afterAll(() => sockets.close());

const docker = 0;

/** What Docker answers to an inspection, all parts that are read. */
function inspected(digit: string, name: string): Record<string, unknown> {
  return {
    Id: idOf(digit),
    Created: '2023-05-06T07:08:09.123456789Z',
    Name: `/${name}`,
    Image: `sha256:${idOf('e')}`,
    HostConfig: {
      Privileged: true,
      NetworkMode: 'host',
      PidMode: '',
      IpcMode: 'private',
      Memory: 1024,
      MemorySwap: -1,
      CpuShares: 0,
      NanoCpus: 1_500_000_000,
      CpusetCpus: '0-2,7',
    },
    Config: {
      User: 'www',
      Env: ['A=1', 'B=ü'],
      Image: 'registry:5000/web:1.2',
      Labels: { tier: 'front', long: 'x'.repeat(5000) },
      Healthcheck: { Test: ['CMD-SHELL', 'curl localhost'] },
    },
    Mounts: [{ Type: 'bind', Source: '/a', Destination: '/b', Mode: 'ro', RW: false, Propagation: 'rprivate' }],
    NetworkSettings: {
      IPAddress: '',
      Networks: { bridge: { IPAddress: '172.17.0.2' } },
      Ports: {
        '80/tcp': [
          { HostIp: '0.0.0.0', HostPort: '8080' },
          { HostIp: '::', HostPort: '8080' },
        ],
        '53/udp': [{ HostPort: '53' }],
        '81/tcp': null,
      },
    },
  };
}

const image = { RepoTags: ['registry:5000/web:1.2'], RepoDigests: [`registry:5000/web@sha256:${idOf('d')}`] };

/** A Docker that knows some containers and tells events on demand. */
class FakeDocker {
  readonly known = new Map<string, unknown>();
  /** Made and being started: only lists tell of them, questions about them wait. */
  readonly starting = new Map<string, unknown>();
  readonly questions: string[] = [];
  readonly #listeners = new Set<ServerResponse>();

  readonly answer = ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    this.questions.push(url);
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const inspect = /^\/containers\/([0-9a-f]+)\/json$/.exec(url)?.[1];
    if (url.startsWith('/events?')) {
      response.writeHead(200).flushHeaders();
      this.#listeners.add(response);
    } else if (url === '/containers/json') response.end(JSON.stringify([...this.known.keys()].map((Id) => ({ Id }))));
    else if (pathname === '/containers/json') {
      const { id } = JSON.parse(searchParams.get('filters') ?? '') as { id: string[] };
      response.end(JSON.stringify(id.flatMap((one) => this.starting.get(one) ?? [])));
    } else if (inspect !== undefined && this.starting.has(inspect)) return;
    else if (url.startsWith('/images/')) response.end(JSON.stringify(image));
    else {
      const found = [...this.known].find(([id]) => inspect !== undefined && id.startsWith(inspect))?.[1];
      response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? { message: 'No such container' }));
    }
  };

  say(event: unknown): void {
    for (const listener of this.#listeners) listener.write(`${JSON.stringify(event)}\n`);
  }
}

async function started(): Promise<{ fake: FakeDocker; gathered: Gathered; path: string }> {
  const fake = new FakeDocker();
  const path = await sockets.http(fake.answer);
  return { fake, path, gathered: new Gathered(new DockerRuntime('docker', path, docker)) };
}

describe('Docker', () => {
  it('is asked at the start what runs', async () => {
    const { fake, gathered } = await started();
    fake.known.set(idOf('a'), inspected('a', 'web'));
    fake.known.set(idOf('b'), inspected('b', 'db'));
    await gathered.asker.begin();
    expect(gathered.isListed).toBe(true);
    expect(gathered.containers.map(({ name }) => name).sort()).toEqual(['db', 'web']);
    expect(gathered.containers.find(({ name }) => name === 'web')).toEqual({
      id: 'aaaaaaaaaaaa',
      full_id: idOf('a'),
      type: 0,
      name: 'web',
      image: 'registry:5000/web:1.2',
      imageid: idOf('e'),
      imagerepo: 'registry:5000/web',
      imagetag: '1.2',
      imagedigest: `sha256:${idOf('d')}`,
      privileged: true,
      is_pod_sandbox: false,
      host_pid: false,
      host_network: true,
      host_ipc: false,
      lookup_state: 1,
      created_time: 1_683_356_889,
      Mounts: [{ Source: '/a', Destination: '/b', Mode: 'ro', RW: false, Propagation: 'rprivate' }],
      User: 'www',
      Healthcheck: { exe: '/bin/sh', args: ['-c', 'curl localhost'] },
      ip: '172.17.0.2',
      cni_json: '',
      port_mappings: [{ HostIp: 0, HostPort: 8080, ContainerPort: 80 }],
      labels: { tier: 'front' },
      env: ['A=1', 'B=ü'],
      memory_limit: 1024,
      swap_limit: -1,
      cpu_shares: 1024,
      cpu_quota: 150_000,
      cpu_period: 100_000,
      cpuset_cpu_count: 4,
      mesos_task_id: '',
      metadata_deadline: 0,
    });
    gathered.asker.close();
  });

  it('tells of containers before their first process, by its events', async () => {
    const { fake, gathered } = await started();
    await gathered.asker.begin();
    fake.known.set(idOf('c'), inspected('c', 'late'));
    fake.say({ Type: 'container', Action: 'create', Actor: { ID: idOf('c') } });
    await vi.waitFor(() => expect(gathered.containers.map(({ name }) => name)).toEqual(['late']));
    fake.known.set(idOf('c'), inspected('c', 'renamed'));
    fake.say({ Type: 'container', Action: 'rename', id: idOf('c') });
    await vi.waitFor(() => expect(gathered.containers.at(-1)?.name).toBe('renamed'));
    // The same once more is no news.
    fake.say({ Type: 'container', Action: 'start', id: idOf('c') });
    await vi.waitFor(() => expect(fake.questions.filter((url) => url.startsWith('/containers/c'))).toHaveLength(3));
    await gathered.asker.ask('cccccccccccc');
    expect(gathered.containers).toHaveLength(2);
    gathered.asker.close();
  });

  it('names a container it has just made, though it answers nothing about one that it starts', async () => {
    const { fake, gathered } = await started();
    await gathered.asker.begin();
    const Attributes = { name: 'fresh', image: 'registry:5000/web:1.2', tier: 'front' };
    fake.say({ Type: 'container', Action: 'create', time: 1_600_000_000, Actor: { ID: idOf('f'), Attributes } });
    await vi.waitFor(() => expect(gathered.containers).toHaveLength(1));
    expect(gathered.containers[0]).toMatchObject({
      id: 'ffffffffffff',
      name: 'fresh',
      image: 'registry:5000/web:1.2',
      imagerepo: 'registry:5000/web',
      imagetag: '1.2',
      created_time: 1_600_000_000,
      labels: { tier: 'front' },
    });
    fake.known.set(idOf('f'), inspected('f', 'fresh'));
    await vi.waitFor(() => expect(gathered.containers.at(-1)).toMatchObject({ name: 'fresh', ip: '172.17.0.2' }), 2000);
    gathered.asker.close();
  });

  it('tells the mounts and the image of a container while it is being started', async () => {
    const { fake, gathered } = await started();
    await gathered.asker.begin();
    const mount = { Type: 'bind', Source: '/usr', Destination: '/mnt', Mode: 'ro', RW: false, Propagation: 'rprivate' };
    fake.starting.set(idOf('f'), { Id: idOf('f'), ImageID: `sha256:${idOf('e')}`, Created: 1_600_000_001, Mounts: [mount] });
    const Attributes = { name: 'fresh', image: 'box:1' };
    fake.say({ Type: 'container', Action: 'create', time: 1_600_000_000, Actor: { ID: idOf('f'), Attributes } });
    await vi.waitFor(() => expect(gathered.containers).toHaveLength(2));
    expect(gathered.containers[0]).toMatchObject({ name: 'fresh', imageid: '', Mounts: [] });
    expect(gathered.containers[1]).toMatchObject({
      name: 'fresh',
      imageid: idOf('e'),
      imagetag: '1',
      created_time: 1_600_000_001,
      Mounts: [{ Source: '/usr', Destination: '/mnt', Mode: 'ro', RW: false, Propagation: 'rprivate' }],
    });
    gathered.asker.close();
  });

  it('is not taken from a list once its runtime has described it in full', async () => {
    const { fake, gathered } = await started();
    await gathered.asker.begin();
    fake.known.set(idOf('c'), inspected('c', 'whole'));
    const Attributes = { name: 'fresh', image: 'box:1' };
    fake.say({ Type: 'container', Action: 'create', time: 1_600_000_000, Actor: { ID: idOf('c'), Attributes } });
    await vi.waitFor(() => expect(gathered.containers.at(-1)).toMatchObject({ name: 'whole' }));
    await vi.waitFor(() => expect(fake.questions.some((url) => url.startsWith('/containers/json?all=1'))).toBe(true));
    await gathered.asker.ask('cccccccccccc');
    expect(gathered.containers.at(-1)).toMatchObject({ name: 'whole' });
    gathered.asker.close();
  });

  it('may come to know a container after somebody has seen it', async () => {
    const { fake, gathered } = await started();
    await gathered.asker.ask('dddddddddddd');
    expect(gathered.asked).toEqual(['dddddddddddd']);
    expect(gathered.containers).toEqual([]);
    fake.known.set(idOf('d'), inspected('d', 'slow'));
    await vi.waitFor(() => expect(gathered.containers.map(({ name }) => name)).toEqual(['slow']), 2000);
    gathered.asker.close();
  });

  it('is asked about nothing but ids', async () => {
    const { fake, gathered } = await started();
    for (const id of ['../images/json', 'web', 'AAAAAAAAAAAA', '', 'a'.repeat(65), 'aaaaaaaaaaaa?size=1']) await gathered.asker.ask(id);
    fake.say({ Actor: { ID: '../../evil' } });
    expect(fake.questions).toEqual([]);
    gathered.asker.close();
  });

  it('names an image by what it is called where a container was started by its id', async () => {
    const { fake, gathered } = await started();
    const own = inspected('a', 'web');
    fake.known.set(idOf('a'), { ...own, Config: { Image: `sha256:${idOf('e')}` } });
    await gathered.asker.ask('aaaaaaaaaaaa');
    expect(gathered.containers[0]).toMatchObject({ imagerepo: 'registry:5000/web', imagetag: '1.2', imagedigest: `sha256:${idOf('d')}` });
    gathered.asker.close();
  });
});

describe('what a runtime on a socket may do', () => {
  const bad: readonly [string, () => Promise<string>, RegExp][] = [
    ['never answer', () => sockets.raw(() => undefined), /no answer within 2000 ms/],
    ['answer something that is no HTTP', () => sockets.raw((socket) => socket.end('\0\x01\xff\n')), /Parse Error/],
    ['answer no JSON', () => sockets.http((_, response) => response.end('{{{{')), /no JSON/],
    ['answer an error', () => sockets.http((_, response) => response.writeHead(500).end()), /status 500/],
    ['not be there', async () => sockets.path(), /ENOENT/],
    [
      'answer without end',
      () =>
        sockets.http((_, response) => {
          const more = (): void => {
            while (!response.destroyed && response.write('[1,'.repeat(100_000)));
          };
          response.on('drain', more);
          more();
        }),
      /more than \d+ bytes|within 2000 ms/,
    ],
  ];
  it.each(bad)('%s: one note, and the next one is asked', async (_what, make, note) => {
    const good = new FakeDocker();
    good.known.set(idOf('a'), inspected('a', 'web'));
    const path = await make();
    const gathered = new Gathered(
      new DockerRuntime('first', path, docker),
      new DockerRuntime('second', await sockets.http(good.answer), docker),
    );
    await gathered.asker.begin();
    await gathered.asker.ask('bbbbbbbbbbbb');
    expect(gathered.isListed).toBe(true);
    expect(gathered.containers.map(({ name }) => name)).toEqual(['web']);
    expect(gathered.notes).toHaveLength(1);
    expect(gathered.notes[0]).toMatch(note);
    gathered.asker.close();
  });

  it('say strange things in JSON, of which nothing is taken', async () => {
    const strange: unknown[] = [null, 7, [], 'x', {}, { Id: 5 }, { Id: idOf('a').toUpperCase() }, { Id: '../../etc' }];
    for (const answer of strange) {
      const path = await sockets.http(({ url }, response) =>
        response.end(JSON.stringify(url?.endsWith('/containers/json') ? [answer] : answer)),
      );
      const gathered = new Gathered(new DockerRuntime('docker', path, docker));
      await gathered.asker.begin();
      await gathered.asker.ask('aaaaaaaaaaaa');
      expect(gathered.containers).toEqual([]);
      gathered.asker.close();
    }
  });

  it('wrongly describe what another one knows: the first is believed', async () => {
    const [own, other] = [new FakeDocker(), new FakeDocker()];
    own.known.set(idOf('a'), inspected('a', 'web'));
    other.known.set(idOf('a'), inspected('a', 'fake'));
    const gathered = new Gathered(
      new DockerRuntime('own', await sockets.http(own.answer), docker),
      new DockerRuntime('other', await sockets.http(other.answer), docker),
    );
    await gathered.asker.begin();
    await gathered.asker.ask('aaaaaaaaaaaa');
    expect(gathered.containers.at(-1)?.name).toBe('web');
    gathered.asker.close();
  });

  it('say more than an event holds: the environment is left out first', async () => {
    const fake = new FakeDocker();
    const own = inspected('a', 'web');
    fake.known.set(idOf('a'), {
      ...own,
      Config: { Image: 'web', Env: Array.from({ length: 1000 }, (_, i) => `V${i}=${'x'.repeat(200)}`), Labels: { a: 'b' } },
    });
    const gathered = new Gathered(new DockerRuntime('docker', await sockets.http(fake.answer), docker));
    await gathered.asker.ask('aaaaaaaaaaaa');
    expect(gathered.containers[0]).toMatchObject({ name: 'web', env: [], labels: { a: 'b' } });
    gathered.asker.close();
  });
});
