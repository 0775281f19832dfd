import { spawn } from 'node:child_process';
import { eventNumber } from '../event/index.ts';
import type { BoundField } from '../field/index.ts';
import { ContainerLookup, criTimeoutMsDefault, type HelperTask, noSockets, runtimeSockets } from '../lookup/index.ts';
import { type EventSource, InjectingSource } from '../source/index.ts';
import { containerHelper } from './helper-word.ts';
import type { Settings } from './settings.ts';

const containerEvent = eventNumber('PPME_CONTAINER_JSON_E');

/** Fields that need more of a container than its id, which the control groups tell. */
const needsRuntime = /^(?:container\.(?!id$)|k8s\.|proc\.is_container_)/;

/** Who reads what runtimes say of containers. */
export interface ContainerReaders {
  readonly fields: readonly BoundField[];
  /** By event key: 1 where an event is wanted; undefined: no filter says. */
  readonly keys: Uint8Array | undefined;
  /** Something keeps or reads whatever there is: a capture file, a chisel. */
  readonly all: boolean;
}

/** Whether a live run has to ask container runtimes. */
export function wantsContainers({ fields, keys, all }: ContainerReaders): boolean {
  return all || keys?.[containerEvent] === 1 || fields.some(({ definition }) => needsRuntime.test(definition.name));
}

/**
 * What container runtimes say of containers, put into the stream of a live source. The runtimes are asked by a process
 * of its own, which keeps the rights it was started with: begin it before giving up those of this one.
 */
export class LiveContainers {
  readonly source: InjectingSource;
  readonly #lookup: ContainerLookup;

  /** Begins to ask; undefined on a host without container runtimes. */
  static begin(source: EventSource, settings: Pick<Settings, 'criPaths' | 'criTimeoutMs'>): LiveContainers | undefined {
    const sockets = runtimeSockets({ docker: dockerSocket(process.env.DOCKER_HOST), cri: settings.criPaths });
    if (noSockets(sockets)) return undefined;
    return new LiveContainers(source, { sockets, criTimeoutMs: settings.criTimeoutMs ?? criTimeoutMsDefault });
  }

  private constructor(inner: EventSource, task: HelperTask) {
    const source = new InjectingSource(inner);
    // A session of its own: a Ctrl-C at the terminal ends the capture, and with it the pipe this process lives by.
    const helper = spawn(process.execPath, [process.argv[1] ?? '', containerHelper, JSON.stringify(task)], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    helper.on('error', () => undefined);
    if (helper.pid !== undefined) inner.exclude?.(helper.pid);
    helper.unref();
    for (const pipe of [helper.stdin, helper.stdout]) (pipe as unknown as { unref?(): void }).unref?.();
    const end = (): void => {
      helper.stdin.destroy();
      helper.stdout.destroy();
    };
    this.source = source;
    this.#lookup = new ContainerLookup({ questions: helper.stdin, answers: helper.stdout, end }, (json) => source.inject(json));
  }

  /** Why names are missing: lines. */
  get notes(): readonly string[] {
    return this.#lookup.notes;
  }

  /** Asks about a container a thread was found in, once. */
  ask(id: string): void {
    this.#lookup.ask(id);
  }

  /** Waits, not long, for the containers that run already. */
  begun(): Promise<void> {
    return this.#lookup.begun();
  }

  /** Something to wait for between two batches, for some ms at most; undefined where nothing was asked. */
  settled(): Promise<void> | undefined {
    return this.#lookup.settled();
  }

  close(): void {
    this.#lookup.close();
  }
}

/** The path in `unix:///path`, as Docker's own client takes it; other transports are not asked. */
function dockerSocket(host: string | undefined): string | undefined {
  return host?.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
}
