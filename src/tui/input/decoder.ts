import type { Input, Key, MouseInput } from './key.ts';
import { codeKeys, consoleKeys, keypadKeys, letterKeys, rxvtArrows, tildeKeys } from './sequences.ts';

/** A paste is cut to this many bytes: it goes into a line somebody types. */
const pasteMax = 64 * 1024;

/** Longer answers of a terminal are not kept until they end. */
const stringMax = 64 * 1024;
/** A sequence longer than this is none: it is dropped, and reading begins anew behind it. */
const sequenceMax = 256;

const ESC = 0x1b;
const BEL = 0x07;
const pasteBegin = '200';
const pasteEnd = Buffer.from('\x1b[201~', 'latin1');

/**
 * Turns what a terminal sends into keys, mouse and pastes. A sequence it does not know is dropped whole: none of its
 * letters is ever taken for a key.
 *
 * Bytes may come in any pieces. An escape byte with nothing behind it is only known to be the Escape key when nothing
 * follows for a while: the caller then calls {@link flush}.
 */
export class InputDecoder {
  #bytes: Buffer = Buffer.alloc(0);
  #paste: Buffer[] | undefined = undefined;
  #pasted = 0;
  /** Within a string that is too long to be kept: what comes is dropped until it ends. */
  #skipping = false;
  #noisy = false;

  /** Whether bytes wait for what follows them: {@link flush} is due if nothing does. */
  get pending(): boolean {
    return this.#bytes.length > 0 || this.#skipping;
  }

  /** What waits may be the Escape key, pressed alone; else it is the beginning of something longer. */
  get maybeEscape(): boolean {
    return this.#bytes.length === 1 && this.#bytes[0] === ESC;
  }

  /** Whether there were bytes since the last time this was asked that no terminal set to UTF-8 sends. */
  takeNoise(): boolean {
    const noisy = this.#noisy;
    this.#noisy = false;
    return noisy;
  }

  /** Takes bytes and gives what they complete. */
  push(bytes: Uint8Array): Input[] {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    return this.#decode(false);
  }

  /** Nothing followed: what waits is all there is. */
  flush(): Input[] {
    this.#skipping = false;
    return this.#decode(true);
  }

  #decode(ended: boolean): Input[] {
    const inputs: Input[] = [];
    let at = 0;
    while (at < this.#bytes.length) {
      const skips = this.#skipping;
      const used = skips ? this.#skip(at) : this.#paste === undefined ? this.#one(at, ended, inputs) : this.#pasting(at, ended, inputs);
      if (used === 0 && !skips) break;
      at += used;
    }
    this.#bytes = this.#bytes.subarray(at);
    return inputs;
  }

  /** Reads one input at `at`; gives the bytes used, 0 where more are needed. */
  #one(at: number, ended: boolean, inputs: Input[]): number {
    const bytes = this.#bytes;
    const first = bytes[at]!;
    if (first === ESC) return this.#escape(at, ended, inputs);
    if (first < 0x20 || first === 0x7f) {
      const pressed = controlKey(first);
      if (pressed !== undefined) inputs.push(pressed);
      return 1;
    }
    const length = characterLength(first);
    if (length === 0) {
      this.#noisy = true;
      return 1;
    }
    if (at + length > bytes.length) return ended ? bytes.length - at : 0;
    const text = bytes.toString('utf8', at, at + length);
    if (text.includes('\ufffd') || /\p{C}/u.test(text)) {
      this.#noisy ||= text.includes('\ufffd');
      return 1;
    }
    inputs.push(key(text));
    return length;
  }

  /** What begins with an escape byte. */
  #escape(at: number, ended: boolean, inputs: Input[]): number {
    const bytes = this.#bytes;
    const next = bytes[at + 1];
    if (next === undefined || next === ESC) {
      if (next === undefined && !ended) return 0;
      inputs.push(key('escape'));
      return 1;
    }
    switch (String.fromCharCode(next)) {
      case '[':
        return this.#control(at, ended, inputs);
      case 'O':
        return this.#single(at, ended, inputs);
      case ']':
      case 'P':
      case 'X':
      case '^':
      case '_':
        return this.#string(at, ended);
      default:
        return this.#withAlt(at, ended, inputs);
    }
  }

  /** `ESC O letter`. */
  #single(at: number, ended: boolean, inputs: Input[]): number {
    const byte = this.#bytes[at + 2];
    if (byte === undefined) return ended ? 2 : 0;
    const letter = String.fromCharCode(byte);
    const name = letterKeys.get(letter) ?? keypadKeys.get(letter);
    if (name !== undefined) inputs.push(key(name));
    else if (rxvtArrows.has(letter)) inputs.push(key(rxvtArrows.get(letter)!, { ctrl: true }));
    return 3;
  }

  /** `ESC [ ... final byte`. */
  #control(at: number, ended: boolean, inputs: Input[]): number {
    const bytes = this.#bytes;
    // The Linux console's function keys, and the old mouse protocol, do not end where control sequences end.
    const third = bytes[at + 2];
    if (third === 0x5b) {
      const fourth = bytes[at + 3];
      if (fourth === undefined) return ended ? 3 : 0;
      const name = consoleKeys.get(String.fromCharCode(fourth));
      if (name !== undefined) inputs.push(key(name));
      return 4;
    }
    if (third === 0x4d) return bytes.length - at < 6 ? (ended ? bytes.length - at : 0) : 6;
    for (let end = at + 2; end < bytes.length; end++) {
      const byte = bytes[end]!;
      const isFinal = byte >= 0x40 && byte <= 0x7e;
      const isRxvtFinal = byte === 0x24 && /^\d+$/.test(bytes.toString('latin1', at + 2, end));
      if (isFinal || isRxvtFinal) {
        this.#sequence(bytes.toString('latin1', at + 2, end), String.fromCharCode(byte), inputs);
        return end + 1 - at;
      }
      // A byte that cannot stand here ends the sequence, and begins whatever comes next.
      if (byte < 0x20 || byte > 0x7e || end - at > sequenceMax) return end - at;
    }
    return ended ? bytes.length - at : 0;
  }

  #sequence(parameters: string, final: string, inputs: Input[]): void {
    if (final === '~' && parameters === pasteBegin) {
      this.#paste = [];
      this.#pasted = 0;
      return;
    }
    const input = parameters.startsWith('<') ? mouse(parameters.slice(1), final) : sequenceKey(parameters, final);
    if (input !== undefined) inputs.push(input);
  }

  /** `ESC ] ...` and its kin: answers of the terminal, up to a bell or `ESC \`. */
  #string(at: number, ended: boolean): number {
    const bytes = this.#bytes;
    for (let end = at + 2; end < bytes.length; end++) {
      if (bytes[end] === BEL) return end + 1 - at;
      if (bytes[end] === ESC) return bytes[end + 1] === 0x5c ? end + 2 - at : bytes[end + 1] === undefined && !ended ? 0 : end - at;
    }
    if (bytes.length - at <= stringMax) return ended ? bytes.length - at : 0;
    this.#skipping = !ended;
    return bytes.length - at;
  }

  /** The rest of a string: up to a bell, or to the escape byte of whatever ends it. */
  #skip(at: number): number {
    const bytes = this.#bytes;
    for (let end = at; end < bytes.length; end++) {
      if (bytes[end] !== BEL && bytes[end] !== ESC) continue;
      this.#skipping = false;
      return bytes[end] === BEL ? end + 1 - at : bytes[end + 1] === 0x5c ? end + 2 - at : end - at;
    }
    return bytes.length - at;
  }

  /** `ESC key`: the key with Alt. */
  #withAlt(at: number, ended: boolean, inputs: Input[]): number {
    const found: Input[] = [];
    const used = this.#one(at + 1, ended, found);
    if (used === 0) return 0;
    const [pressed] = found;
    if (pressed?.kind === 'key') inputs.push({ ...pressed, alt: true });
    return used + 1;
  }

  /** Within a paste: everything up to its end is text. */
  #pasting(at: number, ended: boolean, inputs: Input[]): number {
    const rest = this.#bytes.subarray(at);
    const end = rest.indexOf(pasteEnd);
    // The end may have come in part: its bytes wait.
    const keep = end >= 0 ? 0 : partialEnd(rest);
    const text = rest.subarray(0, end >= 0 ? end : rest.length - (ended ? 0 : keep));
    const room = Math.max(0, pasteMax - this.#pasted);
    this.#paste!.push(Buffer.from(text.subarray(0, room)));
    this.#pasted += Math.min(room, text.length);
    if (end < 0) return text.length;
    inputs.push({ kind: 'paste', text: plainText(Buffer.concat(this.#paste!).toString('utf8')) });
    this.#paste = undefined;
    return end + pasteEnd.length;
  }
}

interface Modifiers {
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
}

function key(name: string, { ctrl = false, alt = false, shift = false }: Modifiers = {}): Key {
  return { kind: 'key', name, ctrl, alt, shift };
}

function controlKey(byte: number): Key | undefined {
  switch (byte) {
    case 0x00:
      return key('space', { ctrl: true });
    case 0x08:
    case 0x7f:
      return key('backspace');
    case 0x09:
      return key('tab');
    case 0x0a:
    case 0x0d:
      return key('enter');
    default:
      // 0x1c to 0x1f are control with characters that no key map uses.
      return byte < 0x1b ? key(String.fromCharCode(byte + 0x60), { ctrl: true }) : byte === 0x1c ? key('\\', { ctrl: true }) : undefined;
  }
}

/** xterm's modifier parameter: 1 + a sum of bits. */
function modifiers(parameter: string | undefined): Modifiers {
  const bits = Number(parameter ?? '1') - 1;
  return { shift: (bits & 1) !== 0, alt: (bits & 2) !== 0, ctrl: (bits & 4) !== 0 };
}

/** The key of a control sequence; undefined where it is none that is known. */
function sequenceKey(parameters: string, final: string): Key | undefined {
  if (!/^[\d;]*$/.test(parameters)) return undefined;
  const [first = '', second] = parameters.split(';');
  if ('~^@$'.includes(final)) {
    const name = tildeKeys.get(Number(first));
    const rxvt = { shift: final === '$' || final === '@', ctrl: final === '^' || final === '@' };
    return name === undefined ? undefined : key(name, final === '~' ? modifiers(second) : rxvt);
  }
  if (final === 'u') return codeKey(Number(first), modifiers(second));
  if (final === 'Z') return key('tab', { shift: true });
  if (rxvtArrows.has(final)) return parameters === '' ? key(rxvtArrows.get(final)!, { shift: true }) : undefined;
  const name = letterKeys.get(final);
  if (name === undefined || (first !== '' && first !== '1')) return undefined;
  return key(name, modifiers(second));
}

function codeKey(code: number, { ctrl = false, alt = false, shift = false }: Modifiers): Key | undefined {
  const name = codeKeys.get(code) ?? (code > 0x20 && code < 0x10ffff ? String.fromCodePoint(code) : code === 0x20 ? ' ' : undefined);
  if (name === undefined || /^\p{C}/u.test(name)) return undefined;
  // A shifted character comes as the plain one.
  if (shift && name.length === 1) return key(name.toUpperCase(), { ctrl, alt });
  return key(name, { ctrl, alt, shift });
}

const buttons = ['left', 'middle', 'right', 'none'] as const;

/** `ESC [ < button ; column ; row M` or `m`. */
function mouse(parameters: string, final: string): MouseInput | undefined {
  const match = /^(\d{1,3});(\d{1,4});(\d{1,4})$/.exec(parameters);
  if (match === null || (final !== 'M' && final !== 'm')) return undefined;
  const code = Number(match[1]);
  const x = Number(match[2]) - 1;
  const y = Number(match[3]) - 1;
  if (x < 0 || y < 0) return undefined;
  if ((code & 64) !== 0) {
    const turns = { 0: 'wheelup', 1: 'wheeldown' } as const;
    const action = turns[(code & 3) as 0 | 1];
    return action === undefined ? undefined : { kind: 'mouse', action, button: 'none', x, y };
  }
  const action = final === 'm' ? 'release' : (code & 32) !== 0 ? 'move' : 'press';
  return { kind: 'mouse', action, button: buttons[code & 3]!, x, y };
}

/** Bytes of the UTF-8 character that begins with this byte; 0 where none does. */
function characterLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

/** How many bytes at the end may be the beginning of a paste's end. */
function partialEnd(bytes: Buffer): number {
  for (let length = Math.min(pasteEnd.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(pasteEnd.subarray(0, length))) return length;
  }
  return 0;
}

/** Pasted text as one line somebody might have typed: line ends and tabs become blanks, other controls go. */
function plainText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\p{C}/gu, '')
    .replaceAll('\ufffd', '');
}
