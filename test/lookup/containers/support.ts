import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerAsker } from '../../../src/lookup/containers/asker.ts';
import type { Runtime } from '../../../src/lookup/containers/runtime.ts';

/** The id whose digits are all the same. */
export const idOf = (digit: string): string => digit.repeat(64);

/** What stands in a container event. */
export interface Told {
  readonly [key: string]: unknown;
}

/** A folder with unix sockets in it, for the time of a test file. */
export class Sockets {
  readonly folder = mkdtempSync(join(tmpdir(), 'tsdig-runtimes-'));
  readonly #servers: { close(): unknown }[] = [];
  readonly #open = new Set<Socket>();
  #count = 0;

  path(): string {
    return join(this.folder, `${this.#count++}.sock`);
  }

  /** Answers requests; gives the path of the socket. */
  async http(listener: RequestListener): Promise<string> {
    return this.#listen(createServer(listener));
  }

  /** Takes connections and does with them what it likes. */
  async raw(onSocket: (socket: Socket) => void): Promise<string> {
    return this.#listen(createSocketServer(onSocket));
  }

  async #listen(server: Server | ReturnType<typeof createSocketServer>): Promise<string> {
    const path = this.path();
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.on('error', () => undefined).on('close', () => this.#open.delete(socket));
    });
    await new Promise<void>((ready) => server.listen(path, ready));
    this.#servers.push(server);
    return path;
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
    for (const server of this.#servers) server.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** An asker whose answers are gathered. */
export class Gathered {
  readonly containers: Told[] = [];
  readonly notes: string[] = [];
  readonly asked: string[] = [];
  isListed = false;
  readonly asker: ContainerAsker;

  constructor(...runtimes: readonly Runtime[]) {
    this.asker = new ContainerAsker(runtimes, {
      container: (json) =>
        this.containers.push((JSON.parse(Buffer.from(json, 'latin1').toString('utf8')) as { container: Told }).container),
      asked: (id) => this.asked.push(id),
      listed: () => {
        this.isListed = true;
      },
      note: (text) => this.notes.push(text),
    });
  }
}
