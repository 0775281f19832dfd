import { call } from '../machine/events.ts';
import { accepted, at, io, program } from './conversations.ts';
import { event } from './events.ts';
import type { MinimalEvent } from './minimal-capture.ts';

const tid = 300;
const readable = 1;
const appending = (1 << 1) | (1 << 4);

function open(fd: number, path: string, flags: number, ms: number): MinimalEvent[] {
  return [
    event('PPME_SYSCALL_OPENAT_2_E', [-100, path, flags, 0], { tid, time: at(ms) }),
    event('PPME_SYSCALL_OPENAT_2_X', [fd, -100, path, flags, 0, 1, 1], { tid, time: at(ms) }),
  ];
}

/** What the sample capture holds that new chisels are tried on: a web server that answers three requests within three seconds. */
export function sampleEvents(): MinimalEvent[] {
  const pages = ['/index.html', '/about.html', '/missing.html'];
  return [
    ...program('webserver', tid, 0, { args: '--port\x008080\0' }),
    ...open(3, '/var/log/access.log', appending, 1),
    ...pages.flatMap((page, i) => {
      const ms = 1000 * i + 100;
      const found = i < 2;
      const body = 'x'.repeat(100 * (i + 1));
      const answer = found ? `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}` : 'HTTP/1.1 404 Not Found\r\n\r\n';
      return [
        ...accepted(7, `10.0.0.${i + 1}:40000`, '10.0.0.9:8080', tid, ms),
        ...io('READ', 7, `GET ${page} HTTP/1.1\r\nHost: example.com\r\n\r\n`, tid, ms + 1),
        ...open(found ? 8 : -2, `/srv${page}`, readable, ms + 2),
        ...(found ? [...io('READ', 8, body, tid, ms + 3), ...call('CLOSE', [8], [0], { tid, time: at(ms + 4) })] : []),
        ...io('WRITE', 7, answer, tid, ms + 5),
        ...io('WRITE', 3, `GET ${page}\n`, tid, ms + 6),
        ...call('CLOSE', [7], [0], { tid, time: at(ms + 7) }),
      ];
    }),
  ];
}
