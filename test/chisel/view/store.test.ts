import { describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { EventStore, Replay, ViewSession } from '../../../src/chisel/view/index.ts';
import { Segment } from '../../../src/chisel/view/store/segment.ts';
import { type BoundField, bindField, findField } from '../../../src/field/index.ts';
import { Machine } from '../../../src/machine/index.ts';
import { event } from '../../support/events.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';
import { storeOf, withCapture } from './support.ts';

const start = 1_600_000_000_000_000_000n;
const call = (time: number): MinimalEvent => event('PPME_SYSCALL_CLOSE_E', [3], { time: start + BigInt(time) });

function valuesOf(store: EventStore, field: BoundField, from?: number): string[] {
  const out: string[] = [];
  const window = from === undefined ? undefined : { from: store.firstTime + from, to: Number.POSITIVE_INFINITY };
  const replay = new Replay(store, {
    window,
    keys: undefined,
    onEvent: (context) => {
      if (context.type.name === 'close') out.push(String(field.extract(context)));
      return false;
    },
  });
  for (const _ of replay.run());
  return out;
}

const bound = (name: string, argument?: string): BoundField => bindField(findField(name)!, argument);

const accounts: readonly MinimalEvent[] = [
  event('PPME_SYSCALL_SETUID_E', [5], { time: start }),
  event('PPME_SYSCALL_SETUID_X', [0]),
  call(10),
  event('PPME_USER_ADDED_E', [5, 5, 'bob', '/home/bob', '/bin/sh', ''], { time: start + 20n }),
  call(30),
  event('PPME_USER_ADDED_E', [5, 5, 'rob', '/home/rob', '/bin/sh', ''], { time: start + 40n }),
  call(50),
  event('PPME_USER_DELETED_E', [5, 5, 'rob', '/home/rob', '/bin/sh', ''], { time: start + 60n }),
  call(70),
];

describe('a store read again', () => {
  it('names users as they were known at each event, also where reading begins late', () =>
    withCapture(accounts, async (path) => {
      const store = await storeOf(path);
      expect(valuesOf(store, bound('user.name'))).toEqual(['undefined', 'bob', 'rob', 'undefined']);
      expect(valuesOf(store, bound('user.name'), 50)).toEqual(['rob', 'undefined']);
    }));

  it('knows a container from when it was described', () => {
    const id = 'aabbccddeeff';
    const json = JSON.stringify({ container: { id, name: 'web', image: 'nginx', type: 0 } });
    const described = [call(0), event('PPME_CONTAINER_JSON_E', [json], { time: start + 10n }), call(20)];
    return withCapture(described, async (path) => {
      const store = await storeOf(path);
      const known: number[] = [];
      const replay = new Replay(store, {
        window: undefined,
        keys: undefined,
        onEvent: ({ machine, type }) => {
          if (type.name === 'close') known.push(machine.containers.size);
          return false;
        },
      });
      for (const _ of replay.run());
      expect(known).toEqual([0, 1]);
    });
  });

  it('has the spans that were open, also those that began before the window', () => {
    const begins = (id: number, tag: string, time: number) => event('PPME_TRACER_E', [id, tag, ''], { time: start + BigInt(time) });
    const ends = (id: number, tag: string, time: number) => event('PPME_TRACER_X', [id, tag, ''], { time: start + BigInt(time) });
    return withCapture([begins(1, 'outer', 0), call(5), ends(1, 'outer', 100), call(110)], async (path) => {
      const session = new ViewSession({ store: await storeOf(path), views, view: 'traces_list' });
      const rows = () => session.snapshot().rows.map(({ values }) => values);
      const whole = rows();
      const { firstTime } = session.store;
      session.setWindow({ from: firstTime + 50, to: firstTime + 200 });
      expect(rows()).toEqual(whole);
      expect(whole.length).toBe(1);
    });
  });

  it('still knows what events said that had to go', () => {
    const machine = new Machine();
    const store = new EventStore(machine, { high: 0, low: 0 });
    machine.users.set(5, { uid: 5, gid: 5, name: 'bob', home: '', shell: '' });
    store.knowledge.forget(0);
    const again = new Machine();
    store.knowledge.teach(again).upTo(-1);
    expect(again.users.get(5)?.name).toBe('bob');
  });

  it('knows threads that began in events which went while it paused', async () => {
    // Segments are full after some dozens of such.
    const bulk = (count: number) => Array.from({ length: count }, () => event('PPME_SYSCALL_READ_X', [60_000, 'x'.repeat(60_000)]));
    const own = { tid: 200 };
    await withCapture(
      [
        event('PPME_SYSCALL_READ_X', [1, 'x']),
        ...bulk(40),
        event('PPME_SYSCALL_CLOSE_E', [3], own),
        ...bulk(40),
        event('PPME_SYSCALL_SETUID_E', [5], own),
        event('PPME_SYSCALL_SETUID_X', [0], own),
        event('PPME_SYSCALL_CLOSE_E', [3], own),
      ],
      async (path) => {
        const store = await storeOf(path);
        expect(store.segments).toHaveLength(3);
        const seen: string[] = [];
        const [uid, args] = [bound('user.uid').extract, bound('proc.args').extract];
        const run = new Replay(store, {
          window: undefined,
          keys: undefined,
          onEvent: (context) => {
            if (context.type.name === 'close') seen.push(`${uid(context)} ${args(context)}`);
            return false;
          },
        }).run();
        run.next();
        for (const gone of store.segments.slice(0, 2)) new Segment(0, new Map(), 0, gone);
        while (run.next().done !== true);
        expect(seen).toEqual(['5 ']);
      },
    );
  });
});
