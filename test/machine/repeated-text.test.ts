import { describe, expect, it } from 'vitest';
import type { EventCursor } from '../../src/event/index.ts';
import { RepeatedText } from '../../src/machine/repeated-text.ts';
import { sameBytes } from '../../src/machine/same-bytes.ts';
import { EventFeed, event } from '../support/events.ts';

/** A cursor on an event whose only text is this one, in parameter 1. */
function withText(text: string): EventCursor {
  return new EventFeed().next(event('PPME_SYSCALL_CHDIR_X', [0, text]));
}

describe('what is made of repeated texts', () => {
  it('is made once of each, also of one that is as long', () => {
    const made: string[] = [];
    const texts = new RepeatedText((text) => {
      made.push(text);
      return { text };
    });
    const first = texts.of(withText('/usr/bin'), 1);
    expect(first).toEqual({ text: '/usr/bin\0' });
    expect(texts.of(withText('/usr/bis'), 1)).toEqual({ text: '/usr/bis\0' });
    expect(texts.of(withText('/usr/bin'), 1)).toBe(first);
    expect(made).toEqual(['/usr/bin\0', '/usr/bis\0']);
  });

  it('is made anew where many others came in between', () => {
    const texts = new RepeatedText((text) => ({ text }));
    const first = texts.of(withText('/first'), 1);
    for (let i = 0; i < 100; i++) texts.of(withText(`/other${i}`), 1);
    const again = texts.of(withText('/first'), 1);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('is made of no text where the event has none', () => {
    const texts = new RepeatedText((text) => ({ text }));
    expect(texts.of(withText('/x'), 7)).toEqual({ text: '' });
  });
});

describe('bytes', () => {
  it('are the same only where each of them is', () => {
    const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let size = 0; size <= 40; size++) {
      const bytes = Uint8Array.from({ length: size + 6 }, (_, i) => (i * 37 + 200) & 0xff);
      const copy = bytes.slice(3, 3 + size);
      expect(sameBytes(view(bytes), 3, view(copy), 0, size)).toBe(true);
      for (let i = 0; i < size; i++) {
        const other = copy.slice();
        other[i] = other[i]! ^ 0x80;
        expect(sameBytes(view(bytes), 3, view(other), 0, size)).toBe(false);
      }
    }
  });
});
