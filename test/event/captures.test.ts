import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EventCursor, type EventLayout, eventTable, layoutV1, layoutV2, layoutV2Large } from '../../src/event/index.ts';
import { captureFiles, capturesDir, noCaptures } from '../support/captures.ts';
import { paramSizes } from '../support/param-sizes.ts';

/** Types of the blocks that hold one event each, without and with 32 bits of flags before it. */
const eventBlocks = new Map<number, { readonly layout: EventLayout; readonly before: number }>([
  [0x204, { layout: layoutV1, before: 10 }],
  [0x208, { layout: layoutV1, before: 14 }],
  [0x216, { layout: layoutV2, before: 10 }],
  [0x217, { layout: layoutV2, before: 14 }],
  [0x221, { layout: layoutV2Large, before: 10 }],
]);

/** Calls `visit` with a cursor on every event of a capture, and with whether the event fits its block. */
function forEachEvent(path: string, visit: (cursor: EventCursor, fits: boolean) => void): void {
  const stored = readFileSync(path);
  const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cursor = new EventCursor();
  const base = { high: 0, low: 0 };
  for (let at = 0, size = 0; at + 12 <= bytes.length; at += size) {
    size = view.getUint32(at + 4, true);
    if (size < 12 || at + size > bytes.length) return;
    const block = eventBlocks.get(view.getUint32(at, true));
    if (block === undefined) continue;
    visit(cursor, cursor.set(bytes, view, at + block.before, at + size - 4, block.layout, base));
  }
}

describe.skipIf(capturesDir === undefined)(`events of real captures (${noCaptures})`, () => {
  it.each(captureFiles().map((path) => [basename(path), path]))(
    'are as long as their parameters, and these as their types say: %s',
    (_, path) => {
      const wrong = new Set<string>();
      forEachEvent(path, (cursor, fits) => {
        const type = eventTable[cursor.type];
        if (!fits || type === undefined) {
          wrong.add(`event of type ${cursor.type}, fits: ${fits}`);
          return;
        }
        const claimed = cursor.paramCount;
        const end = claimed === 0 ? cursor.start + cursor.length : cursor.offset(claimed - 1) + cursor.size(claimed - 1);
        if (cursor.paramCount !== claimed || end !== cursor.start + cursor.length) wrong.add(`${type.code}: lengths do not add up`);
        for (let i = 0; i < claimed; i++) {
          const param = type.params[i];
          const size = param && paramSizes[param.type];
          // A tracer that could not read a value leaves it empty.
          if (size !== undefined && cursor.size(i) !== 0 && cursor.size(i) !== size)
            wrong.add(`${type.code} ${param!.name}: ${cursor.size(i)} bytes`);
        }
      });
      expect([...wrong]).toEqual([]);
    },
  );
});
