import { beforeAll, describe, expect, it } from 'vitest';
import {
  countEvents,
  EventList,
  type EventStore,
  eventLine,
  fieldsOf,
  pairOf,
  seenValues,
  transfer,
  transferFilter,
} from '../../../../src/chisel/view/index.ts';
import { event } from '../../../support/events.ts';
import { sessionOver } from '../support.ts';

const secondsIn = (seconds: number): bigint => 1_600_000_000_000_000_000n + BigInt(Math.round(seconds * 1e9));

/** Two threads each open, read and close a file, three times. */
const events = [1, 2, 3].flatMap((when) =>
  [100, 200].flatMap((tid) => {
    const at = (seconds: number) => secondsIn(seconds + tid / 10_000);
    return [
      event('PPME_SYSCALL_OPEN_E', [], { time: at(when), tid }),
      event('PPME_SYSCALL_OPEN_X', [3, `/data/${tid}`, 1, 0, 0, 0], { time: at(when + 0.001), tid }),
      event('PPME_SYSCALL_READ_E', [3, 4096], { time: at(when + 0.002), tid }),
      event('PPME_SYSCALL_READ_X', [3, `a\x1b${tid % 10}`], { time: at(when + 0.004), tid }),
      event('PPME_SYSCALL_CLOSE_E', [3], { time: at(when + 0.005), tid }),
      event('PPME_SYSCALL_CLOSE_X', [0], { time: at(when + 0.006), tid }),
    ];
  }),
);

let store: EventStore;
beforeAll(async () => {
  ({ store } = await sessionOver(events));
});

async function listed(filter: string, max?: number): Promise<EventList> {
  const list = new EventList(store, { filter, window: undefined }, max);
  await list.read();
  return list;
}

describe('a list of events', () => {
  it('holds those that pass, each with what was known at it', async () => {
    const list = await listed('thread.tid=200 and fd.name=/data/200');
    expect(list.length).toBe(15);
    const lines = list.page(0, 100, eventLine);
    expect(lines.map((line) => line?.type)).toEqual(Array(3).fill(['open', 'read', 'read', 'close', 'close']).flat());
    expect(lines[0]).toMatchObject({ tid: 200, enter: false, latency: '1.00ms', delta: undefined });
    expect(lines[1]).toMatchObject({ enter: true, delta: 1e6 });
    expect(lines[2]!.args).toContain('res=3');
  });

  it('gives any part of itself alone', async () => {
    const list = await listed('');
    const all = list.page(0, list.length, eventLine);
    expect(all).toHaveLength(36);
    for (const [from, to] of [
      [0, 1],
      [7, 12],
      [30, 99],
    ] as const) {
      expect(list.page(from, to, eventLine)).toEqual(all.slice(from, to));
    }
    expect(list.page(40, 50, eventLine)).toEqual([]);
  });

  it('is read on without listing anything twice, and can be emptied', async () => {
    const list = await listed('thread.tid=100');
    expect(list.length).toBe(18);
    await list.read();
    expect(list.length).toBe(18);
    list.clear();
    await list.read();
    expect(list.length).toBe(0);
  });

  it('forgets the oldest where there are too many, and says how many', async () => {
    const list = await listed('', 20);
    expect(list.length).toBeLessThanOrEqual(20);
    expect(list.length + list.left).toBe(36);
    const last = list.page(list.length - 1, list.length, eventLine)[0];
    expect(last).toMatchObject({ tid: 200, type: 'close', enter: false });
  });

  it('stays within its window', async () => {
    const { firstTime } = store;
    const list = new EventList(store, { filter: '', window: { from: firstTime + 0.5e9, to: firstTime + 1.5e9 } });
    await list.read();
    expect(list.length).toBe(12);
  });

  it('refuses a wrong filter', async () => {
    await expect(listed('nothing.like=1')).rejects.toThrow('unknown field');
  });
});

describe('data that was moved', () => {
  it('comes with its bytes as they were', async () => {
    const list = await listed(`(${transferFilter}) and (thread.tid=100)`);
    expect(list.length).toBe(3);
    expect(list.page(1, 2, transfer)[0]).toMatchObject({ reads: true, bytes: 3, fd: '/data/100', data: 'a\x1b0' });
  });
});

describe('the details of an event', () => {
  it('are all fields it has, each with a filter that finds it', async () => {
    const list = await listed('evt.type=read and evt.dir=<');
    const [fields] = list.page(0, 1, fieldsOf);
    const name = fields!.find((field) => field.name === 'fd.name');
    expect(name).toMatchObject({ value: '/data/100', filter: 'fd.name="/data/100"' });
    expect(await countEvents(store, { filter: name!.filter!, window: undefined })).toBeGreaterThan(3);
    expect(fields!.find((field) => field.name === 'evt.buffer')!.filter).toBeUndefined();
    for (const { filter } of fields!) {
      if (filter !== undefined) await expect(countEvents(store, { filter, window: undefined }), filter).resolves.toBeGreaterThan(0);
    }
  });

  it('name the other half of the call', async () => {
    const list = await listed('evt.type=read and thread.tid=200');
    const [enter] = list.page(0, 1, (context) => pairOf(store, context));
    const [exit] = list.page(1, 2, (context) => pairOf(store, context));
    expect(enter).toMatchObject({ what: 'exit', line: { type: 'read', enter: false, tid: 200 } });
    expect(exit).toMatchObject({ what: 'enter', line: { type: 'read', enter: true, tid: 200 } });
    expect(enter!.line.num).toBe(exit!.line.num + 1);
  });
});

describe('the values of a field', () => {
  it('are counted, the most frequent first', async () => {
    const values = await seenValues(store, 'fd.name', { filter: 'evt.type=read', window: undefined });
    expect(values).toEqual([
      { value: '/data/100', count: 6, isText: true },
      { value: '/data/200', count: 6, isText: true },
    ]);
    expect((await seenValues(store, 'evt.type', { filter: '', window: undefined }))![0]!.count).toBe(12);
    expect(await seenValues(store, 'no.such', { filter: '', window: undefined })).toEqual([]);
  });
});
