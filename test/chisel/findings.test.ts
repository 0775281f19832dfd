import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Chisel } from '../../src/chisel/index.ts';
import { call } from '../machine/events.ts';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { accepted, at, connected, io, program, timed, writeCapture } from '../support/conversations.ts';
import { event } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { runChisels } from './run.ts';

process.env.TZ = 'UTC';
const work = mkdtempSync(join(tmpdir(), 'tsdig-findings-'));
afterAll(() => rmSync(work, { recursive: true }));

/** What a chisel prints about events, or about a capture file. */
async function lines(
  name: string,
  source: readonly MinimalEvent[] | string,
  options: { word?: string; json?: true } = {},
): Promise<string[]> {
  const file = typeof source === 'string' ? source : writeCapture(join(work, `${name}.scap`), source);
  const { default: chisel } = (await import(`../../chisels/${name}.ts`)) as { default: Chisel };
  const { word, json = false } = options;
  const { text, warnings } = await runChisels(file, [{ name, chisel, ...(word !== undefined && { word }) }], { json });
  expect(warnings).toEqual([]);
  return Buffer.from(text, 'latin1').toString('utf8').split('\n').slice(0, -1);
}

async function json(name: string, source: readonly MinimalEvent[] | string, word?: string): Promise<unknown[]> {
  const texts = await lines(name, source, { json: true, ...(word !== undefined && { word }) });
  return texts.map((text) => JSON.parse(text) as unknown);
}

const tid = 300;
const app = (): MinimalEvent[] => program('app', tid, 0);

/** Opens a file, for reading where nothing else is said. */
function open(fd: number, path: string, ms: number, flags = 1, by = tid): MinimalEvent[] {
  return [
    event('PPME_SYSCALL_OPENAT_2_E', [-100, path, flags, 0], { tid: by, time: at(ms) }),
    event('PPME_SYSCALL_OPENAT_2_X', [fd, -100, path, flags, 0, 1, 1], { tid: by, time: at(ms) }),
  ];
}

const created = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 14);
const writing = 1 << 1;

describe('latency', () => {
  const reads = [10, 10, 1000, 10_000].flatMap((us, i) => timed(call('READ', [3, 1], [1, 'x'], { tid }), { tid }, 10 + 20 * i, us / 1000));

  it('gives percentiles, at most a sixteenth too high, and how latencies are spread', async () => {
    const [row] = (await json('latency', [...app(), ...reads], 'read')) as [{ latency: Record<string, number>[] }];
    expect(row.latency).toHaveLength(1);
    const { calls, total, p50, p90, p99, max } = row.latency[0]!;
    expect({ calls, total, max, p90, p99 }).toEqual({ calls: 4, total: 11_020_000, max: 10_000_000, p90: 10_000_000, p99: 10_000_000 });
    expect(p50).toBeGreaterThanOrEqual(10_000);
    expect(p50).toBeLessThan(10_625);
    expect(row.latency[0]!.histogram).toEqual([
      { from: 8192, count: 2 },
      { from: 524_288, count: 1 },
      { from: 8_388_608, count: 1 },
    ]);
  });

  it('draws a table, and the histogram of one call', async () => {
    const table = await lines('latency', [...app(), ...reads]);
    expect(table[0]).toBe(
      'SYSCALL              CALLS      TOTAL        P50        P90        P99        MAX  1ns      1us      1ms      1s',
    );
    expect(table.find((line) => line.startsWith('read'))).toMatch(/^read +4 +11ms +10us +10ms +10ms +10ms {13}█ {5}▅ {2}▅$/);
    const histogram = await lines('latency', [...app(), ...reads], { word: 'read' });
    expect(histogram[0]).toBe('read: 4 calls, 11ms in all, p50 10us, p90 10ms, p99 10ms, max 10ms');
    expect(histogram[1]).toBe(`    8.19us ->       16us           2  ${'█'.repeat(40)}`);
    expect(histogram).toHaveLength(1 + 11);
  });
});

describe('flamegraph', () => {
  const events = [
    ...program('a<b', tid, 0),
    ...open(3, '/var/log/x', 1),
    ...timed(call('WRITE', [3, 1], [1, 'x'], { tid }), { tid }, 10, 6),
    ...timed(call('READ', [3, 1], [1, 'x'], { tid }), { tid }, 20, 2),
  ];

  it('adds up the time of calls by process, call and folders', async () => {
    const [root] = (await json('flamegraph', events)) as [
      { value: number; calls: number; children: { name: string; value: number; children: unknown[] }[] },
    ];
    expect(root).toMatchObject({ name: 'all', value: 8e6, calls: 2, children: [{ name: 'a<b', value: 8e6 }] });
    expect(root.children[0]!.children).toEqual([
      expect.objectContaining({ name: 'read', value: 2e6, calls: 1 }),
      {
        name: 'write',
        value: 6e6,
        calls: 1,
        children: [
          expect.objectContaining({
            name: '/',
            children: [expect.objectContaining({ name: 'var/', children: [expect.objectContaining({ name: 'log/' })] })],
          }),
        ],
      },
    ]);
  });

  it('writes a picture whose boxes are as wide as their share, with names made fit for XML', async () => {
    const file = join(work, 'calls.svg');
    expect(await lines('flamegraph', events, { word: file })).toEqual([`${file}: 2 calls of 1 processes, 8.00ms`]);
    const svg = readFileSync(file, 'utf8');
    expect(svg).toContain('<title>a&#60;b: 8.00ms, 2 calls, 100.00%</title><rect x="10.0"');
    expect(svg).toContain('<title>write: 6.00ms, 1 calls, 75.00%</title><rect x="305.0"');
    expect(svg).toContain('width="885.0"');
    expect(svg).not.toContain('a<b');
    expect(svg.match(/<g>/g)).toHaveLength(svg.match(/<\/g>/g)!.length);
  });
});

describe('dns', () => {
  const question = (id: number, name: string, type: number): string => {
    const labels = name.split('.').map((label) => String.fromCharCode(label.length) + label);
    return `${String.fromCharCode(0, id)}\x01\0\0\x01\0\0\0\0\0\0${labels.join('')}\0\0${String.fromCharCode(type)}\0\x01`;
  };
  const answer = (id: number, name: string, type: number, code: number, records: readonly string[]): string => {
    const body = question(id, name, type).slice(12);
    const rows = records.map(
      (data) => `\xc0\x0c\0${String.fromCharCode(data.length === 16 ? 28 : 1)}\0\x01\0\0\0\x3c\0${String.fromCharCode(data.length)}${data}`,
    );
    return `${String.fromCharCode(0, id)}\x81${String.fromCharCode(0x80 + code)}\0\x01\0${String.fromCharCode(records.length)}\0\0\0\0${body}${rows.join('')}`;
  };
  const events = [
    ...program('curl', tid, 0),
    ...connected(4, '10.0.0.1:40000', '8.8.8.8:53', tid, 1, 2),
    ...io('WRITE', 4, question(1, 'example.com', 1), tid, 10),
    ...io('WRITE', 4, question(2, 'example.com', 28), tid, 11),
    ...io('READ', 4, answer(1, 'example.com', 1, 0, ['\x5d\xb8\xd8\x22', '\x01\x02\x03\x04']), tid, 30),
    ...io('READ', 4, answer(2, 'example.com', 28, 0, [`\x20\x01\x0d\xb8${'\0'.repeat(11)}\x01`]), tid, 36),
    ...io('WRITE', 4, question(3, 'nowhere.test', 1), tid, 41),
    ...io('READ', 4, answer(3, 'nowhere.test', 1, 3, []), tid, 45),
    ...io('WRITE', 4, question(4, 'silent.test', 1), tid, 50),
    ...io('READ', 4, 'not dns', tid, 51),
  ];

  it('puts questions and answers together', async () => {
    expect(await lines('dns', events)).toEqual([
      'TIME               PROCESS            LATENCY SERVER           TYPE  NAME -> ANSWERS',
      '12:26:40.030000000 curl (300)            20ms 8.8.8.8          A     example.com -> 93.184.216.34, 1.2.3.4',
      '12:26:40.036000000 curl (300)            25ms 8.8.8.8          AAAA  example.com -> 2001:db8::1',
      '12:26:40.045000000 curl (300)          4.00ms 8.8.8.8          A     nowhere.test -> NXDOMAIN',
      '12:26:40.050000000 curl (300)               ? 8.8.8.8          A     silent.test -> no answer',
    ]);
    expect((await json('dns', events))[2]).toEqual({
      time: '12:26:40.045000000',
      process: 'curl',
      pid: 300,
      server: '8.8.8.8',
      type: 'A',
      name: 'nowhere.test',
      result: 'NXDOMAIN',
      answers: [],
      latency: 4e6,
    });
  });

  it.runIf(capturesDir !== undefined)(`reads what real resolvers sent (${noCaptures})`, async () => {
    expect((await lines('dns', capture('curl_google.scap'))).slice(1)).toEqual([
      '17:35:48.531188756 curl (17497)          11ms 2001:4860:4860::8888 AAAA  www.google.com -> 2607:f8b0:4004:802::2004',
    ]);
  });
});

describe('httphosts', () => {
  const request = (host: string): string => `GET /x HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`;
  const response = (code: number, length: number): string => `HTTP/1.1 ${code} X\r\nContent-Length: ${length}\r\n\r\n`;
  const events = [
    ...program('curl', tid, 0),
    ...connected(4, '10.0.0.1:40000', '10.0.0.2:80', tid, 1),
    ...io('WRITE', 4, request('example.com'), tid, 10),
    ...io('READ', 4, response(200, 2000), tid, 20),
    ...io('WRITE', 4, request('example.com'), tid, 30),
    ...io('READ', 4, response(404, 0), tid, 50),
    ...accepted(5, '10.0.0.3:40000', '10.0.0.1:8080', tid, 60),
    ...io('READ', 5, request('here:8080'), tid, 61),
    ...io('WRITE', 5, response(500, 7), tid, 62),
  ];

  it('adds up requests, errors, bytes and time by host and direction', async () => {
    expect(await lines('httphosts', events)).toEqual([
      ' REQUESTS    ERRORS     BYTES   AVERAGE   SLOWEST  DIR  HOST',
      '        2         1    1.95KB      15ms      20ms  >    example.com',
      '        1         1        7B    1.00ms    1.00ms  <    here:8080',
    ]);
    expect(await json('httphosts', events)).toEqual([
      {
        hosts: [
          { host: 'example.com', direction: '>', requests: 2, errors: 1, bytes: 2000, slowest: 20e6, average: 15e6 },
          { host: 'here:8080', direction: '<', requests: 1, errors: 1, bytes: 7, slowest: 1e6, average: 1e6 },
        ],
      },
    ]);
  });
});

describe('execsnoop', () => {
  it.runIf(capturesDir !== undefined)(`shows programs below those that started them (${noCaptures})`, async () => {
    const file = capture('mpm-worker_full_capture');
    expect(await lines('execsnoop', file)).toEqual([
      'TIME                   PID    PPID USER         COMMAND',
      '19:34:14.328051944    8644    8643 root         httpd-foregroun /usr/local/bin/httpd-foreground',
      '19:34:14.335359043    8675    8644 root         └─ rm -f /usr/local/apache2/logs/httpd.pid',
      '19:34:14.336547700    8644    8643 root         httpd -DFOREGROUND',
    ]);
    expect(((await json('execsnoop', file)) as { pid: number; depth: number }[]).map(({ pid, depth }) => [pid, depth])).toEqual([
      [8644, 0],
      [8675, 1],
      [8644, 0],
    ]);
  });
});

describe('opensnoop', () => {
  const events = [...app(), ...open(3, '/etc/hosts', 10), ...open(-2, '/etc/nothing', 20)];

  it('shows what was opened, and what could not be', async () => {
    expect(await lines('opensnoop', events)).toEqual([
      'TIME                   PID PROCESS           FD ERROR        PATH',
      '12:26:40.010000000     300 app                3              /etc/hosts O_RDONLY',
      '12:26:40.020000000     300 app                  ENOENT       /etc/nothing O_RDONLY',
    ]);
    expect(await json('opensnoop', events, 'failed')).toEqual([
      { time: '12:26:40.020000000', pid: 300, process: 'app', fd: null, error: 'ENOENT', path: '/etc/nothing', flags: 'O_RDONLY' },
    ]);
  });
});

describe('biggest_writers_by_dir', () => {
  const events = [
    ...app(),
    ...program('sort', 400, 0),
    ...open(3, '/var/log/app/a', 1, writing),
    ...io('WRITE', 3, 'x', tid, 2, 4000),
    ...open(4, '/var/log/b', 3, writing),
    ...io('WRITE', 4, 'x', tid, 4, 1000),
    ...open(3, '/tmp/c', 5, writing, 400),
    ...io('WRITE', 3, 'x', 400, 6, 1000),
    ...open(5, '/dev/tty', 7, writing),
    ...io('WRITE', 5, 'x', tid, 8, 9000),
  ];

  it('shows a tree with all that was written below', async () => {
    expect(await lines('biggest_writers_by_dir', events)).toEqual([
      '   WRITTEN  SHARE  DIRECTORY (most of it by)',
      '    5.86KB 100.0%  / (app)',
      '    4.88KB  83.3%  ├─ var/log (app)',
      '    3.91KB  66.7%  │  └─ app (app)',
      '     1000B  16.7%  └─ tmp (sort)',
    ]);
    expect(await lines('biggest_writers_by_dir', events, { word: '1' })).toHaveLength(4);
    const [root] = (await json('biggest_writers_by_dir', events)) as [
      { bytes: number; writers: unknown; folders: { name: string; bytes: number }[] },
    ];
    expect(root).toMatchObject({ bytes: 6000, writers: { app: 5000, sort: 1000 } });
    expect(root.folders.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['var', 5000],
      ['tmp', 1000],
    ]);
  });
});

describe('fd_leaks', () => {
  const leaks = Array.from({ length: 50 }, (_, i) => open(3 + i, `/data/${i}`, 100 * (i + 1))).flat();
  const tidy = Array.from({ length: 49 }, (_, i) => [
    ...open(3, '/data/same', 100 * i + 50, 1, 400),
    ...call('CLOSE', [3], [0], { tid: 400, time: at(100 * i + 60) }),
  ]).flat();

  it('shows the process that only opens, not the one that closes', async () => {
    const events = [...app(), ...program('tidy', 400, 0), ...leaks, ...tidy];
    const [report] = (await json('fd_leaks', events)) as [{ leaks: unknown[] }];
    expect(report.leaks).toEqual([
      { pid: 300, name: 'app', first: 9, last: 50, growth: 41, perSecond: 10.25, limit: 1024, kinds: { 'file /data/': 41 } },
    ]);
    expect(await lines('fd_leaks', events)).toEqual([
      '    PID PROCESS           BEGIN     NOW  GROWTH    PER S    LIMIT  MOST OF THE NEW ONES',
      '    300 app                   9      50     +41     10.3     1024  41 file /data/',
    ]);
    expect(await lines('fd_leaks', events, { word: '42' })).toHaveLength(1);
  });
});

describe('whatchanged', () => {
  const gone = (path: string, ms: number) => call('UNLINK_2', [], [0, path], { tid, time: at(ms) });
  const events = [
    ...app(),
    ...program('other', 400, 0),
    ...open(3, '/build/new', 1, created),
    ...io('WRITE', 3, 'x', tid, 2, 5000),
    ...open(4, '/build/log', 3, writing),
    ...io('WRITE', 4, 'x', tid, 4, 12),
    ...open(5, '/build/only-read', 5),
    ...gone('/build/old', 6),
    ...open(6, '/build/temporary', 7, created),
    ...gone('/build/temporary', 8),
    ...open(7, '/build/part', 9, created),
    ...io('WRITE', 7, 'x', tid, 10, 7),
    ...call('RENAME', [], [0, '/build/part', '/build/whole'], { tid, time: at(11) }),
    ...call('MKDIR_2', [0o755], [0, '/build/folder'], { tid, time: at(12) }),
    ...call('MKDIR_2', [0o755], [-17, '/build/there'], { tid, time: at(13) }),
    ...open(3, '/elsewhere', 14, created, 400),
  ];

  it('shows what is new, other and gone; not what came and went', async () => {
    expect(await lines('whatchanged', events, { word: 'app' })).toEqual([
      'created              /build/folder (app)',
      'created   4.88KB     /build/new (app)',
      'created   7B         /build/whole (app)',
      'modified  12B        /build/log (app)',
      'deleted              /build/old (app)',
      '3 created, 1 modified, 1 deleted, 2 that came and went',
    ]);
  });

  it('shows what everybody did where no command is named', async () => {
    const [report] = (await json('whatchanged', events)) as [Record<string, { path: string }[]>];
    expect(report.created!.map(({ path }) => path)).toEqual(['/build/folder', '/build/new', '/build/whole', '/elsewhere']);
    expect(report.temporary!.map(({ path }) => path)).toEqual(['/build/part', '/build/temporary']);
  });

  it.runIf(capturesDir !== undefined)(`sees a file that is renamed (${noCaptures})`, async () => {
    expect(await lines('whatchanged', capture('rename_rename'))).toEqual([
      'created              /tmp/test2 (mv)',
      'deleted              /tmp/test1 (mv)',
      '1 created, 0 modified, 1 deleted, 0 that came and went',
    ]);
  });
});

describe('timeline', () => {
  const switched = (from: number, ms: number): MinimalEvent =>
    event('PPME_SCHEDSWITCH_6_E', [0, 0, 0, 0, 0, 0], { tid: from, time: at(ms) });
  const events = [
    ...app(),
    ...open(3, '/f', 1, writing),
    ...connected(4, '10.0.0.1:40000', '10.0.0.2:80', tid, 2),
    switched(0, 100),
    ...io('WRITE', 3, 'x', tid, 300, 1000),
    ...open(-2, '/nothing', 400),
    ...open(-13, '/forbidden', 401),
    switched(tid, 600),
    ...io('WRITE', 4, 'x', tid, 1500, 100),
    switched(0, 1600),
    switched(tid, 1700),
    switched(0, 2500),
  ];

  it('tells each second of processors, files, network and errors', async () => {
    const seconds = (await json('timeline', events)) as { time: string; cpu: number; file: number; net: number; errors: number }[];
    expect(seconds.map(({ cpu, file, net, errors }) => [cpu, file, net, errors])).toEqual([
      [50, 1000, 0, 2],
      [10, 0, 100, 0],
      [0, 0, 0, 0],
    ]);
    expect(await lines('timeline', events)).toEqual([
      '12:26:41  cpu  50.0% ▅          file      1000B █          net         0B            errors     2 █',
      '12:26:42  cpu  10.0% ▅▁         file         0B █          net       100B  █         errors     0 █',
      '12:26:42  cpu   0.0% ▅▁         file         0B █          net         0B  █         errors     0 █',
    ]);
  });
});
