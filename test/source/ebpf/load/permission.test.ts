import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { because, loadingObstacle, objectPath } from './support.ts';

/** What the loader says in a process with only these capabilities. */
interface Report {
  readonly name: string;
  readonly message: string;
  readonly remedy?: string;
}

const NOBODY = 65_534;
const script = fileURLToPath(new URL('load-and-report.ts', import.meta.url));

function loadAsNobody(...capabilities: string[]): Report {
  const set = capabilities.map((name) => `+${name}`).join(',');
  const grants = set === '' ? [] : ['--inh-caps', set, '--ambient-caps', set];
  const user = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];
  const output = execFileSync('setpriv', [...user, ...grants, process.execPath, script, objectPath('link')], { encoding: 'utf8' });
  return JSON.parse(output) as Report;
}

const obstacle = (await loadingObstacle()) ?? whyNotNobody();

/** Changing the user takes root, setpriv, and a project that other users may read. */
function whyNotNobody(): string | undefined {
  const attempt = spawnSync('setpriv', ['--reuid', String(NOBODY), '--clear-groups', process.execPath, '--version', script], {
    encoding: 'utf8',
  });
  if (attempt.error !== undefined || attempt.status !== 0) return 'cannot run node as another user here';
  const readable = spawnSync('setpriv', ['--reuid', String(NOBODY), '--clear-groups', 'cat', script], { encoding: 'utf8' });
  return readable.status === 0 ? undefined : 'the project is not readable for other users';
}

describe.skipIf(obstacle !== undefined)(`an ordinary user${because(obstacle)}`, () => {
  test('is told which capabilities are missing and how to get them', () => {
    const report = loadAsNobody();
    expect(report.name).toBe('NotPermittedError');
    expect(report.message).toContain('the process lacks CAP_BPF and CAP_PERFMON');
    expect(report.remedy).toContain('run as root');
  });

  test('with CAP_BPF alone is told that CAP_PERFMON is missing', () => {
    expect(loadAsNobody('bpf').message).toContain('the process lacks CAP_PERFMON');
  });

  test('with CAP_BPF and CAP_PERFMON loads, attaches and reads', () => {
    expect(loadAsNobody('bpf', 'perfmon')).toEqual({ name: 'none', message: '3 programs, 3 calls counted' });
  });
});
