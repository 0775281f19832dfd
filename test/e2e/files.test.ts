import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { event } from '../support/events.ts';
import { minimalCapture } from '../support/minimal-capture.ts';
import { linesOf, tsdig } from '../support/program.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-e2e-'));
afterAll(() => rmSync(work, { recursive: true }));

/** A process is born, opens a file, reads it twice and writes to a closed fd. */
const events = [
  event('PPME_SYSCALL_EXECVE_19_E', ['/bin/cat']),
  event('PPME_SYSCALL_EXECVE_19_X', [
    0,
    'cat',
    'a\0b\0',
    100,
    100,
    1,
    '/tmp',
    1024,
    0,
    0,
    400,
    200,
    0,
    'cat',
    'cpu=/\0',
    'HOME=/\0',
    0,
    100,
    0,
    0,
  ]),
  event('PPME_SYSCALL_OPENAT_2_E', [-100, '/etc/passwd', 1, 0]),
  event('PPME_SYSCALL_OPENAT_2_X', [3, -100, '/etc/passwd', 1, 0, 0x801]),
  event('PPME_SYSCALL_READ_E', [3, 4096]),
  event('PPME_SYSCALL_READ_X', [5, 'root:']),
  event('PPME_SYSCALL_READ_E', [3, 4096]),
  event('PPME_SYSCALL_READ_X', [0, '']),
  event('PPME_SYSCALL_WRITE_E', [9, 1]),
  event('PPME_SYSCALL_WRITE_X', [-9, 'x']),
];

const bytes = minimalCapture(events);
const file = join(work, 'cat.scap');
writeFileSync(file, bytes);

const path = (name: string) => join(work, name);

describe('tsdig -r', () => {
  it('counts the seconds of -M from the first event that passes', () => {
    const seconds = [0n, 5n, 6n, 7n].map((s, i) => ({
      ...event('PPME_SYSCALL_CLOSE_E', [i]),
      time: 1_600_000_000_000_000_000n + s * 1_000_000_000n,
    }));
    writeFileSync(path('seconds.scap'), minimalCapture(seconds));
    const numbers = (...args: string[]) => linesOf(tsdig(['-r', path('seconds.scap'), '-p', '%evt.num', ...args]).stdout).join(' ');
    expect(numbers('-M', '2')).toBe('1');
    expect(numbers('-M', '2', 'evt.num>1')).toBe('2 3');
  });

  it('shows with -D what the tracer says of processes, whatever the filter', () => {
    const inventory = [event('PPME_PROCINFO_E', [7, 8]), event('PPME_SYSCALL_CLOSE_E', [3]), event('PPME_SYSCALL_CLOSE_X', [0])];
    writeFileSync(path('inventory.scap'), minimalCapture(inventory));
    const types = (...args: string[]) =>
      linesOf(tsdig(['-r', path('inventory.scap'), '-p', '%evt.type%evt.dir', ...args]).stdout).join(' ');
    expect(types('evt.dir=<')).toBe('close<');
    expect(types('-D', 'evt.dir=<')).toBe('procinfo> close<');
    expect(types('-D', '-d', 'evt.dir=<')).toBe('close<');
  });

  it('says which options do nothing on files, and goes on', () => {
    const { stdout, stderr, code } = tsdig(['-r', file, '-n', '1', '--page-faults', '--cri', '/run/a.sock', '--page-faults']);
    const effect = 'has no effect on files: they are shown as they were captured';
    expect({ stderr: linesOf(stderr), code }).toEqual({ stderr: [`tsdig: --page-faults ${effect}`, `tsdig: --cri ${effect}`], code: 0 });
    expect(stdout).toBe(tsdig(['-r', file, '-n', '1']).stdout);
  });

  it('prints every event as a line', () => {
    const { stdout, stderr, code } = tsdig(['-r', file]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(linesOf(stdout).slice(2, 6)).toEqual([
      '3 12:26:40.000000003 0 cat (100) > openat dirfd=-100(AT_FDCWD) name=/etc/passwd flags=1(O_RDONLY) mode=0 ',
      '4 12:26:40.000000004 0 cat (100) < openat fd=3(<f>/etc/passwd) dirfd=-100(AT_FDCWD) name=/etc/passwd flags=1(O_RDONLY) mode=0 dev=801 ',
      '5 12:26:40.000000005 0 cat (100) > read fd=3(<f>/etc/passwd) size=4096 ',
      '6 12:26:40.000000006 0 cat (100) < read res=5 data=root: ',
    ]);
  });

  it('prints what the filter matches, in the format that was asked for', () => {
    const shown = tsdig(['-r', file, '-p', '%proc.name %evt.type %fd.name %evt.res', 'evt.type=read']);
    expect(linesOf(shown.stdout)).toEqual(['cat read /etc/passwd SUCCESS', 'cat read /etc/passwd SUCCESS']);
  });

  it('prints JSON, one object a line', () => {
    const { stdout } = tsdig(['-r', file, '-j', '-p', '%evt.num %proc.name %fd.name', 'evt.type=openat']);
    expect(linesOf(stdout).map((line) => JSON.parse(line) as unknown)).toEqual([
      { 'evt.num': 4, 'fd.name': '/etc/passwd', 'proc.name': 'cat' },
    ]);
  });

  it('ends after as many events as were asked for', () => {
    expect(linesOf(tsdig(['-r', file, '-n', '3']).stdout)).toHaveLength(3);
    expect(linesOf(tsdig(['-r', file, '-r', file, '-n', '3']).stdout)).toHaveLength(6);
  });

  it('reads gzip, standard input, several files in turn, and captures put one after the other', () => {
    writeFileSync(path('cat.gz'), gzipSync(bytes));
    writeFileSync(path('two.scap'), Buffer.concat([bytes, bytes]));
    const all = tsdig(['-r', file, '-p', '%evt.type %proc.name']).stdout;
    expect(tsdig(['-r', path('cat.gz'), '-p', '%evt.type %proc.name']).stdout).toBe(all);
    expect(tsdig(['-r', '-', '-p', '%evt.type %proc.name'], { input: bytes }).stdout).toBe(all);
    expect(tsdig(['-r', file, '-r', file, '-p', '%evt.type %proc.name']).stdout).toBe(all + all);
    expect(tsdig(['-r', path('two.scap'), '-p', '%evt.type %proc.name']).stdout).toBe(all + all);
  });

  it('shifts clock times with the time zone, and nothing else', () => {
    const tokyo = { env: { TZ: 'Asia/Tokyo' } };
    expect(tsdig(['-r', file], tokyo).stdout).toBe(tsdig(['-r', file]).stdout.replaceAll(' 12:26:40.', ' 21:26:40.'));
    for (const type of ['a', 'r', 'd', 'D']) {
      expect(tsdig(['-r', file, '-t', type], tokyo).stdout).toBe(tsdig(['-r', file, '-t', type]).stdout);
    }
  });

  it('prints the same bytes whatever the locale', () => {
    expect(tsdig(['-r', file, '-S'], { env: { LC_ALL: 'de_DE.UTF-8', LANG: 'tr_TR.UTF-8' } }).stdout).toBe(
      tsdig(['-r', file, '-S']).stdout,
    );
  });

  it.each([
    [['-r', 'nowhere'], 1, 'tsdig: nowhere: no such file\n'],
    [
      ['-r', file, 'proc.nmae=x'],
      2,
      "tsdig: unknown field 'proc.nmae'\n  proc.nmae=x\n  ^^^^^^^^^\nhint: did you mean proc.name? (all fields: tsdig -l)\n",
    ],
    [['-r', file, '-n', 'x'], 2, "tsdig: -n takes a whole number of 1 or more, not 'x'\n"],
  ])('says in plain words why %j cannot be done', (args, code, message) => {
    expect(tsdig(args)).toEqual({ stdout: '', stderr: message, code });
  });
});

describe('a damaged capture', () => {
  const whole = linesOf(tsdig(['-r', file]).stdout);

  it('gives every whole event before the damage, one line about it, and exit code 4, wherever it is cut', () => {
    const ends = blockEnds(bytes);
    for (let cut = (ends[1] ?? 0) + 7; cut < bytes.length; cut += 37) {
      writeFileSync(path('cut.scap'), bytes.subarray(0, cut));
      const { stdout, stderr, code } = tsdig(['-r', path('cut.scap')]);
      const events = Math.max(0, ends.filter((end) => end <= cut).length - 2);
      const clean = ends.includes(cut) && events > 0;
      expect({ cut, lines: linesOf(stdout), code }).toEqual({ cut, lines: whole.slice(0, events), code: clean ? 0 : 4 });
      if (!clean) expect(stderr).toMatch(/^tsdig: .*cut\.scap: damaged capture: .* at byte \d+; \d+ events? recovered before it\n$/);
    }
  }, 60_000);

  it('is read on behind the damage where that was asked for, and still ends with code 4', () => {
    const damaged = Buffer.from(bytes);
    const ends = blockEnds(bytes);
    damaged.fill(0xff, ends[5], (ends[5] ?? 0) + 8);
    writeFileSync(path('damaged.scap'), damaged);
    expect(linesOf(tsdig(['-r', path('damaged.scap')]).stdout)).toHaveLength(4);
    const { stdout, code } = tsdig(['-r', path('damaged.scap'), '--recover']);
    expect(linesOf(stdout).length).toBe(9);
    expect(code).toBe(4);
  });

  it('is refused in one line where it is none', () => {
    writeFileSync(path('text'), 'not a capture at all');
    expect(tsdig(['-r', path('text')])).toEqual({ stdout: '', stderr: `tsdig: ${path('text')}: not a capture file\n`, code: 4 });
  });
});

/** Where the blocks of a capture end. */
function blockEnds(capture: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 0; at < capture.length; ) {
    at += capture.readUInt32LE(at + 4);
    ends.push(at);
  }
  return ends;
}

describe('tsdig -w', () => {
  it('writes what reads the same', () => {
    expect(tsdig(['-r', file, '-w', path('copy.scap')])).toEqual({ stdout: '', stderr: '', code: 0 });
    expect(tsdig(['-r', path('copy.scap')]).stdout).toBe(tsdig(['-r', file]).stdout);
    expect(statSync(path('copy.scap')).mode & 0o777).toBe(0o600);
  });

  it('keeps with a filter what names what passes', () => {
    tsdig(['-r', file, '-w', path('reads.scap'), 'evt.type=read']);
    const format = ['-p', '*%proc.name %proc.args %fd.name %evt.type %evt.args'];
    expect(tsdig(['-r', path('reads.scap'), ...format]).stdout).toBe(tsdig(['-r', file, ...format, 'evt.type=read']).stdout);
  });

  it('keeps with a filter that only ends of calls pass what their begins say', () => {
    tsdig(['-r', file, '-w', path('ends.scap'), 'evt.type in (read, write) and evt.dir=<']);
    const lines = (from: string, ...filter: string[]) =>
      linesOf(tsdig(['-r', from, '-p', '%evt.type %fd.num %evt.latency.ns', ...filter]).stdout);
    expect(lines(path('ends.scap'))).toEqual(['read 3 000000001', 'read 3 000000001', 'write 9 000000001']);
    expect(lines(path('ends.scap'))).toEqual(lines(file, 'evt.type in (read, write) and evt.dir=<'));
  });

  it('packs with gzip', () => {
    tsdig(['-r', file, '-z', '-w', path('copy.gz')]);
    expect([...readFileSync(path('copy.gz')).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    expect(tsdig(['-r', path('copy.gz')]).stdout).toBe(tsdig(['-r', file]).stdout);
  });

  it('begins a new file after so many events, each with names of its own', () => {
    tsdig(['-r', file, '-e', '4', '-w', path('part')]);
    const parts = readdirSync(work)
      .filter((name) => /^part\d+$/.test(name))
      .sort();
    expect(parts).toEqual(['part0', 'part1', 'part2']);
    const shown = parts.map((part) => tsdig(['-r', path(part), '-p', '*%proc.name %fd.name %evt.type']).stdout);
    expect(shown.join('')).toBe(tsdig(['-r', file, '-p', '*%proc.name %fd.name %evt.type']).stdout);
  });

  it('does not overwrite the files of a former run', () => {
    tsdig(['-r', file, '-e', '4', '-w', path('part')]);
    expect(readdirSync(work).filter((name) => /^part\d+$/.test(name))).toHaveLength(6);
  });

  it('refuses to empty the file it reads', () => {
    const { stderr, code } = tsdig(['-r', file, '-w', file]);
    expect({ stderr, code }).toEqual({ stderr: `tsdig: -w would overwrite the file that -r reads: ${file}\n`, code: 2 });
    expect(statSync(file).size).toBe(bytes.length);
  });
});

describe('an option of sysdig that is gone', () => {
  it.each(['-k', '-K', '-m', '-B', '-u', '-H', '-T', '--node-name', '--plugin-config-file'])(
    '%s is refused with what to use instead',
    (option) => {
      const { stderr, code } = tsdig([option, 'x']);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^tsdig: -\S+ is an option of sysdig that tsdig does not have\nhint: \S.*\n$/);
    },
  );
});
