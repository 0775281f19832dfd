import { afterEach, describe, expect, it } from 'vitest';
import type { LookOptions } from '../../src/format/index.ts';
import { event } from '../support/events.ts';
import { linesOf } from '../support/lines.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';

const begin = 1_600_000_000_000_000_000n;

/** Latencies on both sides of where the unit or the number of digits changes, in ns. */
const latencies = [
  0n,
  1n,
  999n,
  1000n,
  9999n,
  10_000n,
  999_999n,
  1_000_000n,
  9_999_999n,
  10_000_000n,
  999_999_999n,
  1_000_000_000n,
  59_999_999_999n,
  60_000_000_000n,
  3_599_999_999_999n,
  3_600_000_000_000n,
  123_456_789_012_345n,
];

/** A call for each latency, one ns apart. */
function calls(): MinimalEvent[] {
  let time = begin;
  return latencies.flatMap((latency) => {
    time += 1n;
    const enter = event('PPME_SYSCALL_READ_E', [0, 1], { time });
    time += latency;
    return [enter, event('PPME_SYSCALL_READ_X', [1, 'x'], { time })];
  });
}

describe('the time of an event', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  const once = [event('PPME_SYSCALL_READ_E', [0, 1], { time: 1_709_211_729_000_012_345n })];

  it('is local where it is a clock, in the zone TZ names', () => {
    process.env.TZ = 'Asia/Tokyo';
    expect(linesOf(once, '%evt.time %evt.time.s')).toEqual(['22:02:09.000012345 22:02:09']);
    expect(linesOf(once, '%evt.datetime|%evt.datetime.s')).toEqual(['2024-02-29 22:02:09.000012345|2024-02-29 22:02:09']);
  });

  it('is UTC as ISO 8601, whatever the zone', () => {
    process.env.TZ = 'Asia/Tokyo';
    expect(linesOf(once, '%evt.time.iso8601')).toEqual(['2024-02-29T13:02:09.000012345+0000']);
  });

  it('is exact to the ns as a number', () => {
    expect(linesOf(once, '%evt.rawtime %evt.rawtime.s %evt.rawtime.ns')).toEqual(['1709211729000012345 1709211729 000012345']);
  });

  it('is a number of ns in JSON', () => {
    const [line = ''] = linesOf(once, '%evt.time %evt.datetime %evt.outputtime %evt.rawtime.ns', { json: true });
    expect(line).toBe(
      '{"evt.datetime":1709211729000012345,"evt.outputtime":1709211729000012345,"evt.rawtime.ns":12345,"evt.time":1709211729000012345}',
    );
  });
});

describe('the time between events', () => {
  it('is counted from the event before in the same output, also from one that was left out', () => {
    const events = calls().slice(0, 6);
    expect(linesOf(events, '%evt.num %evt.deltatime')).toEqual(['1 0', '2 0', '3 1', '4 1', '5 1', '6 999']);
    expect(linesOf(events, '%evt.num %evt.deltatime %evt.buflen')).toEqual([]);
  });
});

describe.runIf(hasSysdig)(`times look as in sysdig (${noSysdig} otherwise)`, () => {
  const fields = [
    'evt.time evt.time.s evt.time.iso8601 evt.datetime evt.datetime.s evt.rawtime evt.rawtime.s evt.rawtime.ns',
    'evt.reltime evt.reltime.s evt.reltime.ns evt.deltatime evt.deltatime.s evt.deltatime.ns',
    'evt.latency evt.latency.s evt.latency.ns evt.latency.human evt.latency.quantized evt.wait_latency',
  ].join(' ');
  const format = `*%evt.num ${fields.replaceAll('evt.', '%evt.')}`;

  it('in lines', () => {
    process.env.TZ = 'UTC';
    expect(linesOf(calls(), format)).toEqual(sysdigOn(calls(), '-p', format));
  });

  it.each(['h', 'a', 'r', 'd', 'D'] as const)('in the form -t %s', (time: LookOptions['time']) => {
    process.env.TZ = 'UTC';
    expect(linesOf(calls(), '*%evt.outputtime', { time })).toEqual(sysdigOn(calls(), '-t', time, '-p', '*%evt.outputtime'));
  });
});
