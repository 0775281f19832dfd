import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { parsed } from './json.ts';
import { RuntimeError } from './runtime.ts';

/** Bounds of an exchange. */
export interface HttpLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** The longest line of a stream of lines; longer ones are no news of a container. */
const lineMax = 1 << 20;

/**
 * Asks for a JSON document over a unix socket. Undefined where the server says that there is none (404). Rejects with
 * {@link RuntimeError} where nobody answers in time, or answers with something else or too much.
 */
export function getJson(socketPath: string, path: string, { timeoutMs, maxBytes }: HttpLimits): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let asked: ClientRequest | undefined;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      asked?.destroy();
    };
    const fail = (code: RuntimeError['code'], message: string): void => end(() => reject(new RuntimeError(code, message)));
    const timer = setTimeout(() => fail('hung', `no answer within ${timeoutMs} ms`), timeoutMs);
    asked = request({ socketPath, path, headers: { Host: 'localhost' }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) fail('garbage', `an answer of more than ${maxBytes} bytes`);
        else chunks.push(chunk);
      });
      response.on('error', (error) => fail('garbage', error.message));
      response.on('end', () => {
        if (response.statusCode === 404) return end(() => resolve(undefined));
        if (response.statusCode !== 200) return fail('garbage', `status ${response.statusCode}`);
        const document = parsed(Buffer.concat(chunks).toString('utf8'));
        if (document === undefined) return fail('garbage', 'an answer that is no JSON');
        end(() => resolve(document));
      });
    });
    asked.on('error', (error: NodeJS.ErrnoException) => fail(isAbsent(error) ? 'absent' : 'garbage', error.message));
    asked.end();
  });
}

function isAbsent({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'EACCES' || code === 'ENOTSOCK';
}

/**
 * Follows a stream of lines of JSON over a unix socket, until it ends.
 *
 * @param onEnd called once: with whether the stream had begun
 * @returns ends it
 */
export function followJson(
  socketPath: string,
  path: string,
  onDocument: (document: unknown) => void,
  onEnd: (began: boolean) => void,
): () => void {
  let ended = false;
  let began = false;
  let rest = '';
  const end = (): void => {
    if (ended) return;
    ended = true;
    asked.destroy();
    onEnd(began);
  };
  const asked = request({ socketPath, path, headers: { Host: 'localhost' }, agent: false }, (response: IncomingMessage) => {
    if (response.statusCode !== 200) return end();
    began = true;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > lineMax) return end();
      for (const line of lines) if (line.length <= lineMax) onDocument(parsed(line));
    });
    response.on('end', end);
    response.on('error', end);
  });
  asked.on('error', end);
  asked.end();
  return () => {
    ended = true;
    asked.destroy();
  };
}
