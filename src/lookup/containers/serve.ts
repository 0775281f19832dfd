import type { Readable, Writable } from 'node:stream';
import { ContainerType } from '../../machine/index.ts';
import { ContainerAsker } from './asker.ts';
import { DockerRuntime } from './docker.ts';
import { Answer, type HelperTask, questionMax } from './protocol.ts';
import type { Runtime } from './runtime.ts';

/**
 * Answers questions about containers, one a line, until there are no more: what {@link ContainerLookup} talks to. This
 * is all it does: it takes nothing but ids, and gives nothing but what runtimes say of containers.
 */
export async function serveContainers(task: HelperTask, questions: Readable, answers: Writable): Promise<void> {
  const say = (kind: string, text: string): void => {
    answers.write(`${kind}${text}\n`, 'latin1');
  };
  const asker = new ContainerAsker(await runtimesOf(task), {
    container: (json) => say(Answer.container, json),
    asked: (id) => say(Answer.asked, id),
    listed: () => say(Answer.listed, ''),
    note: (text) => say(Answer.note, text.replace(/[^\x20-\x7e]/g, '?').slice(0, questionMax)),
  });
  // Whoever asked is gone: nothing is left to do.
  answers.on('error', () => asker.close());
  const ended = new Promise<void>((resolve) => {
    let rest = '';
    questions.setEncoding('latin1');
    questions.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(0, questionMax);
      for (const id of lines) void asker.ask(id);
    });
    questions.on('end', resolve);
    questions.on('error', () => resolve());
  });
  void asker.begin();
  await ended;
  asker.close();
}

/** The gRPC client is loaded only where somebody speaks it. */
async function runtimesOf({ sockets, criTimeoutMs }: HelperTask): Promise<Runtime[]> {
  const docker = sockets.docker.map((socket) => new DockerRuntime('docker', socket, ContainerType.docker));
  const podman = sockets.podman.map((socket) => new DockerRuntime('podman', socket, ContainerType.podman));
  const rootless = sockets.rootless.map((socket) => new DockerRuntime('podman', socket, ContainerType.podman));
  let cri: Runtime[] = [];
  if (sockets.cri.length > 0) {
    const { CriRuntime } = await import('./cri.ts');
    cri = sockets.cri.map((socket) => new CriRuntime(socket, criTimeoutMs));
  }
  return [...docker, ...podman, ...cri, ...rootless];
}
