import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EventCursor, eventNumber } from '../../../src/event/index.ts';
import { BlockBatch } from '../../../src/source/bpftrace/blocks.ts';
import { BpftraceError, type BpftraceOptions, BpftraceSource, findProgram } from '../../../src/source/bpftrace/index.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-bpftrace-'));
afterAll(() => rmSync(work, { recursive: true }));

/** A source over a program that is called bpftrace and does what a test says; `env` runs it as the keeper would. */
function sourceOver(shell: string, options: Partial<BpftraceOptions> = {}): BpftraceSource {
  const folder = mkdtempSync(join(work, 'bin-'));
  writeFileSync(join(folder, 'bpftrace'), `#!/bin/sh\n${shell}\n`);
  chmodSync(join(folder, 'bpftrace'), 0o755);
  return new BpftraceSource({ script: 'x.bt', searchPath: folder, keeper: ['/usr/bin/env'], ...options });
}

interface Seen {
  readonly num: number;
  readonly type: number;
  readonly tid: number;
  readonly cpu: number;
  readonly time: number;
  readonly texts: string[];
}

async function readAll(source: BpftraceSource): Promise<Seen[]> {
  const evt = new EventCursor();
  const seen: Seen[] = [];
  await source.open();
  try {
    for (let batch = await source.nextBatch(); batch !== undefined; batch = await source.nextBatch()) {
      while (batch.next(evt)) {
        const texts = Array.from({ length: evt.paramCount }, (_, i) => (evt.type < 2 ? String(evt.u16(i)) : evt.text(i)));
        seen.push({ num: evt.num, type: evt.type, tid: evt.tid, cpu: evt.cpu, time: evt.time, texts });
      }
    }
  } finally {
    await source.close();
  }
  return seen;
}

const attached = `printf '%s\\n' '{"type": "attached_probes", "data": {"probes": 1}}'`;
const printf = (text: string) => `printf '%s\\n' '{"type": "printf", "data": ${JSON.stringify(`${text}\n`)}}'`;

describe('a bpftrace script as a source', () => {
  it('gives notifications, numbered, of the thread and processor their record names', async () => {
    const source = sourceOver([attached, printf('malloc tid=7 pid=5 cpu=3'), printf('plain')].join('\n'));
    expect(await readAll(source)).toMatchObject([
      {
        num: 1,
        type: eventNumber('PPME_NOTIFICATION_E'),
        tid: 7,
        cpu: 3,
        time: 0,
        texts: ['bpftrace:printf:malloc', 'malloc tid=7 pid=5 cpu=3'],
      },
      { num: 2, tid: 0, cpu: 0, texts: ['bpftrace:printf:', 'plain'] },
    ]);
    expect(source.counters).toEqual({ seen: 2, delivered: 2, filtered: 0, dropped: 0, unknown: 0 });
  });

  it('counts what bpftrace lost as dropped, and the equation holds', async () => {
    const source = sourceOver([attached, printf('a'), `echo '{"type": "lost_events", "data": {"events": 41}}'`].join('\n'));
    await readAll(source);
    expect(source.counters).toEqual({ seen: 42, delivered: 1, filtered: 0, dropped: 41, unknown: 0 });
  });

  it('says what bpftrace said where it refuses the script', async () => {
    const source = sourceOver(`echo "ERROR: couldn't set RLIMIT_MEMLOCK for bpftrace" >&2; echo 'x.bt:1: ERROR: no' >&2; exit 1`);
    await expect(source.open()).rejects.toMatchObject({
      code: 'script',
      details: ['x.bt:1: ERROR: no'],
      message: expect.stringContaining('exit code 1'),
    });
    await source.close();
  });

  it('gives everything before bpftrace ends with an error', async () => {
    const source = sourceOver([attached, printf('last words'), 'exit 3'].join('\n'));
    await source.open();
    const evt = new EventCursor();
    let count = 0;
    const run = async (): Promise<void> => {
      for (let batch = await source.nextBatch(); batch !== undefined; batch = await source.nextBatch()) while (batch.next(evt)) count++;
    };
    await expect(run()).rejects.toBeInstanceOf(BpftraceError);
    expect(count).toBe(1);
    await source.close();
  });

  it('hands on warnings of a running script and keeps quiet about a limit that does not matter', async () => {
    const warnings: string[] = [];
    const source = sourceOver([`echo RLIMIT_MEMLOCK >&2`, attached, `sleep 0.2; echo 'WARNING: odd' >&2`].join('\n'), {
      onWarning: (line) => warnings.push(line),
    });
    await readAll(source);
    expect(warnings).toEqual(['WARNING: odd']);
  });

  it('cuts text that no event can hold, and never lets time go back', async () => {
    const source = sourceOver([attached, `printf '{"type": "printf", "data": "%070000d\\\\n"}\\n' 1`, printf('nsecs=1')].join('\n'));
    const [long, late] = await readAll(source);
    expect(long!.texts[1]).toHaveLength(65_000);
    expect(late!.time).toBeGreaterThanOrEqual(long!.time);
  });

  it('makes events of the script that serves syscalls, and notes of what threads are called', async () => {
    const name = (comm: string) => comm.padEnd(16);
    const lines = [
      printf(`> 257 5 7 1 1000 ${name('cat x')} ffffff9c 7f00 0 0 0 0 1/etc/host name`),
      printf(`< 257 5 7 1 2000 ${name('cat x')} 3`),
      printf(`> 39 5 7 1 3000 ${name('new')} 0 0 0 0 0 0 `),
      printf(`< 39 5 7 1 3000 ${name('new')} 5`),
    ];
    const seen = await readAll(sourceOver([attached, ...lines].join('\n'), { script: undefined }));
    expect(
      seen.map(({ type, tid, texts }) => [type, tid, texts[type < 2 ? 0 : type === eventNumber('PPME_SYSCALL_OPENAT_2_X') ? 2 : 1]]),
    ).toEqual([
      [eventNumber('PPME_NOTIFICATION_E'), 7, '{"pid":5,"tid":7,"comm":"cat x"}'],
      [eventNumber('PPME_SYSCALL_OPENAT_2_E'), 7, '/etc/host name'],
      [eventNumber('PPME_SYSCALL_OPENAT_2_X'), 7, '/etc/host name'],
      [eventNumber('PPME_NOTIFICATION_E'), 7, '{"pid":5,"tid":7,"comm":"new"}'],
      [eventNumber('PPME_GENERIC_E'), 7, expect.stringMatching(/^\d+$/)],
      [eventNumber('PPME_GENERIC_X'), 7, expect.stringMatching(/^\d+$/)],
    ]);
  });

  it('passes a script whose name looks like an option as a path', async () => {
    const seen = await readAll(sourceOver(`${attached}\nprintf '{"type": "printf", "data": "%s\\\\n"}\\n' "$5"`, { script: '-e' }));
    expect(seen[0]!.texts[1]).toBe('./-e');
  });
});

describe('the place of a program', () => {
  it('is found on the search path and in the usual places, never in the current folder', () => {
    expect(findProgram('sh', '')).toMatch(/^\/(usr\/)?bin\/sh$/);
    expect(findProgram('vitest.config.ts', '.:')).toBeUndefined();
    expect(findProgram('no-such-program', '/usr/bin')).toBeUndefined();
  });
});

describe('what several processors print', () => {
  it('comes in the order of its times, and never before what was given already', () => {
    const batch = new BlockBatch({ high: 0, low: 0 });
    const write = (time: bigint, tid: number) => batch.write({ time, cpu: 0, tid, type: 2, params: [] });
    write(50n, 1);
    write(70n, 2);
    write(20n, 3);
    write(50n, 4);
    expect(batch.arrange(30n)).toBe(70n);
    const evt = new EventCursor();
    const order: number[][] = [];
    while (batch.next(evt)) order.push([evt.tid, evt.time]);
    expect(order).toEqual([
      [3, 0],
      [1, 20],
      [4, 20],
      [2, 40],
    ]);
    batch.clear();
    expect(batch.arrange(70n)).toBe(70n);
    write(10n, 5);
    expect(batch.arrange(70n)).toBe(70n);
  });
});
