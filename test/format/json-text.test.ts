import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/event/index.ts';
import { escapeJson } from '../../src/format/json-text.ts';

function escaped(text: string): string {
  const out = new ByteWriter();
  out.byte(0x22);
  out.text(text);
  escapeJson(out, 1);
  out.byte(0x22);
  return out.since(0);
}

describe('text in JSON', () => {
  it('is the text itself where it is plain ASCII', () => {
    expect(escaped("/usr/bin/x <a href='b'> & \x7f")).toBe('"/usr/bin/x <a href=\'b\'> & \x7f"');
  });

  it('escapes quotes, backslashes and control characters', () => {
    expect(escaped('a"b\\c\b\f\n\r\t\x01\x1f')).toBe('"a\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f"');
  });

  it('writes other characters by their UTF-16 units', () => {
    expect(escaped('\xc3\xa9')).toBe('"\\u00e9"');
    expect(escaped('\xe2\x80\xa8\xc2\x85')).toBe('"\\u2028\\u0085"');
    expect(escaped('\xf0\x9f\x98\x80')).toBe('"\\ud83d\\ude00"');
  });

  it('stays valid for bytes that are no UTF-8, as sysdig writes them', () => {
    expect(escaped('\xff\xfe')).toBe('"\\ufffd\\ufffd"');
    expect(escaped('\xc3')).toBe('"\\ufffd"');
    expect(escaped('\xe2\x82')).toBe('"\\ufffd\\ufffd"');
    expect(escaped('\xed\xa0\x80')).toBe('"\\ufffd"');
    expect(escaped('\xc0\x80x')).toBe('"\\ufffdx"');
    expect(escaped('a\xc3(b')).toBe('"a\\u00e8b"');
    expect(escaped('\xf8\x88\x80\x80\x80')).toBe('"\\ufffd\\u0200\\ufffd"');
    expect(escaped('\xf5\x80\x80\x80')).toBe('"\\ud8c0\\udc00"');
  });
});
