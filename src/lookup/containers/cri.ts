import { Client, credentials, status } from '@grpc/grpc-js';
import type { Container } from '../../machine/index.ts';
import { criContainer, criSandbox, type Sandbox, sandboxOf } from './cri-container.ts';
import { decode, encode, type Message, messageOf, messagesOf, numberOf, textOf } from './protobuf.ts';
import { isContainerId, type Runtime, RuntimeError, retryMsMax, retryMsMin } from './runtime.ts';

/** Versions of the interface, the newest first: what is read here has the same field numbers in both. */
const versions = ['runtime.v1', 'runtime.v1alpha2'];
/** The largest answer that is read. Bytes */
const answerMax = 16 << 20;
/** How often a runtime without a stream of events is asked what is new. ms */
const pollMs = 1000;
/** `ContainerState.CONTAINER_RUNNING`, `PodSandboxState.SANDBOX_READY`. */
const running = 1;
/** `ContainerEventType`: those up to here say that a container came. */
const lastOfComing = 1;
/** Pods remembered, for the other containers in them. */
const sandboxesMax = 256;

/** Type numbers by what runtimes call themselves; others are just of the interface's own type. */
const types: Readonly<Record<string, number>> = { containerd: 7, 'cri-o': 8 };
const anyType = 6;

/**
 * A runtime that speaks the container runtime interface of Kubernetes: gRPC over a unix socket, with messages of
 * `api.proto` (k8s.io/cri-api).
 */
export class CriRuntime implements Runtime {
  readonly name: string;
  readonly #client: Client;
  readonly #timeoutMs: number;
  readonly #sandboxes = new Map<string, Sandbox>();
  #version = '';
  #type = anyType;
  #events: { cancel(): void } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #retryMs = retryMsMin;
  #closed = false;

  constructor(socket: string, timeoutMs: number) {
    this.name = `container runtime at ${socket}`;
    this.#timeoutMs = timeoutMs;
    this.#client = new Client(`unix:${socket}`, credentials.createInsecure(), {
      'grpc.max_receive_message_length': answerMax,
      'grpc.initial_reconnect_backoff_ms': retryMsMin,
      'grpc.max_reconnect_backoff_ms': retryMsMax,
      'grpc.enable_retries': 0,
    });
  }

  async list(): Promise<readonly string[]> {
    const containers = await this.#ask('RuntimeService/ListContainers', encode([[1, encode([[2, encode([[1, running]])]])]]));
    const sandboxes = await this.#ask('RuntimeService/ListPodSandbox', encode([]));
    return [
      ...messagesOf(containers ?? new Map(), 1)
        .filter((container) => numberOf(container, 6) === running)
        .map((container) => textOf(container, 1)),
      // 0 is "ready" here.
      ...messagesOf(sandboxes ?? new Map(), 1)
        .filter((sandbox) => numberOf(sandbox, 3) === 0)
        .map((sandbox) => textOf(sandbox, 1)),
    ].filter(isContainerId);
  }

  async describe(id: string): Promise<readonly Container[]> {
    const response = await this.#ask('RuntimeService/ContainerStatus', question(id));
    if (response === undefined) {
      const sandbox = await this.#sandbox(id);
      return sandbox === undefined ? [] : [sandbox.container];
    }
    const sandboxId = sandboxOf(response);
    const sandbox = isContainerId(sandboxId) ? await this.#sandbox(sandboxId) : undefined;
    const container = criContainer(response, this.#type, sandbox, await this.#image(messageOf(response, 1)));
    return [...(sandbox === undefined ? [] : [sandbox.container]), ...(container === undefined ? [] : [container])];
  }

  async #sandbox(id: string): Promise<Sandbox | undefined> {
    const known = this.#sandboxes.get(id);
    if (known !== undefined && known.container.ip !== 0) return known;
    const response = await this.#ask('RuntimeService/PodSandboxStatus', question(id));
    const sandbox = response && criSandbox(response, this.#type);
    if (sandbox === undefined) return undefined;
    if (this.#sandboxes.size >= sandboxesMax) this.#sandboxes.clear();
    this.#sandboxes.set(id, sandbox);
    return sandbox;
  }

  /** What is known of the image of a container; undefined where the runtime does not say, which leaves some names out. */
  async #image(container: Message): Promise<Message | undefined> {
    const reference = textOf(container, 9) || textOf(messageOf(container, 8), 1);
    if (reference === '') return undefined;
    return this.#ask('ImageService/ImageStatus', encode([[1, encode([[1, Buffer.from(reference, 'latin1')]])]])).catch(() => undefined);
  }

  /** Asks; undefined where the runtime knows no such thing. */
  async #ask(method: string, request: Buffer): Promise<Message | undefined> {
    if (this.#version === '') await this.#begin();
    return this.#call(`/${this.#version}.${method}`, request);
  }

  /** Finds out which version of the interface is spoken, and by whom. */
  async #begin(): Promise<void> {
    for (const version of versions) {
      const answer = await this.#call(`/${version}.RuntimeService/Version`, encode([])).catch((error: unknown) => {
        if (error instanceof Unimplemented) return undefined;
        throw error;
      });
      if (answer === undefined) continue;
      this.#version = version;
      this.#type = types[textOf(answer, 2)] ?? anyType;
      return;
    }
    throw new RuntimeError('absent', 'it does not speak the container runtime interface');
  }

  #call(path: string, request: Buffer): Promise<Message | undefined> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(path, asIs, asIs, request, { deadline: Date.now() + this.#timeoutMs }, (error, answer) => {
        if (error === null) return settle(answer, resolve, reject);
        if (error.code === status.NOT_FOUND) return resolve(undefined);
        if (error.code === status.UNIMPLEMENTED) return reject(new Unimplemented('absent', error.details));
        // Runtimes answer with these to an id they do not know, too.
        if (error.code === status.UNKNOWN || error.code === status.INVALID_ARGUMENT) return resolve(undefined);
        const code = error.code === status.DEADLINE_EXCEEDED ? 'hung' : error.code === status.UNAVAILABLE ? 'absent' : 'garbage';
        reject(new RuntimeError(code, code === 'hung' ? `no answer within ${this.#timeoutMs} ms` : error.details));
      });
    });
  }

  watch(onChange: (id: string) => void): void {
    if (this.#closed) return;
    if (this.#version === '') {
      this.#begin().then(
        () => this.watch(onChange),
        () => this.#later(() => this.watch(onChange)),
      );
      return;
    }
    const stream = this.#client.makeServerStreamRequest(`/${this.#version}.RuntimeService/GetContainerEvents`, asIs, asIs, encode([]));
    this.#events = stream;
    stream.on('data', (bytes: Buffer) => {
      this.#retryMs = retryMsMin;
      const event = safely(bytes);
      if (event !== undefined && numberOf(event, 2) <= lastOfComing && isContainerId(textOf(event, 1))) onChange(textOf(event, 1));
    });
    // Every stream ends with a status; errors are told twice.
    stream.on('error', () => undefined);
    stream.on('status', ({ code }: { readonly code: number }) => {
      if (this.#closed) return;
      if (code === status.UNIMPLEMENTED || code === status.UNKNOWN) this.#poll(onChange, new Set());
      else this.#later(() => this.watch(onChange));
    });
  }

  /** For runtimes that tell no events: looks again and again what is there. */
  #poll(onChange: (id: string) => void, before: ReadonlySet<string>): void {
    this.#timer = setTimeout(() => {
      this.list().then(
        (ids) => {
          for (const id of ids) if (!before.has(id)) onChange(id);
          if (!this.#closed) this.#poll(onChange, new Set(ids));
        },
        () => this.#closed || this.#poll(onChange, before),
      );
    }, pollMs).unref();
  }

  #later(action: () => void): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, this.#retryMs).unref();
    this.#retryMs = Math.min(this.#retryMs * 2, retryMsMax);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#events?.cancel();
    this.#client.close();
  }
}

class Unimplemented extends RuntimeError {}

/** An id, and the wish for all details. */
function question(id: string): Buffer {
  return encode([
    [1, id],
    [2, 1],
  ]);
}

/** Messages are encoded and decoded here, not by the transport. */
function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function safely(bytes: Buffer): Message | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function settle(answer: Buffer | undefined, resolve: (message: Message) => void, reject: (error: Error) => void): void {
  const message = safely(answer ?? Buffer.alloc(0));
  if (message === undefined) reject(new RuntimeError('garbage', 'an answer that is no message'));
  else resolve(message);
}
