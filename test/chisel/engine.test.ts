import { describe, expect, it } from 'vitest';
import topfiles from '../../chisels/topfiles_bytes.ts';
import { defineChisel, paint, toNumber } from '../../src/chisel/index.ts';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { runChisels } from './run.ts';

const about = { category: 'Misc', summary: 'For a test' };

describe.runIf(capturesDir !== undefined)(`a chisel (${noCaptures})`, () => {
  const file = () => capture('example5_nginx');

  it('gets the fields it asked for, with their types', async () => {
    const seen: string[] = [];
    const chisel = defineChisel({
      ...about,
      fields: ['proc.name', 'evt.rawres', 'evt.is_io_read', 'fd.sip'],
      filter: 'evt.is_io=true and fd.type=ipv4 and evt.rawres>0',
      onEvent({ proc, evt, fd }) {
        const name: string | undefined = proc.name;
        seen.push(`${name} ${toNumber(evt.rawres ?? 0)} ${evt.is_io_read} ${fd.sip}`);
      },
    });
    await runChisels(file(), [{ name: 'x', chisel }]);
    expect(seen).toEqual(['nginx 88 true 172.18.0.2', 'nginx 262 false 172.18.0.2']);
  });

  it('prints events with its format unless it says no', async () => {
    const chisel = defineChisel({
      ...about,
      fields: ['evt.is_io_read'],
      filter: 'evt.is_io=true and fd.type=ipv4 and evt.rawres>0',
      format: '%evt.type %evt.rawarg.res',
      onEvent: ({ evt }) => evt.is_io_read !== true,
    });
    expect((await runChisels(file(), [{ name: 'x', chisel }])).text).toBe('writev 262\n');
  });

  it('that throws is named with the line of its source, and the others go on', async () => {
    const chisel = defineChisel({
      ...about,
      onEvent() {
        throw new Error('no\x1b[2Jway');
      },
    });
    const { text, warnings, failed } = await runChisels(file(), [
      { name: 'engine.test.ts', chisel },
      { name: 'topfiles_bytes', chisel: topfiles },
    ]);
    expect(warnings).toEqual([expect.stringMatching(/^chisel engine\.test\.ts stopped: no\\x1b\[2Jway \(engine\.test\.ts:\d+\)$/)]);
    expect(failed).toBe(true);
    expect(text.split('\n')[0]).toBe('Bytes               Filename            ');
  });

  it('with a wrong field is named, and the others go on', async () => {
    const chisel = { ...about, fields: ['proc.nmae'] };
    const others = { name: 'topfiles_bytes', chisel: topfiles };
    const { warnings, text } = await runChisels(file(), [{ name: 'x', chisel }, others]);
    expect(warnings).toEqual(['chisel x: unknown field proc.nmae']);
    expect(text).not.toBe('');
    await expect(runChisels(file(), [{ name: 'x', chisel }])).rejects.toThrow('chisel x: unknown field proc.nmae');
  });

  it('can end the capture, and ask for the machine', async () => {
    const events: number[] = [];
    const chisel = defineChisel({
      ...about,
      onEvent(event, run) {
        events.push(event.num);
        run.stop();
      },
      onEnd(run) {
        run.print(run.threads().some(({ comm, fds }) => comm === 'nginx' && fds.length > 0) ? 'nginx' : 'nobody');
        run.print(run.threads({ filter: 'fd.type=ipv4', withoutFds: true }).length < run.threads().length ? 'fewer' : 'all');
        run.print(...run.containerTable().map(({ name, type }) => `${name} ${type}`));
        run.print(run.machine?.hostname ?? '');
      },
    });
    const { text } = await runChisels(file(), [{ name: 'x', chisel }]);
    expect(events).toHaveLength(1);
    expect(text.split('\n').slice(0, 2)).toEqual(['nginx', 'fewer']);
    expect(text).toContain('example0_nginx_1 docker');
  });

  it('cannot steer a terminal with text, but paint', async () => {
    const chisel = defineChisel({
      ...about,
      onStart(run) {
        run.print('\x1b[2J\n', paint('red', 'a\x1b[0mb'), paint(undefined, 'c', 196));
        run.write('one\ttwo\nthree\x07\n');
      },
    });
    const wanted = [{ name: 'x', chisel }];
    const escaped = String.raw`\e[2J\n`;
    expect((await runChisels(file(), wanted, { isTerminal: true, colours: true })).text).toBe(
      `${escaped}\x1b[31m${String.raw`a\e[0mb`}\x1b[0m\x1b[48;5;196mc\x1b[0m\none\ttwo\nthree${String.raw`\x07`}\n`,
    );
    expect((await runChisels(file(), wanted, { isTerminal: true })).text).toBe(
      `${escaped}${String.raw`a\e[0mb`}c\none\ttwo\nthree${String.raw`\x07`}\n`,
    );
    expect((await runChisels(file(), wanted)).text).toBe('\x1b[2J\na\x1b[0mbc\none\ttwo\nthree\x07\n');
  });

  it('shows its cursor again at the end', async () => {
    const chisel = defineChisel({ ...about, onStart: (run) => run.screen.hideCursor() });
    expect((await runChisels(file(), [{ name: 'x', chisel }], { isTerminal: true })).text).toBe('\x1b[?25l\x1b[?25h');
    expect((await runChisels(file(), [{ name: 'x', chisel }])).text).toBe('');
  });

  it('that is a table gives JSON when that is asked for', async () => {
    const { text } = await runChisels(file(), [{ name: 'topfiles_bytes', chisel: topfiles }], { json: true });
    expect(JSON.parse(text)).toEqual({
      data: expect.any(Array) as unknown,
      info: [
        { name: 'fd.name', desc: 'Filename', is_key: true },
        { name: 'evt.rawarg.res', desc: 'Bytes', is_key: false },
      ],
      ts: '1512416672000000000',
    });
  });
});

describe('the compiler', () => {
  it('knows fields, their types and arguments', () => {
    defineChisel({
      ...about,
      args: { ms: { type: 'int', description: '' }, mode: { type: 'string', description: '', optional: true } },
      // @ts-expect-error there is no such field
      fields: ['proc.nmae'],
    });
    defineChisel({
      ...about,
      args: { ms: { type: 'int', description: '' }, mode: { type: 'string', description: '', optional: true } },
      fields: ['proc.pid', 'proc.aname[2]', 'evt.rawarg.res', 'evt.arg.fd'],
      onEvent({ proc, evt }, { args }) {
        const pid: number | undefined = proc.pid;
        const ancestor: string | undefined = proc['aname[2]'];
        const result: number | bigint | undefined = evt['rawarg.res'];
        const ms: number = args.ms;
        // @ts-expect-error it may be missing
        const mode: string = args.mode;
        // @ts-expect-error it was not asked for
        void proc.name;
        void [pid, ancestor, result, ms, mode];
      },
    });
    expect.assertions(0);
  });
});
