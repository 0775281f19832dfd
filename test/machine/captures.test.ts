import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventCursor } from '../../src/event/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { FileSource } from '../../src/source/file/index.ts';
import { captureFiles, noCaptures } from '../support/captures.ts';
import { hasSysdig, noSysdig, sysdig } from '../support/sysdig.ts';
import { format, line } from './sysdig-line.ts';

/** Captures sysdig cannot read, or counts otherwise because it does not know all of their events. */
const otherwise = /toolbox|comments|\.scap\.sf$/;
/** Larger ones take long, and hold nothing the others do not. Bytes. */
const largest = 1 << 20;

const files = captureFiles().filter((file) => !otherwise.test(file) && statSync(file).size <= largest);
const held = hasSysdig && files.length > 0;
const reason = held ? '' : ` (${hasSysdig ? noCaptures : noSysdig})`;

describe.runIf(held)(`the machine rebuilt from a capture${reason}`, () => {
  it.each(files.map((file) => [basename(file), file]))('is the one sysdig sees in %s', async (_name, file) => {
    const want = sysdig('-r', file, '-p', format).split('\n');
    const source = new FileSource(file);
    const machine = new Machine();
    machine.load(await source.open());
    const evt = new EventCursor();
    let i = 0;
    for (;;) {
      const batch = await source.nextBatch();
      if (batch === undefined) break;
      while (batch.next(evt)) {
        if (!machine.process(evt, undefined) || machine.context.type.category === 'INTERNAL') continue;
        const shown = want[i++] ?? '';
        if (line(machine.context, shown) !== shown) expect(line(machine.context, shown)).toBe(shown);
      }
    }
    await source.close();
    expect(want.slice(i)).toEqual(['']);
  });
});
