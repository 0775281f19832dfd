import { describe, expect, it } from 'vitest';
import { type Input, InputDecoder, keyLabel } from '../../../src/tui/input/index.ts';
import { random } from '../../support/random.ts';

function decode(...pieces: string[]): Input[] {
  const decoder = new InputDecoder();
  return [...pieces.flatMap((piece) => decoder.push(Buffer.from(piece, 'latin1'))), ...decoder.flush()];
}

const labels = (...pieces: string[]) => decode(...pieces).map((input) => (input.kind === 'key' ? keyLabel(input) : input.kind));

/** F1 to F12 as four terminals send them. */
const tildes = [15, 17, 18, 19, 20, 21, 23, 24].map((number) => `\x1b[${number}~`);
const dialects: Readonly<Record<string, readonly string[]>> = {
  xterm: ['\x1bOP', '\x1bOQ', '\x1bOR', '\x1bOS', ...tildes],
  'the Linux console': ['\x1b[[A', '\x1b[[B', '\x1b[[C', '\x1b[[D', '\x1b[[E', ...tildes.slice(1)],
  rxvt: ['\x1b[11~', '\x1b[12~', '\x1b[13~', '\x1b[14~', ...tildes],
  PuTTY: ['\x1b[11~', '\x1b[12~', '\x1b[13~', '\x1b[14~', ...tildes],
};

describe('function keys', () => {
  const expected = Array.from({ length: 12 }, (_, i) => `f${i + 1}`);
  for (const [terminal, sequences] of Object.entries(dialects)) {
    it(`of ${terminal} are F1 to F12`, () => expect(labels(...sequences)).toEqual(expected));
    it(`of ${terminal} are so in one piece, and byte by byte`, () => {
      const text = sequences.join('');
      expect(labels(text)).toEqual(expected);
      expect(labels(...text)).toEqual(expected);
    });
  }

  it('say which modifiers were held', () => {
    expect(labels('\x1b[1;5P', '\x1b[15;2~', '\x1b[15^', '\x1b[5$', '\x1b[1;3A')).toEqual([
      'ctrl-f1',
      'shift-f5',
      'ctrl-f5',
      'shift-pageup',
      'alt-up',
    ]);
  });
});

describe('keys that move', () => {
  it('are known in every form', () => {
    expect(labels('\x1b[A', '\x1bOA', '\x1b[H', '\x1bOH', '\x1b[1~', '\x1b[7~', '\x1b[F', '\x1b[4~', '\x1b[8~')).toEqual([
      'up',
      'up',
      'home',
      'home',
      'home',
      'home',
      'end',
      'end',
      'end',
    ]);
    expect(labels('\x1b[5~', '\x1b[6~', '\x1b[3~', '\x1b[Z', '\x1b[a', '\x1bOd')).toEqual([
      'pageup',
      'pagedown',
      'delete',
      'shift-tab',
      'shift-up',
      'ctrl-left',
    ]);
  });
});

describe('characters', () => {
  it('are themselves, also beyond ASCII and in pieces', () => {
    expect(labels('aG\\')).toEqual(['a', 'G', '\\']);
    const decoder = new InputDecoder();
    const bytes = Buffer.from('é漢🙂');
    const inputs = [...bytes].flatMap((byte) => decoder.push(Uint8Array.of(byte)));
    expect(inputs.map((input) => (input.kind === 'key' ? input.name : input.kind))).toEqual(['é', '漢', '🙂']);
  });

  it('with control and alt are told apart from those without', () => {
    expect(labels('\x10', '\x03', '\x1bx', '\r', '\t', '\x7f', '\b')).toEqual([
      'ctrl-p',
      'ctrl-c',
      'alt-x',
      'enter',
      'tab',
      'backspace',
      'backspace',
    ]);
    expect(labels('\x1b[112;5u', '\x1b[97;2u', '\x1b[27u')).toEqual(['ctrl-p', 'A', 'escape']);
  });

  it('that are no UTF-8 or steer the terminal are no keys', () => {
    expect(labels('\xff\xfe\x80', '\xc2\x9b', '\xe2\x80\xae')).toEqual([]);
  });
});

describe('the Escape key', () => {
  it('is only known once nothing follows', () => {
    const decoder = new InputDecoder();
    expect(decoder.push(Buffer.from('\x1b'))).toEqual([]);
    expect(decoder.pending).toBe(true);
    expect(decoder.flush()).toMatchObject([{ name: 'escape' }]);
    expect(decoder.pending).toBe(false);
  });

  it('twice is Escape twice', () => expect(labels('\x1b\x1b')).toEqual(['escape', 'escape']));
});

describe('sequences that mean nothing here', () => {
  it.each([
    ['a device report', '\x1b[?62;22c'],
    ['a cursor position', '\x1b[12;40R'],
    ['a title', '\x1b]0;rm -rf q\x07'],
    ['an answer with an end of two bytes', '\x1b]11;rgb:0000/q/dd\x1b\\'],
    ['a device string', '\x1bP1$r0q\x1b\\'],
    ['an old mouse report', '\x1b[M qd'],
    ['a key nobody has', '\x1b[99~'],
    ['focus', '\x1b[I\x1b[O'],
    ['parameters that are none', '\x1b[>0;q'],
    ['a cut sequence', '\x1b[1;'],
  ])('are dropped whole: %s', (_what, text) => expect(labels(text)).toEqual([]));

  it('do not swallow what follows', () => expect(labels('\x1b[99~k', '\x1b[<9;9Zj', '\x1b]0;x\x07d')).toEqual(['k', 'j', 'd']));
});

describe('the mouse', () => {
  it('is pressed, released and turned', () => {
    expect(decode('\x1b[<0;10;5M', '\x1b[<0;10;5m', '\x1b[<64;1;1M', '\x1b[<65;1;1M', '\x1b[<34;3;4M')).toEqual([
      { kind: 'mouse', action: 'press', button: 'left', x: 9, y: 4 },
      { kind: 'mouse', action: 'release', button: 'left', x: 9, y: 4 },
      { kind: 'mouse', action: 'wheelup', button: 'none', x: 0, y: 0 },
      { kind: 'mouse', action: 'wheeldown', button: 'none', x: 0, y: 0 },
      { kind: 'mouse', action: 'move', button: 'right', x: 2, y: 3 },
    ]);
  });

  it('outside the screen is nowhere', () => expect(decode('\x1b[<0;0;0M', '\x1b[<0;99999;1M')).toEqual([]));
});

describe('a paste', () => {
  it('is text, whatever it holds', () => {
    expect(decode('\x1b[200~q\x1b[21~\nrm -rf\x03\x1b[201~k')).toEqual([
      { kind: 'paste', text: 'q[21~ rm -rf' },
      { kind: 'key', name: 'k', ctrl: false, alt: false, shift: false },
    ]);
  });

  it('may come in pieces, its end too', () => {
    expect(decode('\x1b[200~proc.name', '=nginx\x1b[2', '01', '~')).toEqual([{ kind: 'paste', text: 'proc.name=nginx' }]);
  });

  it('does not grow without end', () => {
    const [paste] = decode('\x1b[200~', 'x'.repeat(1_000_000), '\x1b[201~');
    expect(paste).toMatchObject({ kind: 'paste' });
    expect((paste as { text: string }).text.length).toBe(65_536);
  });
});

describe('bytes at random', () => {
  it('give the same inputs however they are cut', () => {
    const next = random(7);
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(Array.from({ length: 40 }, () => (next(10) < 3 ? 0x1b : next(256))));
      const whole = new InputDecoder();
      const expected = [...whole.push(bytes), ...whole.flush()];
      const pieces = new InputDecoder();
      const got = [...[...bytes].flatMap((byte) => pieces.push(Uint8Array.of(byte))), ...pieces.flush()];
      expect(got, bytes.toString('hex')).toEqual(expected);
    }
  });
});

describe('a string of a terminal that is very long', () => {
  it.each([
    ['a bell', '\x07'],
    ['its end', '\x1b\\'],
  ])('is dropped up to %s without being kept', (_name, end) => {
    const decoder = new InputDecoder();
    const inputs = [...decoder.push(Buffer.from('\x1b]52;c;'))];
    for (let i = 0; i < 200; i++) inputs.push(...decoder.push(Buffer.from('q'.repeat(10_000))));
    inputs.push(...decoder.push(Buffer.from(`q${end}j`)));
    expect(inputs).toMatchObject([{ kind: 'key', name: 'j' }]);
  });

  it('is given up when nothing follows', () => {
    const decoder = new InputDecoder();
    decoder.push(Buffer.from(`\x1b]${'q'.repeat(100_000)}`));
    expect(decoder.pending).toBe(true);
    decoder.flush();
    expect(decoder.pending).toBe(false);
    expect(decoder.push(Buffer.from('j'))).toMatchObject([{ name: 'j' }]);
  });
});
