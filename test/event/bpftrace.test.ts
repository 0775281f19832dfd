import { describe, expect, it } from 'vitest';
import { bpftraceId, compactJson, parseJson, readBpftraceId, readBpftraceRecord } from '../../src/event/index.ts';

const record = (text: string) => Object.fromEntries(readBpftraceRecord(text));

describe('a record of bpftrace', () => {
  it('is read from a JSON object, numbers as numbers', () => {
    expect(record('{"name":"malloc","size":103,"share":0.5,"ok":true,"none":null}')).toEqual({
      name: 'malloc',
      size: 103,
      share: 0.5,
      ok: true,
    });
  });

  it('keeps numbers that no double can hold', () => {
    expect(record('{"address":18446744073709551615}')).toEqual({ address: 18446744073709551615n });
    expect(record('address=18446744073709551615')).toEqual({ address: 18446744073709551615n });
  });

  it('is read from words of key=value, with a name in front and blanks in quotes', () => {
    expect(record('malloc pid=12 comm="Web \\"Content" size=-3 at=0xff ratio=1.5 path=/a=b\n')).toEqual({
      name: 'malloc',
      pid: 12,
      comm: 'Web "Content',
      size: -3,
      at: 255,
      ratio: 1.5,
      path: '/a=b',
    });
  });

  it.each(['plain text', 'a b c=1', 'b=1 and more', '{"broken":', '', '"text"'])('is none in %j', (text) => {
    expect(record(text)).toEqual({});
  });

  it('keeps bytes as they are, and escapes of wide chars as UTF-8', () => {
    expect(record('{"a":"\xc3\xa9","b":"\\u20ac"}')).toEqual({ a: '\xc3\xa9', b: '\xe2\x82\xac' });
  });

  it('does not touch what every object has', () => {
    const read = readBpftraceRecord('{"__proto__":1,"constructor":2}');
    expect(read.get('constructor')).toBe(2);
    expect(readBpftraceRecord('{}').get('constructor')).toBeUndefined();
  });

  it('takes a bounded number of keys', () => {
    expect(readBpftraceRecord(JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i])))).size).toBe(256);
  });

  it('does not hang on hostile text', () => {
    expect(readBpftraceRecord(`${'a="\\'.repeat(20_000)}=`).size).toBeLessThan(2);
  });
});

describe('the id of such an event', () => {
  it('says kind and name, which may hold colons', () => {
    expect(readBpftraceId(bpftraceId({ kind: 'printf', name: 'uprobe:libc:malloc' }))).toEqual({
      kind: 'printf',
      name: 'uprobe:libc:malloc',
    });
  });

  it('is told from other notifications', () => {
    expect(readBpftraceId('disk full')).toBeUndefined();
    expect(readBpftraceId('bpftrace:')).toBeUndefined();
  });
});

describe('JSON of bpftrace', () => {
  it('comes out as it went in, however wide its numbers', () => {
    const text = '{"@a":[18446744073709551615,{"b":null}],"c":"x\\ny"}';
    expect(compactJson(parseJson(text))).toBe(text);
  });
});
