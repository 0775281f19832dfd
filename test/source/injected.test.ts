import { describe, expect, it } from 'vitest';
import { EventCursor, eventNumber, type InitialState, layoutV2 } from '../../src/event/index.ts';
import { textEventAt, textEventBlock } from '../../src/scap/index.ts';
import { type Batch, type EventSource, InjectingSource } from '../../src/source/index.ts';

const state: InitialState = { machine: undefined, interfaces: [], users: [], groups: [], threads: [], fdLists: [] };
const containerEvent = eventNumber('PPME_CONTAINER_JSON_E');
const k8sEvent = eventNumber('PPME_K8S_E');

/** A source whose batches are given: the times of their events. */
function sourceOf(...batches: readonly (readonly number[])[]): EventSource {
  const base = { high: 0, low: 0 };
  let number = 0;
  let at = 0;
  const batchOf = (times: readonly number[]): Batch => {
    const blocks = times.map((low) => textEventBlock(k8sEvent, 'x', { high: 1, low }));
    let next = 0;
    return {
      section: undefined,
      get blockStart() {
        return 0;
      },
      get blockEnd() {
        return blocks[next - 1]!.length;
      },
      next(cursor) {
        const block = blocks[next++];
        if (block === undefined) return false;
        cursor.set(block, new DataView(block.buffer, block.byteOffset, block.length), textEventAt, block.length - 4, layoutV2, base);
        cursor.num = ++number;
        return true;
      },
    };
  };
  return {
    kind: 'ebpf',
    name: 'test',
    live: true,
    base,
    counters: { seen: 0, delivered: 0, filtered: 0, dropped: 0, unknown: 0 },
    open: async () => state,
    nextBatch() {
      const times = batches[at++];
      return times === undefined ? undefined : at % 2 === 0 ? Promise.resolve(batchOf(times)) : batchOf(times);
    },
    stop: () => undefined,
    progress: () => undefined,
    close: async () => undefined,
  };
}

interface Seen {
  readonly num: number;
  readonly type: number;
  readonly time: number;
  readonly text: string;
  readonly blockIsEvents: boolean;
}

/** All events of the next batch. */
async function nextOf(source: EventSource, cursor: EventCursor): Promise<Seen[] | undefined> {
  const batch = await source.nextBatch();
  if (batch === undefined) return undefined;
  const seen: Seen[] = [];
  while (batch.next(cursor)) {
    seen.push({
      num: cursor.num,
      type: cursor.type,
      time: cursor.timeLow,
      text: cursor.text(0),
      blockIsEvents: cursor.bytes.readUInt32LE(batch.blockStart + 4) === batch.blockEnd - batch.blockStart,
    });
  }
  return seen;
}

describe('what is put into the stream of a live source', () => {
  it('comes before its next batch, with the next number and the time of the event before', async () => {
    const source = new InjectingSource(sourceOf([10, 20], [30]));
    const cursor = new EventCursor();
    expect((await nextOf(source, cursor))?.map(({ num, time }) => [num, time])).toEqual([
      [1, 10],
      [2, 20],
    ]);
    source.inject('{"a":"é"}');
    source.inject('{"b":2}');
    expect(await nextOf(source, cursor)).toEqual([
      { num: 3, type: containerEvent, time: 20, text: '{"a":"é"}', blockIsEvents: true },
      { num: 4, type: containerEvent, time: 20, text: '{"b":2}', blockIsEvents: true },
    ]);
    expect((await nextOf(source, cursor))?.map(({ num, time }) => [num, time])).toEqual([[5, 30]]);
  });

  it('comes before a batch that was being waited for when it was put in', async () => {
    const source = new InjectingSource(sourceOf([10], [20]));
    const cursor = new EventCursor();
    await nextOf(source, cursor);
    const waited = nextOf(source, cursor);
    source.inject('{}');
    expect((await waited)?.map(({ num, time, type }) => [num, time, type])).toEqual([[2, 10, containerEvent]]);
    expect((await nextOf(source, cursor))?.map(({ num, time }) => [num, time])).toEqual([[3, 20]]);
    expect(await nextOf(source, cursor)).toBeUndefined();
  });

  it('has no time in front of the first event, where it belongs to the state', async () => {
    const source = new InjectingSource(sourceOf([10]));
    const cursor = new EventCursor();
    source.inject('{}');
    expect((await nextOf(source, cursor))?.map(({ num, time }) => [num, time])).toEqual([[1, 0xffffffff]]);
    expect((await nextOf(source, cursor))?.map(({ num }) => num)).toEqual([2]);
  });

  it('comes even after the last event', async () => {
    const source = new InjectingSource(sourceOf([10]));
    const cursor = new EventCursor();
    await nextOf(source, cursor);
    source.inject('{}');
    expect((await nextOf(source, cursor))?.map(({ num, time }) => [num, time])).toEqual([[2, 10]]);
    expect(await nextOf(source, cursor)).toBeUndefined();
  });

  it('may be as long as an event holds', async () => {
    const source = new InjectingSource(sourceOf());
    source.inject('x'.repeat(65_534));
    expect((await nextOf(source, new EventCursor()))?.[0]?.text).toHaveLength(65_534);
    expect(() => textEventBlock(containerEvent, 'x'.repeat(65_535), { high: 0, low: 0 })).toThrow(RangeError);
  });
});
