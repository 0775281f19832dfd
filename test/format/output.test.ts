import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Output, OutputError } from '../../src/format/index.ts';

describe('output', () => {
  let dir: string;
  let file: string;
  let fd: number;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tsdig-test-'));
    file = join(dir, 'out');
    fd = openSync(file, 'w');
  });
  afterEach(() => {
    closeSync(fd);
    rmSync(dir, { recursive: true });
  });

  const written = (): string => readFileSync(file, 'latin1');

  it('is collected until there is much of it', () => {
    const output = new Output(fd);
    output.bytes.text('a line\n');
    output.lineDone();
    expect(written()).toBe('');
    const line = `${'x'.repeat(1023)}\n`;
    for (let i = 0; i < 64; i++) {
      output.bytes.text(line);
      output.lineDone();
    }
    expect(written()).toBe(`a line\n${line.repeat(64)}`.slice(0, written().length));
    expect(written().length).toBeGreaterThanOrEqual(64 * 1024);
  });

  it('goes out at once when asked to', () => {
    const output = new Output(fd);
    output.bytes.text('now');
    output.flush();
    expect(written()).toBe('now');
    output.flush();
    expect(written()).toBe('now');
  });

  it('goes out line by line when it is unbuffered', () => {
    const output = new Output(fd, { unbuffered: true });
    output.bytes.text('one\n');
    output.lineDone();
    expect(written()).toBe('one\n');
  });

  it('ends quietly when its reader has ended', () => {
    const fifo = join(dir, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const output = new Output(openSync(fifo, 'w'));
    closeSync(reader);
    expect(output.closed).toBe(false);
    output.bytes.text('nobody reads this');
    output.flush();
    expect(output.closed).toBe(true);
    output.bytes.text('nor this');
    output.flush();
  });

  it('says in one line why it cannot be written', () => {
    const full = new Output(openSync('/dev/full', 'w'));
    full.bytes.text('lost');
    expect(() => full.flush()).toThrow(OutputError);
    full.bytes.text('lost');
    expect(() => full.flush()).toThrow(/^cannot write the output: no space left on device$/);
  });
});
