import { type MethodDefinition, Server, ServerCredentials, type ServiceDefinition, status } from '@grpc/grpc-js';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { CriRuntime } from '../../../src/lookup/containers/cri.ts';
import { decode, encode, textOf } from '../../../src/lookup/containers/protobuf.ts';
import { Gathered, idOf, Sockets } from './support.ts';

const sockets = new Sockets();
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.forceShutdown();
  sockets.close();
});

/** By method: what to answer; undefined stands for "not found". */
type Answers = Readonly<Record<string, (request: Buffer) => Buffer | undefined>>;

function method(path: string, responseStream = false): MethodDefinition<Buffer, Buffer> {
  const asIs = (bytes: Buffer): Buffer => bytes;
  return {
    path,
    requestStream: false,
    responseStream,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
}

/** A runtime that knows some methods of one version of the interface. */
async function fakeCri(version: string, answers: Answers, events?: (tell: (event: Buffer) => void) => void): Promise<string> {
  const server = new Server();
  servers.push(server);
  for (const service of ['RuntimeService', 'ImageService']) {
    const own = Object.entries(answers).filter(([path]) => path.startsWith(`${service}/`));
    const definition: Record<string, MethodDefinition<Buffer, Buffer>> = {};
    const handlers: Record<string, (...args: never[]) => void> = {};
    for (const [path, answer] of own) {
      const name = path.slice(service.length + 1);
      definition[name] = method(`/${version}.${path}`);
      handlers[name] = (call: { request: Buffer }, callback: (error: unknown, value?: Buffer) => void) => {
        const value = answer(call.request);
        if (value === undefined) callback({ code: status.NOT_FOUND, details: 'no such thing' });
        else callback(null, value);
      };
    }
    if (service === 'RuntimeService' && events !== undefined) {
      definition.GetContainerEvents = method(`/${version}.RuntimeService/GetContainerEvents`, true);
      handlers.GetContainerEvents = (call: { write(event: Buffer): void }) => events((event) => call.write(event));
    }
    server.addService(definition as ServiceDefinition, handlers as never);
  }
  const path = sockets.path();
  await new Promise<void>((ready, failed) =>
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => (error === null ? ready() : failed(error))),
  );
  return path;
}

const map = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([key, value]) =>
    encode([
      [1, key],
      [2, value],
    ]),
  );

const info = {
  sandboxID: idOf('5'),
  config: { envs: [{ key: 'A', value: '1' }], linux: { security_context: { privileged: true } } },
  runtimeSpec: {
    process: { user: { uid: 1000 } },
    linux: { resources: { memory: { limit: 4096 }, cpu: { shares: 2, quota: 5000, period: 10_000, cpus: '0-1' } } },
  },
};

const spec = JSON.stringify({
  spec: {
    containers: [{ name: 'app', livenessProbe: { exec: { command: ['alive', 'now'] } }, readinessProbe: { exec: { command: ['ready'] } } }],
  },
});

function containerStatus(): Buffer {
  const own = encode([
    [1, idOf('c')],
    [
      2,
      encode([
        [1, 'app'],
        [2, 3],
      ]),
    ],
    [3, 1],
    [4, 1_600_000_000_000_000_000],
    [8, encode([[1, 'docker.io/library/nginx:1.19']])],
    [9, `docker.io/library/nginx@sha256:${idOf('d')}`],
    ...map({
      'io.kubernetes.pod.name': 'pod',
      'io.kubernetes.pod.namespace': 'shop',
      'io.kubernetes.pod.uid': 'u-1',
      'io.kubernetes.container.name': 'app',
    }).map((entry) => [12, entry] as const),
    [
      14,
      encode([
        [1, '/in'],
        [2, '/out'],
        [3, 1],
        [5, 2],
      ]),
    ],
  ]);
  return encode([[1, own], ...map({ info: JSON.stringify(info) }).map((entry) => [2, entry] as const)]);
}

function sandboxStatus(): Buffer {
  const own = encode([
    [1, idOf('5')],
    [
      2,
      encode([
        [1, 'pod'],
        [2, 'u-1'],
        [3, 'shop'],
        [4, 1],
      ]),
    ],
    [4, 1_600_000_000_000_000_000],
    [5, encode([[1, '10.1.2.3']])],
    [
      6,
      encode([
        [
          2,
          encode([
            [
              2,
              encode([
                [1, 0],
                [2, 2],
                [3, 0],
              ]),
            ],
          ]),
        ],
      ]),
    ],
    ...map({ app: 'web' }).map((entry) => [7, entry] as const),
    ...map({ 'kubectl.kubernetes.io/last-applied-configuration': spec }).map((entry) => [8, entry] as const),
  ]);
  return encode([
    [1, own],
    ...map({ info: JSON.stringify({ image: 'pause:3', cniResult: { a: 1 } }) }).map((entry) => [2, entry] as const),
  ]);
}

const isAbout = (request: Buffer, id: string) => id.startsWith(textOf(decode(request), 1));

const answers: Answers = {
  'RuntimeService/Version': () =>
    encode([
      [1, '0.1.0'],
      [2, 'containerd'],
      [3, '1.7'],
      [4, 'v1'],
    ]),
  'RuntimeService/ListContainers': () =>
    encode([
      [
        1,
        encode([
          [1, idOf('c')],
          [6, 1],
        ]),
      ],
      [
        1,
        encode([
          [1, idOf('d')],
          [6, 2],
        ]),
      ],
    ]),
  'RuntimeService/ListPodSandbox': () => encode([[1, encode([[1, idOf('5')]])]]),
  'RuntimeService/ContainerStatus': (request) => (isAbout(request, idOf('c')) ? containerStatus() : undefined),
  'RuntimeService/PodSandboxStatus': (request) => (isAbout(request, idOf('5')) ? sandboxStatus() : undefined),
  'ImageService/ImageStatus': () =>
    encode([
      [
        1,
        encode([
          [1, `sha256:${idOf('e')}`],
          [2, 'docker.io/library/nginx:1.19'],
          [3, `docker.io/library/nginx@sha256:${idOf('d')}`],
        ]),
      ],
    ]),
};

describe.each(['runtime.v1', 'runtime.v1alpha2'])('a runtime of Kubernetes that speaks %s', (version) => {
  it('is asked at the start what runs, containers and pods', async () => {
    const gathered = new Gathered(new CriRuntime(await fakeCri(version, answers), 2000));
    await gathered.asker.begin();
    expect(gathered.notes).toEqual([]);
    const found = gathered.containers.find(({ id }) => id === 'cccccccccccc');
    expect(found).toMatchObject({
      full_id: idOf('c'),
      type: 7,
      name: 'k8s_app_pod_shop_u-1_3',
      image: 'docker.io/library/nginx:1.19',
      imageid: idOf('e'),
      imagerepo: 'docker.io/library/nginx',
      imagetag: '1.19',
      imagedigest: `sha256:${idOf('d')}`,
      privileged: true,
      host_pid: true,
      host_network: false,
      created_time: 1_600_000_000,
      Mounts: [{ Source: '/out', Destination: '/in', Mode: '', RW: false, Propagation: 'rshared' }],
      User: '1000',
      LivenessProbe: { exe: 'alive', args: ['now'] },
      ReadinessProbe: { exe: 'ready', args: [] },
      ip: '10.1.2.3',
      env: ['A=1'],
      memory_limit: 4096,
      cpu_shares: 2,
      cpu_quota: 5000,
      cpu_period: 10_000,
      cpuset_cpu_count: 2,
      labels: { 'io.kubernetes.pod.name': 'pod', 'io.kubernetes.sandbox.id': idOf('5') },
    });
    expect(gathered.containers.find(({ id }) => id === '555555555555')).toMatchObject({
      name: 'POD_pod_shop_u-1_1',
      is_pod_sandbox: true,
      ip: '10.1.2.3',
      labels: { app: 'web' },
      cni_json: '{"a":1}',
    });
    expect(gathered.containers).toHaveLength(2);
    gathered.asker.close();
  });
});

describe('a runtime of Kubernetes', () => {
  it('tells of new containers by its events', async () => {
    let tell: ((event: Buffer) => void) | undefined;
    const path = await fakeCri(
      'runtime.v1',
      { ...answers, 'RuntimeService/ListContainers': () => encode([]), 'RuntimeService/ListPodSandbox': () => encode([]) },
      (say) => {
        tell = say;
      },
    );
    const gathered = new Gathered(new CriRuntime(path, 2000));
    await gathered.asker.begin();
    expect(gathered.containers).toEqual([]);
    await vi.waitFor(() => expect(tell).toBeDefined());
    tell?.(
      encode([
        [1, idOf('c')],
        [2, 0],
      ]),
    );
    await vi.waitFor(() => expect(gathered.containers.map(({ id }) => id)).toContain('cccccccccccc'));
    gathered.asker.close();
  });

  it('is looked at again and again where it tells no events', async () => {
    let running = encode([]);
    const path = await fakeCri('runtime.v1', {
      ...answers,
      'RuntimeService/ListContainers': () => running,
      'RuntimeService/ListPodSandbox': () => encode([]),
    });
    const gathered = new Gathered(new CriRuntime(path, 2000));
    await gathered.asker.begin();
    running = encode([
      [
        1,
        encode([
          [1, idOf('c')],
          [6, 1],
        ]),
      ],
    ]);
    await vi.waitFor(() => expect(gathered.containers.map(({ id }) => id)).toContain('cccccccccccc'), 4000);
    gathered.asker.close();
  });

  it('knows nothing of a container that is not there', async () => {
    const gathered = new Gathered(new CriRuntime(await fakeCri('runtime.v1', answers), 2000));
    await gathered.asker.ask('abcdefabcdef');
    expect({ asked: gathered.asked, containers: gathered.containers, notes: gathered.notes }).toEqual({
      asked: ['abcdefabcdef'],
      containers: [],
      notes: [],
    });
    gathered.asker.close();
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['never answers', () => sockets.raw(() => undefined), /no answer within 300 ms/],
    ['answers garbage', () => sockets.raw((socket) => socket.end('HTTP/1.0 400\r\n\r\n')), /./],
    ['is none of Kubernetes', () => fakeCri('other.v1', answers), /does not speak/],
    [
      'answers what is no message',
      () => fakeCri('runtime.v1', { ...answers, 'RuntimeService/ListContainers': () => Buffer.from([0xff, 0xff]) }),
      /no message/,
    ],
  ])('that %s costs a note', async (_what, make, note) => {
    const gathered = new Gathered(new CriRuntime(await make(), 300));
    const since = performance.now();
    await gathered.asker.begin();
    expect(performance.now() - since).toBeLessThan(3000);
    expect(gathered.notes).toHaveLength(1);
    expect(gathered.notes[0]).toMatch(note);
    gathered.asker.close();
  });
});
