import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../src/source/bpftrace/lines.ts';
import { MessageReader } from '../../../src/source/bpftrace/messages.ts';

function read(lines: readonly string[]): { notes: string[]; lost: number; attached: boolean } {
  const found = { notes: [] as string[], lost: 0, attached: false };
  const reader = new MessageReader({
    onNote: ({ kind, name }, text) => found.notes.push(`${kind}|${name}|${text}`),
    onLost: (count) => {
      found.lost += count;
    },
    onAttached: () => {
      found.attached = true;
    },
  });
  for (const line of lines) reader.line(line);
  reader.end();
  return found;
}

const printf = (data: string) => JSON.stringify({ type: 'printf', data });

describe('what a bpftrace script prints', () => {
  it('is a note a line, named by its record', () => {
    expect(
      read([printf('{"name":"malloc","size":1}\n'), printf('free size=2\n'), printf('{"probe":"p"}\n'), printf('plain\n')]).notes,
    ).toEqual(['printf|malloc|{"name":"malloc","size":1}', 'printf|free|free size=2', 'printf|p|{"probe":"p"}', 'printf||plain']);
  });

  it('goes on until its line ends, as on a terminal; a printf with several lines is one note', () => {
    expect(read([printf('a '), '{"type": "time", "data": "12:00 "}', printf('b\n'), printf('1\n2\n'), printf('unended')]).notes).toEqual([
      'printf||a 12:00 b',
      'printf||1\n2',
      'printf||unended',
    ]);
  });

  it('is every entry of a map, with and without keys', () => {
    expect(read(['{"type": "map", "data": {"@n": {"demo": 20, "a,b": "x"}}}', '{"type": "map", "data": {"@x": 122}}']).notes).toEqual([
      'map|@n|{"key":"demo","value":20}',
      'map|@n|{"key":"a,b","value":"x"}',
      'map|@x|{"value":122}',
    ]);
  });

  it('is every bucket of a histogram', () => {
    expect(
      read([
        '{"type": "hist", "data": {"@h": [{"min": 64, "max": 127, "count": 20}]}}',
        '{"type": "hist", "data": {"@k": {"demo": [{"max": -1, "count": 1}, {"min": 0, "max": 1, "count": 2}]}}}',
      ]).notes,
    ).toEqual([
      'hist|@h|{"min":64,"max":127,"count":20}',
      'hist|@k|{"key":"demo","max":-1,"count":1}',
      'hist|@k|{"key":"demo","min":0,"max":1,"count":2}',
    ]);
  });

  it('is what stats and avg found, with and without keys', () => {
    expect(
      read([
        '{"type": "stats", "data": {"@s": {"count": 20, "average": 112, "total": 2250}}}',
        '{"type": "stats", "data": {"@s": {"demo": {"count": 1, "average": 2, "total": 3}}}}',
        '{"type": "stats", "data": {"@a": {"19217,demo": 112}}}',
      ]).notes,
    ).toEqual([
      'stats|@s|{"count":20,"average":112,"total":2250}',
      'stats|@s|{"key":"demo","count":1,"average":2,"total":3}',
      'stats|@a|{"key":"19217,demo","value":112}',
    ]);
  });

  it('is a printed value, and kinds nobody has heard of', () => {
    expect(
      read(['{"type": "value", "data": [1,2]}', '{"type": "value", "data": "abc"}', '{"type": "new", "data": {"x": 1}}']).notes,
    ).toEqual(['value||[1,2]', 'value||abc', 'new|x|{"value":1}']);
  });

  it('counts what was lost and says when probes are in place', () => {
    expect(read(['{"type": "attached_probes", "data": {"probes": 2}}', '{"type": "lost_events", "data": {"events": 7}}'])).toEqual({
      notes: [],
      lost: 7,
      attached: true,
    });
  });

  it('takes lines that are no JSON as they are, and drops none', () => {
    expect(read(['uid=0(root)', '{broken', '', '[1]', '{"type": 5}']).notes).toEqual([
      'output||uid=0(root)',
      'output||{broken',
      'output||[1]',
      'output||{"type": 5}',
    ]);
  });
});

describe('a stream of lines', () => {
  const split = (chunks: readonly string[], max = 100): { lines: string[]; tooLong: number } => {
    const lines: string[] = [];
    const splitter = new LineSplitter(max, (line) => lines.push(line));
    for (const chunk of chunks) splitter.push(Buffer.from(chunk, 'latin1'));
    splitter.end();
    return { lines, tooLong: splitter.tooLong };
  };

  it('comes out the same however it is cut', () => {
    const text = 'one\n\ntwo \xff three\nlast';
    for (let size = 1; size <= text.length; size++) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
      expect(split(chunks).lines).toEqual(['one', '', 'two \xff three', 'last']);
    }
  });

  it('leaves out lines over the limit, counts them and goes on', () => {
    expect(split(['12345678', '9\n12345\n', 'abcdefgh\nend'], 5)).toEqual({ lines: ['12345', 'end'], tooLong: 2 });
  });
});
