import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureFiles, noCaptures } from '../support/captures.ts';
import { program } from '../support/program.ts';

/** The built program; TSDIG_DIST names another folder than that of the package. */
const ctsdig = join(process.env.TSDIG_DIST ?? dirname(program), 'ctsdig.js');
const capture = captureFiles().find((file) => file.includes('example5_nginx'));
const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** A tmux server of its own with one pane. */
class Pane {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tsdig-tmux-'));
  readonly #socket = join(this.#folder, 'socket');

  run(command: string, columns: number, rows: number): void {
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), command);
  }

  #tmux(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('tmux', ['-S', this.#socket, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`tmux ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  keys(...names: readonly string[]): void {
    this.#tmux('send-keys', ...names);
  }

  /** Bytes as they are, as a terminal would send them. */
  bytes(text: string): void {
    this.#tmux('send-keys', '-H', ...[...Buffer.from(text, 'latin1')].map((byte) => byte.toString(16)));
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  lines(): string[] {
    return this.#tmux('capture-pane', '-p').replace(/\n$/, '').split('\n');
  }

  /** Waits for lines that `holds` finds right. */
  async until(what: string, holds: (lines: readonly string[]) => boolean): Promise<string[]> {
    for (const end = Date.now() + 15_000; Date.now() < end; ) {
      const lines = this.lines();
      if (holds(lines)) return lines;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the screen never showed ${what}:\n${this.lines().join('\n')}`);
  }

  shows(text: string): Promise<string[]> {
    return this.until(text, (lines) => lines.join('\n').includes(text));
  }

  close(): void {
    spawnSync('tmux', ['-S', this.#socket, 'kill-server']);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const cannot = !hasTmux ? ' (no tmux here)' : !existsSync(ctsdig) ? ' (not built)' : capture === undefined ? ` (${noCaptures})` : '';

describe.skipIf(cannot !== '')(`ctsdig in tmux${cannot}`, () => {
  let pane: Pane;
  beforeEach(() => {
    pane = new Pane();
  });
  afterEach(() => pane.close());

  const start = (columns = 120, rows = 30, before = '', after = '') =>
    pane.run(
      `env LANG=C.UTF-8 ${before} ${process.execPath} ${ctsdig} ${after} -r ${capture}; echo "ended with $?"; stty -a; sleep 60`,
      columns,
      rows,
    );
  const ready = () => pane.until('rows', (lines) => lines[0]?.includes('OFFLINE') === true && /^[▌>]/.test(lines[3] ?? ''));

  it.each([
    [160, 45],
    [120, 30],
    [80, 24],
    [40, 10],
  ])('fills a screen of %d by %d', async (columns, rows) => {
    start(columns, rows);
    const lines = await ready();
    expect(lines).toHaveLength(rows);
    expect(lines[0]).toMatch(columns > 40 ? /^Viewing: Processes {2}For: whole machine +OFFLINE$/ : /^Processes: whole machine +OFFLINE$/);
    expect(lines[1]).toMatch(/^Source: .* rows$/);
    expect(lines[2]).toMatch(/PID.*CPU%▼/);
    expect(lines.at(-1)).toMatch(/^F1Help F2Views.*1\/\d+$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('goes from containers into their processes, threads and files, and three Backspaces lead back', async () => {
    start(160, 45, '', '-v containers');
    await ready();
    pane.keys('j');
    const name = (await pane.until('the second row', (lines) => lines[4]?.startsWith('▌') === true))[4];
    pane.keys('Enter');
    await pane.shows('Viewing: Processes');
    pane.keys('Enter');
    await pane.shows('Viewing: Threads');
    pane.keys('Enter');
    const [path] = await pane.shows('Viewing: Files');
    expect(path).toMatch(/For: whole machine › \S+ › \S+\[\d+\] › \S+\[\d+\] +OFFLINE/);
    pane.bytes('\x7f\x7f\x7f');
    const back = await pane.shows('Viewing: Containers');
    expect(back[4]).toBe(name);
  });

  it('takes keys of other terminals, and nothing from sequences it does not know', async () => {
    start();
    await ready();
    for (const f7 of ['\x1b[18~', '\x1b[18;1~']) {
      pane.bytes(f7);
      await pane.shows('Legend: Processes');
      pane.bytes('q');
      await pane.shows('Viewing:');
    }
    pane.bytes('\x1b[99;99;99X\x1b[>1;2qk\x1b]52;c;cXVpdA==\x07');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pane.lines()[0]).toMatch(/^Viewing: Processes/);
  });

  it('ends with its own code and gives the terminal back', async () => {
    for (const [key, code] of [
      ['q', 0],
      ['C-c', 130],
    ] as const) {
      start(100, 30);
      await ready();
      pane.keys(key);
      const lines = await pane.shows(`ended with ${code}`);
      expect(lines.join('\n')).toMatch(/[^-]icanon/);
      expect(lines.join('\n')).toMatch(/[^-]echo /);
      pane.close();
      pane = new Pane();
    }
  });

  it('can be stopped and continued', async () => {
    pane.run('env LANG=C.UTF-8 PS1="shell " bash --norc', 100, 30);
    await pane.shows('shell');
    pane.keys(`${process.execPath} ${ctsdig} -r ${capture}`, 'Enter');
    await ready();
    pane.keys('j', 'j', 'C-z');
    await pane.shows('Stopped');
    pane.keys('fg', 'Enter');
    const lines = await pane.until('the table', (now) => now[0]?.startsWith('Viewing:') === true && now[5]?.startsWith('▌') === true);
    expect(lines[2]).toContain('PID');
    pane.keys('q');
    await pane.until('the shell', (now) => now.some((line) => line.startsWith('shell')));
  });

  it('is ASCII on terminals and in locales that know no more', async () => {
    for (const before of ['LANG=C', 'TERM=vt100 LANG=C', 'LC_ALL=POSIX NO_COLOR=1']) {
      start(80, 24, before);
      expect((await ready()).join('')).toMatch(/^[\x20-\x7e]*$/);
      pane.close();
      pane = new Pane();
    }
  });

  it('says of a file that is no capture what is wrong, and draws nothing', async () => {
    pane.run(`${process.execPath} ${ctsdig} -r ${ctsdig}; echo "ended with $?"; sleep 60`, 100, 10);
    const lines = await pane.shows('ended with 4');
    expect(lines.join('\n')).toMatch(/^ctsdig: /m);
    expect(lines.join('\n')).not.toContain('    at ');
  });

  it('prints a table and ends where TERM is dumb, where nothing can be typed, and into a pipe', async () => {
    for (const line of [
      `TERM=dumb ${process.execPath} ${ctsdig} -r ${capture} | head -2`,
      `${process.execPath} ${ctsdig} -r ${capture} < /dev/null | head -2`,
    ]) {
      pane.run(`env ${line}; echo "ended"; sleep 60`, 120, 30);
      const lines = await pane.shows('ended');
      expect(lines.join('\n')).toMatch(/PID/);
      pane.close();
      pane = new Pane();
    }
  });
});
