import type { Container } from '../../machine/index.ts';
import { announcedContainer, dockerContainer, imageToAsk, listedContainer } from './docker-container.ts';
import { followJson, getJson, type HttpLimits } from './http.ts';
import { list, text } from './json.ts';
import { isContainerId, type Runtime, retryMsMax, retryMsMin } from './runtime.ts';

const listLimits: HttpLimits = { timeoutMs: 2000, maxBytes: 16 << 20 };
const inspectLimits: HttpLimits = { timeoutMs: 2000, maxBytes: 1 << 20 };
/** Images whose description is remembered. */
const imagesMax = 256;

/** What of a container is news: that it is there, before its first process is; its address; its name. */
const news = ['create', 'start', 'rename'];

/** Docker, or Podman with its Docker-compatible interface: HTTP over a unix socket. */
export class DockerRuntime implements Runtime {
  readonly name: string;
  readonly #socket: string;
  readonly #type: number;
  readonly #images = new Map<string, unknown>();
  #endWatch: (() => void) | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = retryMsMin;
  #closed = false;

  /** @param type number of the container type */
  constructor(kind: string, socket: string, type: number) {
    this.name = `${kind} at ${socket}`;
    this.#socket = socket;
    this.#type = type;
  }

  async list(): Promise<readonly string[]> {
    const found = await getJson(this.#socket, '/containers/json', listLimits);
    return list(found)
      .map((container) => text(container, 'Id'))
      .filter(isContainerId);
  }

  async describe(id: string): Promise<readonly Container[]> {
    const inspected = await getJson(this.#socket, `/containers/${id}/json`, inspectLimits);
    if (inspected === undefined) return [];
    const imageId = imageToAsk(inspected);
    const container = dockerContainer(inspected, this.#type, imageId === undefined ? undefined : await this.#image(imageId));
    return container === undefined ? [] : [container];
  }

  async #image(id: string): Promise<unknown> {
    if (this.#images.has(id)) return this.#images.get(id);
    // An image that cannot be asked about leaves a container without its digest, no more.
    const image = await getJson(this.#socket, `/images/${id}/json`, inspectLimits).catch(() => undefined);
    if (this.#images.size >= imagesMax) this.#images.clear();
    this.#images.set(id, image);
    return image;
  }

  watch(onChange: (id: string, announced?: Container) => void): void {
    const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: news }));
    this.#endWatch = followJson(
      this.#socket,
      `/events?filters=${filters}`,
      (event) => {
        this.#retryMs = retryMsMin;
        const id = text(event, 'Actor', 'ID') || text(event, 'id');
        if (isContainerId(id)) onChange(id, announcedContainer(event, id, this.#type));
      },
      () => {
        if (this.#closed) return;
        this.#retry = setTimeout(() => this.watch(onChange), this.#retryMs);
        this.#retry.unref();
        this.#retryMs = Math.min(this.#retryMs * 2, retryMsMax);
      },
    );
  }

  /** Docker makes lists from a copy of its books, which needs no lock of the container. */
  async glance(announced: Container): Promise<Container | undefined> {
    const filters = encodeURIComponent(JSON.stringify({ id: [announced.fullId] }));
    const found = await getJson(this.#socket, `/containers/json?all=1&filters=${filters}`, listLimits);
    const listed = list(found).find((container) => text(container, 'Id') === announced.fullId);
    return listed === undefined ? undefined : listedContainer(listed, announced);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#endWatch?.();
  }
}
