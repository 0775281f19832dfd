import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyLabel } from '../../../src/tui/input/index.ts';
import { Keyboard } from '../../../src/tui/terminal/keyboard.ts';

/** A keyboard, what was heard from it, and a way to send bytes. */
function keyboard() {
  const heard: string[] = [];
  const stream = new PassThrough();
  const one = new Keyboard(
    stream,
    (input) => heard.push(input.kind === 'key' ? keyLabel(input) : input.kind),
    () => undefined,
  );
  one.start();
  return {
    heard,
    send: async (bytes: string) => {
      stream.write(Buffer.from(bytes, 'latin1'));
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

afterEach(() => vi.useRealTimers());

describe('the keyboard', () => {
  it('hears keys, also beyond ASCII', async () => {
    const { heard, send } = keyboard();
    await send(`a${Buffer.from('é漢').toString('latin1')}\r`);
    expect(heard).toEqual(['a', 'é', '漢', 'enter']);
  });

  it('hears nothing among bytes that nobody typed, nor right after them, but Ctrl-C', async () => {
    const { heard, send } = keyboard();
    await send('R\xffok\r');
    await send('a\ry\r');
    await send('q\x03');
    expect(heard).toEqual([]);
    await send('\x03');
    expect(heard).toEqual(['ctrl-c']);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await send('q');
    expect(heard).toEqual(['ctrl-c', 'q']);
  });

  it('takes bytes within a paste for what was pasted', async () => {
    const { heard, send } = keyboard();
    await send('\x1b[200~\xff\xfe\x1b[201~j');
    expect(heard).toEqual(['paste', 'j']);
  });
});
