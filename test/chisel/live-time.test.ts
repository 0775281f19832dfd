import { describe, expect, it } from 'vitest';
import { ChiselRunner, defineChisel } from '../../src/chisel/index.ts';
import { EventCursor } from '../../src/event/index.ts';
import { defaultFieldSettings } from '../../src/field/index.ts';
import { Output } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { FileSource } from '../../src/source/file/index.ts';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';

const second = 1e9;

describe.runIf(capturesDir !== undefined)(`intervals of a live run (${noCaptures})`, () => {
  it('never go back: an event that comes after its time was told does not begin one again', async () => {
    const moments: bigint[] = [];
    const chisel = defineChisel({
      category: 'Misc',
      summary: 'For a test',
      interval: 1000,
      onInterval: (_run, { time }) => void moments.push(time),
    });
    const runner = new ChiselRunner([{ name: 'x', chisel, link: undefined, args: {} }], {
      out: new Output(-1),
      isTerminal: false,
      colours: false,
      size: () => ({ width: 80, height: 24 }),
      look: defaultFieldSettings,
      buffersChosen: false,
      containers: false,
      json: false,
      verbose: false,
      live: true,
      filter: '',
      warn: () => undefined,
      stopOnError: true,
    });
    const source = new FileSource(capture('example5_nginx'), {});
    const machine = new Machine();
    machine.load(await source.open());
    runner.begin(machine, source);
    const evt = new EventCursor();
    const batch = (await source.nextBatch())!;
    while (!machine.hasBegun && batch.next(evt)) machine.process(evt, undefined);
    const { time } = evt;
    await source.close();

    runner.time(time);
    runner.idle(time + 5 * second);
    for (const late of [time + 0.1 * second, time + 0.2 * second]) runner.time(late);
    runner.idle(time + 5.01 * second);
    runner.time(time + 0.3 * second);
    expect(moments).toHaveLength(1);
    runner.time(time + 6 * second);
    expect(moments).toHaveLength(2);
  });
});
