import type { ByteWriter } from '../event/index.ts';

/**
 * Makes text from the traced machine fit for a terminal: nothing in it may move the cursor, change colours, hide or
 * reorder what stands beside it. This is the one place where that is done.
 *
 * - control characters become `\n`, `\e`, `\x9b`; bytes that are no UTF-8 `\xff`;
 * - characters without a shape of their own that change the order or the look of others become `\u{202e}`;
 * - a run of combining marks is cut to what some language needs, the rest is written as its code.
 */
export function escapeForTerminal(out: ByteWriter, from: number): void {
  const { bytes, length } = out;
  const at = out.firstSpecial(from, 0, 0);
  if (at === length) return;
  const rest = Buffer.from(bytes.subarray(at, length));
  out.length = at;
  writeEscaped(rest, out);
}

/** Combining marks in a row that are kept. */
const marksKept = 4;

const named: ReadonlyMap<number, string> = new Map([
  [0x00, '\\0'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x1b, '\\e'],
]);

const mark = /^\p{M}$/u;
/** Format characters, line and paragraph separators, lone surrogates, tags and what Unicode has not assigned. */
const shapeless = /^[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]$/u;
const pictograph = /^\p{Extended_Pictographic}$/u;

const joiner = 0x200d;
const nonJoiner = 0x200c;

function writeEscaped(bytes: Buffer, out: ByteWriter): void {
  let marks = 0;
  let before = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    if (length === 0) {
      writeByte(bytes[at]!, out);
      marks = 0;
      before = '';
      at++;
      continue;
    }
    const character = bytes.toString('utf8', at, at + length);
    const code = character.codePointAt(0)!;
    marks = mark.test(character) ? marks + 1 : 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      writeByte(code, out);
    } else if (marks > marksKept || (shapeless.test(character) && !joins(code, before, bytes, at + length))) {
      out.text(`\\u{${code.toString(16)}}`);
    } else {
      out.copy(bytes, at, at + length);
    }
    if (marks === 0 && code !== joiner) before = character;
    at += length;
  }
}

/** Whether a joiner stands where it is part of one picture, or a non-joiner, which some scripts need. */
function joins(code: number, before: string, bytes: Buffer, next: number): boolean {
  if (code === nonJoiner) return true;
  if (code !== joiner || !pictograph.test(before)) return false;
  const length = characterLength(bytes, next);
  return length > 0 && pictograph.test(bytes.toString('utf8', next, next + length));
}

/** A control character or a byte that is part of no character. */
function writeByte(byte: number, out: ByteWriter): void {
  const name = named.get(byte);
  if (name !== undefined) {
    out.text(name);
    return;
  }
  out.text('\\x');
  out.hexDigits(byte, 2);
}

/** Bytes of the UTF-8 character at `at`; 0 where there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === undefined) return 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf5 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  // Longer forms than needed, surrogates, and what lies above U+10FFFF.
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return length;
}
