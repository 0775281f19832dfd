import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DockerEngine, noDocker } from '../support/docker.ts';
import { program } from '../support/program.ts';
import { mountSmallDisk, unmount } from '../support/small-disk.ts';

/** The built program; TSDIG_DIST names another folder than that of the package. */
const ctsdig = join(process.env.TSDIG_DIST ?? dirname(program), 'ctsdig.js');
const because =
  process.geteuid?.() !== 0
    ? 'needs root'
    : !existsSync('/sys/kernel/btf/vmlinux')
      ? 'needs a kernel with BTF'
      : !existsSync(ctsdig)
        ? 'not built'
        : undefined;
const noTmux = because ?? (spawnSync('tmux', ['-V']).status === 0 ? undefined : 'no tmux here');

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that only computes, with a name of its own in its command line. */
function busy(name: string): number {
  const child = spawn('/bin/sh', ['-c', 'while :; do i=$((i+1)); done', name], { stdio: 'ignore' });
  children.push(child);
  return child.pid!;
}

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs ctsdig without a terminal. `meanwhile` gets the child once it captures, or so. */
async function run(args: readonly string[], meanwhile?: (child: ChildProcess) => void, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [ctsdig, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('latin1').on('data', (text: string) => {
    stdout += text;
    meanwhile?.(child);
  });
  child.stderr!.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { stdout, stderr, code };
}

interface Slices {
  readonly slices: readonly {
    readonly data?: readonly { readonly d: readonly (number | string)[] }[];
    readonly info?: { readonly legend: readonly { readonly name: string }[] };
  }[];
}

/** The rows of the last sample in csysdig's JSON, each by the names of its columns. */
function rowsOf(json: string): Record<string, number | string>[] {
  const { slices } = JSON.parse(json.slice(json.lastIndexOf('{"slices"'))) as Slices;
  const { data = [], info } = slices.at(-1)!;
  return data.map(({ d }) => Object.fromEntries(d.map((value, i) => [info!.legend[i]!.name, value])));
}

describe.skipIf(because !== undefined)(`ctsdig on the running machine, without a terminal${because ? ` (${because})` : ''}`, () => {
  it('shows a busy process with its CPU, idle ones too, and nothing done by itself', async () => {
    const pid = busy('ctsdig-test');
    let own = 0;
    const child = run(['--json', '-d', '1500', '--samples', '4'], (process) => {
      own = process.pid!;
    });
    const { stdout, code } = await child;
    expect(code).toBe(0);
    const rows = rowsOf(stdout);
    const found = rows.find(({ PID }) => PID === pid)!;
    expect(found.Command).toContain('ctsdig-test');
    expect(Number(found.CPU)).toBeGreaterThan(0);
    expect(rows.find(({ PID }) => PID === process.ppid)).toBeDefined();
    const self = rows.find(({ PID }) => PID === own);
    expect([self?.CPU ?? 0, self?.FILE ?? 0, self?.NET ?? 0].map(Number)).toEqual([0, 0, 0]);
  }, 60_000);

  it('filters by the command line, and prints as many samples as were asked for', async () => {
    const pid = busy('ctsdig-test');
    const { stdout, code } = await run(['--csv', '--samples', '2', '-d', '1200', `proc.pid=${pid}`]);
    expect(code).toBe(0);
    const lines = stdout.split('\r\n').slice(0, -1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['PID', String(pid), 'PID', String(pid)]);
  }, 60_000);

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'ends at once with %s, exit code %i',
    async (signal, code) => {
      const ended = await run(['--once', '--samples', '1000', '-d', '200'], (child) => child.kill(signal));
      expect(ended.code).toBe(code);
      expect(ended.stderr).toBe('');
    },
    60_000,
  );

  it('ends by itself after so many events', async () => {
    busy('ctsdig-test');
    const { stdout, code } = await run(['-n', '50']);
    expect(code).toBe(0);
    expect(stdout).toContain('ctsdig-test');
  }, 60_000);
});

describe.skipIf(noTmux !== undefined)(`ctsdig on the running machine, in a terminal${noTmux ? ` (${noTmux})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsdig-live-'));
  const tmux = (...args: readonly string[]): string =>
    spawnSync('tmux', ['-S', join(folder, 'socket'), ...args], { encoding: 'utf8' }).stdout;
  /** A pane in which the command runs. The server of the test before may still be about to end. */
  const open = (command: string): void => {
    const args = ['-f', '/dev/null', 'new-session', '-d', '-x', '140', '-y', '40', command];
    for (let tries = 0; tries < 50; tries++) {
      if (spawnSync('tmux', ['-S', join(folder, 'socket'), ...args]).status === 0) return;
      spawnSync('sleep', ['0.1']);
    }
    throw new Error('tmux does not start');
  };
  const screen = (): string => tmux('capture-pane', '-p');
  const until = async (what: string, holds: (text: string) => boolean): Promise<string> => {
    for (const end = Date.now() + 25_000; Date.now() < end; ) {
      const text = screen();
      if (holds(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the screen never showed ${what}:\n${screen()}`);
  };
  afterEach(() => void tmux('kill-server'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('begins with an empty table, shows rows, freezes and goes on, and leaves the terminal as it was', async () => {
    const pid = busy('ctsdig-test');
    const command = `stty -g > ${folder}/before; ${process.execPath} ${ctsdig} -d 1000; echo "ended $?"; stty -g > ${folder}/after; sleep 60`;
    open(command);
    await until('a table that loads', (text) => text.includes('LOADING') && text.includes('Viewing: Processes'));
    const row = new RegExp(`^.? *${pid} +\\d+ +\\d+\\.\\d+ `, 'm');
    const shown = await until('the busy process', (text) => row.test(text) && text.includes('LIVE 1.0s'));
    expect(shown).toMatch(/kept \d+:\d\d, \d+M of 128M/);
    tmux('send-keys', 'p');
    await until('its age', (text) => /PAUSED -[2-9]s/.test(text));
    tmux('send-keys', 'L');
    await until('what happens now', (text) => text.includes('LIVE 1.0s'));
    tmux('send-keys', 'q');
    const after = await until('the end', (text) => text.includes('ended 0'));
    expect(after).not.toContain('Viewing');
    expect(readFileSync(`${folder}/after`, 'utf8')).toBe(readFileSync(`${folder}/before`, 'utf8'));
  }, 90_000);

  /** Reads a file again and again, by an fd that it has had all the time. */
  function reader(file: string): number {
    writeFileSync(file, 'x'.repeat(1000));
    const program =
      'const fs = require("fs"); const fd = fs.openSync(process.argv[1]); setInterval(() => fs.readSync(fd, Buffer.alloc(600), 0, 600, 0), 5)';
    const child = spawn(process.execPath, ['-e', program, file], { stdio: 'ignore' });
    children.push(child);
    return child.pid!;
  }
  const begin = (args: string, cwd = folder): void => {
    const command = `cd ${cwd}; ${process.execPath} ${ctsdig} -d 500 ${args}; echo "ended $?"; sleep 60`;
    open(command);
  };
  const read = (command: string, args: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'latin1', maxBuffer: 1 << 30 });
    return { stdout, stderr, status };
  };

  it.skipIf(spawnSync('sysdig', ['--version']).status !== 0)(
    'records while it shows; sysdig and csysdig read the file, with names of what was open before (needs sysdig)',
    async () => {
      begin('');
      await until('what happens now', (text) => text.includes('LIVE 0.5s'));
      const pid = reader(join(folder, 'held open.txt'));
      await until('the reader', (text) => new RegExp(`^.? *${pid} `, 'm').test(text));
      tmux('send-keys', 'R');
      await until('the question for a name', (text) => /Record all to: \.\/tsdig-\d{8}-\d{6}\.scap/.test(text));
      tmux('send-keys', 'C-u');
      tmux('send-keys', '-l', 'all.scap');
      tmux('send-keys', 'Enter');
      await until('that it records', (text) => /● REC 00:0[1-9] \d+\.\d[KM]/.test(text));
      tmux('send-keys', 'q');
      await until('a question', (text) => text.includes('A recording is running. Stop it, save it and quit? y/N'));
      tmux('send-keys', 'n');
      await until('that it still records', (text) => /● REC 00:0[2-9] /.test(text));
      tmux('send-keys', 'R');
      await until('what it has become', (text) => /recorded \S+all\.scap: \d+\.\d[KM], \d+ events, drops \d+/.test(text));
      const path = join(folder, 'all.scap');
      // Node names its main thread itself since Node 24: what the kernel calls it now is what the recording knows.
      const comm = readFileSync(`/proc/${pid}/comm`, 'latin1').trim();
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const { stdout, stderr, status } = read('sysdig', ['-r', path, '-p', '%proc.name|%proc.args|%fd.name|%evt.type', `proc.pid=${pid}`]);
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout).toMatch(new RegExp(`^${comm}\\|-e .*held open\\.txt\\|.*held open\\.txt\\|p?read$`, 'm'));
      const table = read('csysdig', ['-r', path, '-j', '-v', 'files', '--from', '0', '--to', '5000']);
      expect([table.stderr, table.status]).toEqual(['', 0]);
      expect(table.stdout).toContain('held open.txt');
      // The file takes the place of what happens now, in the same view.
      tmux('send-keys', ':');
      tmux('send-keys', '-l', 'open all.scap');
      tmux('send-keys', 'Enter');
      await until('the file', (text) => /Viewing: Processes.*OFFLINE/.test(text) && text.includes('Source: all.scap'));
      await until('the reader in the file', (text) => new RegExp(`^.? *${pid} `, 'm').test(text));
      tmux('send-keys', 'q');
      await until('the end', (text) => text.includes('ended 0'));
    },
    120_000,
  );

  it.skipIf(spawnSync('sysdig', ['--version']).status !== 0)(
    'records what was before, too, and more of what is read; the file opens where one was (needs sysdig)',
    async () => {
      const pid = reader(join(folder, 'from before.txt'));
      begin('-v files');
      await until('the file', (text) => text.includes('LIVE 0.5s') && text.includes('from before.txt'));
      const early = BigInt(Date.now()) * 1_000_000n;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      tmux('send-keys', ':');
      tmux('send-keys', '-l', `filter proc.pid=${pid}`);
      tmux('send-keys', 'Enter');
      await until('the filter', (text) => text.includes(`(proc.pid=${pid})`));
      tmux('send-keys', 'R');
      await until('the question for a name', (text) => text.includes('PgUp/PgDn: from now on'));
      tmux('send-keys', 'PPage', 'C-s', 'C-s');
      await until('what is chosen', (text) => text.includes('with the last 30 s') && text.includes('4096 bytes'));
      tmux('send-keys', 'C-u');
      tmux('send-keys', '-l', 'past.scap');
      tmux('send-keys', 'Enter');
      await until('that it records', (text) => /● REC 00:0[1-9] /.test(text) && text.includes('it holds the events that the views needed'));
      tmux('send-keys', 'R');
      await until('what it has become', (text) => /recorded \S+past\.scap: .*drops \d+/.test(text));
      const path = join(folder, 'past.scap');
      const { stdout, stderr, status } = read('sysdig', [
        ...[
          '-r',
          path,
          '-p',
          '%evt.rawtime|%fd.name',
          `proc.pid=${pid} and fd.name contains before.txt and evt.type in (read, pread) and evt.dir=<`,
        ],
      ]);
      expect([stderr, status]).toEqual(['', 0]);
      const reads = stdout
        .trim()
        .split('\n')
        .map((line) => line.split('|'));
      expect(BigInt(reads[0]![0]!)).toBeLessThan(early);
      // Programs show no more than 80 bytes of it.
      const bytes = readFileSync(path);
      expect(bytes.includes('x'.repeat(600))).toBe(true);
      expect(bytes.indexOf('x'.repeat(80))).toBeLessThan(bytes.indexOf('x'.repeat(81)));
      tmux('send-keys', ':');
      tmux('send-keys', '-l', 'open past.scap');
      tmux('send-keys', 'Enter');
      await until(
        'the file with view and filter',
        (text) =>
          /Viewing: Files.*OFFLINE/.test(text) &&
          text.includes('Source: past.scap') &&
          text.includes(`(proc.pid=${pid})`) &&
          text.includes('from before.txt'),
      );
      tmux('send-keys', 'q');
      await until('the end', (text) => text.includes('ended 0'));
    },
    120_000,
  );

  it('records what the filters let through, with what readers need', async () => {
    const pid = reader(join(folder, 'filtered.txt'));
    begin(`proc.pid=${pid}`);
    await until('what happens now', (text) => text.includes('LIVE 0.5s'));
    tmux('send-keys', 'R');
    await until('the question for a name', (text) => text.includes(`Record all of process ${pid} to:`));
    tmux('send-keys', 'Tab', 'C-u');
    tmux('send-keys', '-l', 'some.scap');
    tmux('send-keys', 'Enter');
    await until('that it records', (text) => /● REC 00:0[1-9] /.test(text));
    tmux('send-keys', 'q', 'y');
    await until('the end', (text) => text.includes('ended 0'));
    const { stdout, stderr } = read(process.execPath, [
      ctsdig.replace('ctsdig.js', 'tsdig.js'),
      '-r',
      join(folder, 'some.scap'),
      '-p',
      '%proc.pid|%fd.name|%evt.type',
    ]);
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(new Set(lines.map((line) => line.split('|')[0]))).toEqual(new Set([String(pid)]));
    expect(lines.filter((line) => line.includes('filtered.txt|')).length).toBeGreaterThan(10);
  }, 90_000);

  it('goes on and says so where the disk is full; the file is whole up to its last event', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    mountSmallDisk(disk, 3000);
    try {
      begin('', disk);
      await until('what happens now', (text) => text.includes('LIVE 0.5s'));
      reader(join(folder, 'noise.txt'));
      const dd = spawn('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=200000'], { stdio: 'ignore' });
      children.push(dd);
      tmux('send-keys', 'R');
      await until('the question for a name', (text) => text.includes('Record all to:'));
      tmux('send-keys', 'C-u');
      tmux('send-keys', '-l', 'full.scap');
      tmux('send-keys', 'Enter');
      const full = await until('that the disk is full', (text) => text.includes('REC STOPPED: no space left on the device'));
      expect(full).toContain('LIVE 0.5s');
      tmux('send-keys', 'Down');
      await until('it still, after a key', (text) => text.includes('REC STOPPED') && !text.includes('what was written until then'));
      tmux('send-keys', 'Escape');
      await until('nothing of it any more', (text) => !text.includes('REC STOPPED') && text.includes('LIVE 0.5s'));
      const path = join(disk, 'full.scap');
      expect(statSync(path).size).toBeGreaterThan(2_000_000);
      const { stderr, status } = read(process.execPath, [ctsdig.replace('ctsdig.js', 'tsdig.js'), '-r', path, '-q']);
      expect([stderr, status]).toEqual(['', 0]);
      tmux('send-keys', 'q');
      await until('the end', (text) => text.includes('ended 0'));
    } finally {
      unmount(disk);
    }
  }, 90_000);
});

describe.skipIf((because ?? noDocker) !== undefined)(
  `ctsdig beside a Docker engine${(because ?? noDocker) ? ` (${because ?? noDocker})` : ''}`,
  () => {
    let docker: DockerEngine;
    beforeAll(async () => {
      docker = await DockerEngine.start();
    }, 60_000);
    afterAll(() => docker?.stop(), 60_000);

    it('lists a container by its name', async () => {
      docker.run('run', '-d', '--rm', '--name', 'ctsdig-web', '--network', 'none', 'box:1', 'sh', '-c', 'while :; do i=1; done');
      try {
        const { stdout, code } = await run(['-vcontainers', '--json', '-d', '1500', '--samples', '3'], undefined, {
          DOCKER_HOST: `unix://${docker.socket}`,
        });
        expect(code).toBe(0);
        const row = rowsOf(stdout).find((one) => Object.values(one).includes('ctsdig-web'));
        expect(row).toBeDefined();
        expect(Number(row!.CPU)).toBeGreaterThan(0);
      } finally {
        docker.run('kill', 'ctsdig-web');
      }
    }, 60_000);
  },
);
