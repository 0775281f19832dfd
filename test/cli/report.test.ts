import { describe, expect, it } from 'vitest';
import { FilterSyntaxError, parseFilter } from '../../grammar/index.ts';
import { CaptureFileError, UsageError } from '../../src/cli/errors.ts';
import { report } from '../../src/cli/report.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { DamagedCaptureError } from '../../src/scap/index.ts';
import { NoKernelBtfError, NotPermittedError } from '../../src/source/ebpf/load/index.ts';
import { FileError } from '../../src/source/file/index.ts';

const asRoot = 'sudo tsdig';
const caret = (text: string, start: number, end: number) => `  ${text} [${start},${end})`;

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a report', () => {
  it('points into a filter that cannot be read, with exit code 2', () => {
    const error = thrownBy(() => parseFilter('evt.type=open and'));
    expect(error).toBeInstanceOf(FilterSyntaxError);
    expect(report(error, caret, asRoot)).toEqual({
      lines: ["tsdig: expected a field after 'and'", '  evt.type=open and [17,17)'],
      exitCode: 2,
    });
  });

  it('says what a mistyped field may have meant', () => {
    expect(
      report(
        thrownBy(() => compileFilter('proc.nmae=x')),
        caret,
        asRoot,
      ),
    ).toEqual({
      lines: ["tsdig: unknown field 'proc.nmae'", '  proc.nmae=x [0,9)', 'hint: did you mean proc.name? (all fields: tsdig -l)'],
      exitCode: 2,
    });
  });

  it('gives usage errors exit code 2', () => {
    expect(report(new UsageError('no', 'do'), caret, asRoot)).toEqual({ lines: ['tsdig: no', 'hint: do'], exitCode: 2 });
  });

  it('names the file that is missing, with exit code 1 and nothing in it that could steer a terminal', () => {
    expect(report(new FileError('a\x1b[2J', 'ENOENT', 'no such file'), caret, asRoot)).toEqual({
      lines: ['tsdig: a\\x1b[2J: no such file'],
      exitCode: 1,
    });
  });

  it('names the file that is damaged and what was recovered, with exit code 4', () => {
    expect(
      report(new CaptureFileError('x.scap', new DamagedCaptureError(100, 3, 'the file ends within an event block')), caret, asRoot),
    ).toEqual({
      lines: ['tsdig: x.scap: damaged capture: the file ends within an event block at byte 100; 3 events recovered before it'],
      exitCode: 4,
    });
  });

  it('says what is missing for live capture, with exit code 3', () => {
    expect(report(new NotPermittedError('not permitted', 'use root', ['CAP_BPF']), caret, asRoot)).toEqual({
      lines: ['tsdig: not permitted', 'hint: use root', '  sudo tsdig', 'Capture files can be read without these rights: tsdig -r FILE'],
      exitCode: 3,
    });
    expect(report(new NoKernelBtfError('no BTF', 'boot another'), caret, asRoot).exitCode).toBe(3);
  });

  it('shows no stack for a mistake of ours, but says where it was', () => {
    const { lines, exitCode } = report(new TypeError('x is not a function'), caret, asRoot);
    expect(exitCode).toBe(1);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^hint: this is a mistake in tsdig \(TypeError at .*\); please report it$/);
  });
});
