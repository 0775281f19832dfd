import { beforeAll, describe, expect, it } from 'vitest';
import { compileFilter } from '../../src/filter/index.ts';
import { capture, captureFiles, capturesDir, noCaptures } from '../support/captures.ts';
import { walk } from '../support/field-values.ts';

/** How many events of one capture pass, as sysdig 0.29.3 counts them. */
const counts: readonly (readonly [string, number])[] = [
  ['evt.type=open', 96],
  ['evt.type!=open', 1125],
  ['evt.type in (open, close, read)', 304],
  ['evt.dir=>', 624],
  ['not (evt.dir=> or evt.type=switch)', 597],
  ['evt.type=open and evt.failed=true', 1],
  ['evt.type.is.3=1', 48],
  ['evt.category=file', 472],
  ['syscall.type exists', 1196],
  ['fd.num=-1', 59],
  ['fd.num>=3 and fd.num<10', 387],
  ["fd.name=''", 35],
  ['not fd.name exists', 822],
  ['fd.name<b', 399],
  ['fd.name>=/usr', 216],
  ['fd.name icontains ETC', 60],
  ['fd.name startswith /usr', 194],
  ['fd.name glob "*.so.?"', 224],
  ['fd.name glob "[!/]*"', 22],
  ['fd.name pmatch (/etc, /usr/lib)', 254],
  ['fd.name pmatch (etc)', 60],
  ['fd.directory contains /usr', 194],
  ['fd.filename startswith lib', 259],
  ['fd.type in (ipv4, ipv6)', 31],
  ['fd.type!=file', 46],
  ['fd.port=http', 11],
  ['fd.port!=80', 20],
  ['fd.port<100', 31],
  ['fd.port in (http,443)', 11],
  ['fd.proto!=http', 20],
  ['fd.net!=10.0.0.0/8', 31],
  ['fd.ip!=127.0.0.1', 31],
  ['fd.l4proto=tcp', 11],
  ['fd.cip exists', 20],
  ['evt.is_io=true', 122],
  ['evt.is_io>false', 122],
  ['evt.buffer contains GET', 1],
  ['evt.buffer exists', 61],
  ['evt.buffer!=x', 61],
  ['evt.rawarg.flags>0', 160],
  ['evt.rawarg.res<0', 42],
  ['evt.rawarg.fd=3', 223],
  ['evt.rawarg.addr exists', 121],
  ['not evt.rawarg.addr exists', 1100],
  ['evt.arg.fd contains lib', 226],
  ['evt.arg.flags contains O_RDONLY', 48],
  ['evt.args contains O_CLOEXEC', 46],
  ['evt.rawres<0', 43],
  ['evt.res=ENOENT', 42],
  ['evt.latency>1000000', 7],
  ['evt.cpu=0 and evt.num<1000', 789],
  ['proc.aname=bash', 1221],
  ['proc.aname!=bash', 1221],
  ['proc.aname[2]!=bash', 1221],
  ['proc.name=curl', 1221],
  ['proc.nchilds>0', 71],
  ['proc.duration exists', 158],
  ['proc.duration>1000000', 11],
  ['user.uid=-1', 1063],
  ['user.name exists', 158],
  ['container.id!=host', 0],
  ['thread.exectime>0', 24],
];

describe.runIf(capturesDir !== undefined)(`filters over a capture (else: ${noCaptures})`, () => {
  it.each(counts)('%s lets %d events pass', async (filter, count) => {
    let passed = 0;
    await walk(
      capture('captures_curl_google.scap'),
      ({ type }) => {
        // The tracer's own events pass filters too, but are not shown.
        if (type.category !== 'INTERNAL') passed++;
        return true;
      },
      compileFilter(filter).predicate,
    );
    expect(passed).toBe(count);
  });
});

describe.runIf(capturesDir !== undefined)(`event types of filters over captures (else: ${noCaptures})`, () => {
  const compiled = counts.map(([filter]) => compileFilter(filter));
  const wrong: string[] = [];
  let asked = 0;

  beforeAll(async () => {
    for (const part of ['example4-1.scap', 'single_ipv6_conn.scap', 'psp_write_tmp_test.scap', 'setns.scap']) {
      await walk(captureFiles().find((file) => file.endsWith(part))!, (context) => {
        for (const { text, predicate, keys } of compiled) {
          asked++;
          if (keys[context.evt.key] === 0 && predicate(context)) wrong.push(`${text} at ${context.evt.num}`);
        }
        return true;
      });
    }
  }, 60_000);

  it('never leave out an event that passes', () => {
    expect(asked).toBeGreaterThan(100_000);
    expect(wrong).toEqual([]);
  });
});
