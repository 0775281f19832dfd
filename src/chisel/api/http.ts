import { toNumber } from './text.ts';
import type { EventOf } from './types.ts';

/** Fields that {@link HttpExchanges} reads. */
export const httpFields = ['evt.buffer', 'evt.rawtime', 'evt.io_dir', 'fd.num', 'proc.pid', 'container.name'] as const;

/** Reads and writes that can carry HTTP without encryption. */
export const httpFilter = 'evt.is_io=true and evt.buflen>0 and (fd.sockfamily=ip or fd.sockfamily=unix)';

/** Bytes of each buffer that hold what matters of a request. */
export const httpSnaplen = 1024;

/** A request that somebody sends or gets. */
export interface HttpRequest {
  readonly method: string;
  /** Of the header `Host`; undefined where there is none. */
  readonly host: string | undefined;
  readonly path: string;
  /** `<` where it came in, `>` where it was sent. */
  readonly direction: '<' | '>' | '<NA>';
  readonly container: string;
  /** ns since the first event of the capture. */
  readonly time: number;
  /** ns since 1970, as near as a double comes. */
  readonly rawtime: number;
}

/** A request and its answer. */
export interface HttpExchange {
  readonly request: HttpRequest;
  /** The status code. */
  readonly code: number;
  /** Bytes the header `Content-Length` promises, 0 where it is missing. */
  readonly length: number;
  /** ns from the request to the answer. */
  readonly latency: number;
  /** The same from times since 1970 in doubles, some hundred ns off: what sysdig reckons with. */
  readonly roughLatency: number;
}

/** Puts together HTTP/1 requests and their answers, by process and fd. */
export class HttpExchanges {
  readonly #open = new Map<string, HttpRequest>();

  /** Takes a piece of a conversation; gives the exchange that it ends. The buffer is to be dotted, as events show it. */
  take({ time, evt, fd, proc, container }: EventOf<(typeof httpFields)[number]>): HttpExchange | undefined {
    const { buffer, io_dir } = evt;
    if (buffer === undefined) return undefined;
    const key = `${proc.pid} ${fd.num}`;
    const rawtime = toNumber(evt.rawtime ?? 0);
    const request = this.#open.get(key);
    if (request === undefined) {
      const [, method, path] = /^([A-Z]+) ([!-~]+)/.exec(buffer) ?? [];
      if (method === undefined || path === undefined) return undefined;
      const direction = io_dir === 'read' ? '<' : io_dir === 'write' ? '>' : '<NA>';
      const host = /Host: ([!-~]+)(?:\.\.|\r\n)/.exec(buffer)?.[1];
      this.#open.set(key, { method, host, path, direction, container: container.name ?? '<NA>', time, rawtime });
      return undefined;
    }
    const code = /HTTP\/[!-~]+ (\d+)/.exec(buffer)?.[1];
    if (code === undefined) return undefined;
    this.#open.delete(key);
    const length = /Content-Length: (\d+)(?:\.\.|\r\n)/.exec(buffer)?.[1] ?? '0';
    return { request, code: Number(code), length: Number(length), latency: time - request.time, roughLatency: rawtime - request.rawtime };
  }
}

/** Where a request goes: its host, as far as it names one, and its path. */
export function urlOf({ host, path }: HttpRequest): string {
  return (host ?? '') + path;
}
