import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/event/index.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { lookOf, textFormat } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { EventFeed, type EventOptions, event, initialState } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';
import { call, idle, open } from './events.ts';

interface Where extends EventOptions {
  readonly fd?: number;
}

function write(text: string, { fd = 1, ...options }: Where = {}): MinimalEvent[] {
  return call('WRITE', [fd, text.length], [text.length, text], options);
}
function vector(text: string): MinimalEvent[] {
  return call('WRITEV', [1, text.length], [text.length, text]);
}
const nullFile = (options: EventOptions = {}) => open(1, '/dev/null', options);
const texts = (...all: string[]) => [...nullFile(), ...all.flatMap((text) => write(text)), idle()];
/** Each by a thread that has written nothing before. */
const first = (...all: string[]) => all.flatMap((text, i) => [...nullFile({ tid: 200 + i }), ...write(text, { tid: 200 + i })]);

const simple = [
  ...['>:7:tag1.tag2:arg=1:', '>:t:in::', '<:t:in:r=2,s=x\\:y:', '>:p:pid::', '<:p:pid::', '>:pp:ppid::', '<:pp:ppid::', '>::none::'],
  ...['>:g:none2::', '>:-5:neg::', '<:-5:neg::', '>:9:::', '<:9:::', '>:10:a..b::', '<:7:tag1.tag2:x=y:', '>:16:.a.::'],
  ...['>:12:a\\.b.c\\:d:x\\=y=1\\,2,z=<>:trailing', '<:12:a\\.b.c\\:d::\n', '>:99999999999999999999:big::', '>:9007199254740993:b2::'],
  ...['<:9007199254740993:b2::', '>:13:a:x=1=y=2:', '>:14:a:x:y=1:', '>:15:a:=1:'],
];
const json = [
  ...['[">", 12435, ["mysql","query"], [{"argname1":"v"}]]', '["<", 12435, ["mysql","query"], [{"argname1":"v2"},{"b":"c\\"d"}]]'],
  ...[' [">", "t", ["x"], []]', '["<","t",["x"],[]]', '[">",5 , [ "a" , "b" ] , [ { "k" : "v" , "l":"w"} ] ]', '["x", "pp", [], []]'],
  ...['[">","p",["a"],[]] more', '[">", "g", ["q"], [{"a":"b"}, {"c":"d"}] ]', '[">", 1, ["a"]]', '[">", 2, ["a"], [{}]]'],
  ...['[">", 3, ["a"], {"k":"v"}]', '[">", 4 ["a"], []]', '[">", 0, ["a"],[]]', '[">", -3, ["a"],[{"x":1}]]', '["", 6, ["e"],[]]'],
  ...['[1,2,3]', '{"a":1}', '[">", 7, ["a",], []]', '[">", 8, ["a"], [{"k":"v"}]'],
];
const broken = [
  ...['garbage', '', '>', ':8:x', '>:8:abc', '<:', '>x', '>:8:a:novalue:', '>:8:a:b=c', '>:8:a:>=1:', '>:a<b:::', '>:5:a=b::'],
  ...['>:0:zero::', '>:5:0tag::'],
];
const nested: MinimalEvent[] = [
  ...nullFile(),
  ...write('>:1:a:k=v:'),
  ...write('>:1:a.b::'),
  ...open(9, '/in'),
  ...nullFile({ tid: 101 }),
  ...write('>:2:c:z=y:', { tid: 101 }),
  ...open(9, '/in', { tid: 101 }),
  ...write('<:1:a.b::'),
  ...write('<:2:c:q=w:', { tid: 101 }),
  ...write('<:2:c::'),
  ...write('<:1:a::'),
  ...write('<:1:a::'),
  ...open(5, '/after'),
];

const stories: Record<string, readonly MinimalEvent[]> = {
  'texts in short form': texts(...simple),
  'texts as JSON': texts(...json),
  'texts as JSON, first of all': first(...json),
  'texts that are none, first of all': first(...broken),
  'texts in pieces': texts('>:1:s::', '>', ':8:x', ':y=1:', '>:8:abc', 'def:a=', 'b:', '<:', '8:abcdef::'),
  'texts with NULs': texts('>:6:a\0b::', 'c::', '>:6:b::\0tail', '>:7', '\0:', ':x::'),
  'texts that are none on an fd that marks': texts('>:1:s::', 'garbage', '', '>x', '>:8:a:novalue:', '>:2:t::'),
  'an fd that does not mark, one that does, and its copy': [
    ...nullFile(),
    ...write('hello'),
    ...write('>:1:a::'),
    ...open(2, '/dev/null'),
    ...write('>:1:a::', { fd: 2 }),
    ...call('DUP', [2], [5]),
    ...write('<:1:a::', { fd: 5 }),
  ],
  'spans in spans': nested,
  'the same span twice': texts('>:1:a:n=1:', '>:1:a:n=2:', '<:1:a::', '<:1:a::', '<:1:a::'),
  'begins in other spans': texts('>:1:a::', '>:2:b::', '>:1:c::', '>:3:d::', '>:1:a::', '<:1:a::', '<:3:d::', '<:1:a::', '<:1:c::'),
  'other ways to write, and reading': [
    ...nullFile(),
    ...vector('>:1:p::'),
    ...vector('<:1:p::'),
    ...call('READ', [1, 9], [0, '']),
    ...call('CLOSE', [1], [0]),
    ...write('>:5:gone::'),
  ],
  'failed and unpaired writes': [
    ...nullFile(),
    ...call('WRITE', [1, 9], [-9, '>:6:l::']),
    event('PPME_SYSCALL_GETUID_X', [3]),
    event('PPME_SYSCALL_WRITE_X', [7, '>:6:l::']),
  ],
};

/** Fields that sysdig fills with what was before where a text is no tracer are not asked for here. */
const eventFields = '*%evt.num %evt.type %evt.dir %evt.args|%thread.tid|%evt.latency|%evt.res|%evt.failed|%fd.name|%fd.num|%evt.category';
const spanFields =
  '*%evt.num %span.id|%span.tags|%span.tag[-1]|%span.time|%span.nargs|%span.args|%span.arg[0]|%span.enterargs|%span.duration' +
  '|%span.duration.human|%span.rawtime|%span.rawparenttime|%span.idtag[0]|%span.count.fortag[1]|%span.duration.fortag[1]';
const insideFields =
  '*%evt.num %evtin.span.id|%evtin.span.tags|%evtin.span.p.id|%evtin.span.s.id|%evtin.span.m.args|%evtin.span.m.arg[0]|%evtin.span.ntags';

const filters = [
  ...['', 'span.id=1', 'span.tag[0]=a', 'span.duration>1', 'evtin.span.id=1', 'evtin.span.m.tags=c', 'evtin.span.tags=a'],
  ...['evt.type=write', 'evt.type=tracer', 'fd.name=/dev/null', 'evt.dir=<', 'thread.tid=101', 'evt.type=open and evtin.span.id exists'],
];
const asked = (...texts: readonly string[]) => filters.filter((filter) => !texts.some((text) => filter.includes(text)));

function printed(events: readonly MinimalEvent[], format: string, filter = ''): string[] {
  const write = textFormat(format, lookOf({ buffers: 'dotted', time: 'h', json: false, verbose: false, terminal: false }));
  const machine = new Machine();
  machine.load(initialState());
  const compiled = filter === '' ? undefined : compileFilter(filter);
  const needed = compiled?.keys && machine.neededEvents(compiled.keys, { latency: true, spans: true });
  const feed = new EventFeed();
  const out = new ByteWriter();
  for (const made of events) {
    const evt = feed.next(made);
    if (needed !== undefined && needed[evt.key] === 0 && machine.pass(evt)) continue;
    if (machine.process(evt, compiled?.predicate)) write(machine.context, out);
  }
  return out.since(0).split('\n').slice(0, -1);
}

describe.runIf(hasSysdig)(`writes to /dev/null are taken for events of spans as by sysdig (${noSysdig} otherwise)`, () => {
  it.each(Object.keys(stories))(
    '%s',
    (name) => {
      const events = stories[name]!;
      const isStale =
        name.includes('that marks') || name === 'texts as JSON' || name.startsWith('other ways') || name.includes('does not mark');
      for (const filter of isStale ? asked('span') : filters) {
        const ask = filter === '' ? [] : [filter];
        expect(printed(events, eventFields, filter), filter).toEqual(sysdigOn(events, '-p', eventFields, ...ask));
      }
      if (isStale) return;
      for (const format of [spanFields, insideFields]) expect(printed(events, format)).toEqual(sysdigOn(events, '-p', format));
    },
    60_000,
  );
});

describe('a write to /dev/null', () => {
  it('begins and ends a span, with its enter unseen once the fd is known for it', () => {
    expect(printed(texts('>:7:a.b:x=1:', '<:7:a.b::'), '%evt.num %evt.type %evt.dir %evt.info')).toEqual([
      '1 open > ',
      '2 open < fd=1(<f>/dev/null) name=/dev/null flags=1(O_RDONLY) mode=0 dev=0 ',
      '3 write > fd=1(<f>/dev/null) size=12 ',
      '4 tracer > id=7 tags=a.b args=x:1 ',
      '6 tracer < id=7 tags=a.b args= ',
      '7 getuid > ',
    ]);
  });

  it('of anything else stays what it is', () => {
    expect(printed(texts('hello', '>:7:a::'), '%evt.num %evt.type', 'evt.dir=<')).toEqual(['2 open', '4 write', '6 write']);
  });

  it('is kept as the capture holds it', () => {
    const machine = new Machine({ keepsWrites: true });
    machine.load(initialState());
    const feed = new EventFeed();
    const shown = texts('>:7:a::', '<:7', ':a::').map((made) => {
      const visible = machine.process(feed.next(made), undefined);
      return `${visible} ${machine.context.type.code} ${machine.stored.type === machine.context.evt.type}`;
    });
    expect(shown.slice(2, 8)).toEqual([
      'true PPME_SYSCALL_WRITE_E true',
      'true PPME_TRACER_E false',
      'true PPME_SYSCALL_WRITE_E true',
      'true PPME_SYSCALL_WRITE_X true',
      'true PPME_SYSCALL_WRITE_E true',
      'true PPME_TRACER_X false',
    ]);
  });
});
