import { constants } from 'node:fs';
import { execa } from 'execa';
import { findProgram } from '../../source/bpftrace/index.ts';
import { isTerminal } from '../terminal.ts';
import { type Check, check } from './check.ts';
import { isReadable, mayAccess } from './files.ts';

/** Where container runtimes listen, by their name. */
const runtimes = [
  ['docker', ['/run/docker.sock', '/var/run/docker.sock']],
  ['podman', ['/run/podman/podman.sock']],
  ['containerd', ['/run/containerd/containerd.sock', '/run/k3s/containerd/containerd.sock']],
  ['cri-o', ['/run/crio/crio.sock']],
] as const;

/** Names of containers come from their runtimes; where none runs there is nothing to name. */
export function containerChecks(): Check[] {
  const found = runtimes.flatMap(([name, paths]) => {
    const states = paths.map((path) => [path, mayAccess(path, constants.R_OK | constants.W_OK)] as const);
    const [path, state] = states.find(([, access]) => access !== 'missing') ?? [];
    if (path === undefined || state === undefined) return [];
    const remedy = `its containers have ids and no names; run as root, or join the group of ${path}`;
    return [
      check(`runtime-${name}`, `containers of ${name}`, false, state === 'yes', state === 'yes' ? path : `${path}: ${state}`, remedy),
    ];
  });
  return found.length > 0
    ? found
    : [check('runtimes', 'containers', false, true, 'no runtime listens: docker, podman, containerd, cri-o', '')];
}

/** How long bpftrace may take to say its version, ms. */
const versionTimeout = 400;

/** What scripts need (`-I bpftrace:SCRIPT`). */
export async function bpftraceCheck(searchPath: string): Promise<Check> {
  const path = findProgram('bpftrace', searchPath);
  if (path === undefined)
    return check(
      'bpftrace',
      'bpftrace',
      false,
      false,
      'not installed',
      'for -I bpftrace:SCRIPT: apt-get install bpftrace (or dnf, zypper, apk, pacman)',
    );
  const { stdout = '' } = await execa(path, ['--version'], { timeout: versionTimeout, reject: false, stdin: 'ignore', maxBuffer: 4096 });
  return check('bpftrace', 'bpftrace', false, true, `${path} ${/v?\d+\.\d+\S*/.exec(stdout)?.[0] ?? ''}`.trim(), '');
}

/** What a terminal's environment says of it. */
export interface TerminalVariables {
  readonly term: string | undefined;
  readonly colors: string | undefined;
  /** The first of LC_ALL, LC_CTYPE and LANG that is set. */
  readonly locale: string | undefined;
}

/** What names, programs and the terminal need. */
export function placeChecks({ term, colors, locale }: TerminalVariables): Check[] {
  const accounts = isReadable('/etc/passwd') && isReadable('/etc/group');
  const terminal = isTerminal(1);
  const utf8 = /utf-?8/i.test(locale ?? '');
  const depth = /truecolor|24bit/.test(colors ?? '')
    ? '16 million colors'
    : /256color/.test(term ?? '')
      ? '256 colors'
      : term === undefined || term === 'dumb'
        ? 'no colors'
        : '16 colors';
  return [
    check(
      'accounts',
      'names of users',
      false,
      accounts,
      accounts ? '/etc/passwd and /etc/group' : 'not readable',
      'users show as numbers; make /etc/passwd and /etc/group readable',
    ),
    check('terminal', 'terminal', false, true, terminal ? `${term ?? 'unknown'}, ${depth}` : 'output is none', ''),
    check('utf8', 'UTF-8', false, utf8, locale ?? 'no locale', 'text beyond ASCII may look wrong: export LANG=C.UTF-8'),
    check('node', 'Node', true, true, `${process.version}, ${process.execPath}`, ''),
  ];
}
