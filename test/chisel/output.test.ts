import { describe, expect, it } from 'vitest';
import type { Chisel } from '../../src/chisel/index.ts';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { runChisels } from './run.ts';

/** A chisel with its argument, a capture whose output tells something, and a filter. */
interface Example {
  readonly name: string;
  readonly word?: string;
  readonly file: string;
  readonly filter?: string;
  readonly containers?: true;
}

const full = 'mpm-worker_full_capture';
const example = 'example4_example4-1';
const container = 'example5_nginx';
const sessions = 'namespaces_setns';
const servers = 'nginx_nginx';

/** What they print is in `output/`, one file each; sysdig prints the same, but for the order of rows of equal value. */
const examples: readonly Example[] = [
  ...['topfiles_bytes', 'topfiles_time', 'topfiles_errors', 'topprocs_file', 'topprocs_net', 'topprocs_errors'].flatMap((name) => [
    { name, file: full },
    { name, file: example, containers: true as const },
  ]),
  ...['topcontainers_file', 'topcontainers_net', 'topcontainers_error', 'topcontainers_cpu'].map((name) => ({ name, file: container })),
  { name: 'topprocs_cpu', file: example },
  ...['topscalls', 'topscalls_time', 'topconns', 'topports_server', 'bottlenecks', 'iobytes'].map((name) => ({ name, file: full })),
  { name: 'fdbytes_by', word: 'fd.directory', file: full },
  { name: 'fdcount_by', word: 'fd.type', file: full },
  { name: 'fdtime_by', word: 'proc.name', file: full },
  { name: 'fileslower', word: '0', file: container },
  ...['iobytes_file', 'iobytes_net', 'httplog'].map((name) => ({ name, file: full })),
  ...['netlower', 'scallslower'].flatMap((name) => [
    { name, word: '1', file: full },
    { name, word: '0', file: container, containers: true as const },
  ]),
  { name: 'httplog', file: container, containers: true },
  { name: 'httptop', file: full },
  { name: 'httptop', word: 'time', file: full },
  { name: 'httptop', word: 'bytes', file: container, containers: true },
  { name: 'fileslower', word: '0', file: full, filter: 'proc.name=cat', containers: true },
  { name: 'echo_fds', file: container, filter: 'fd.type=ipv4' },
  { name: 'echo_fds', file: servers, filter: 'fd.name contains log', containers: true },
  { name: 'ps', word: 'proc.name=nginx', file: container },
  { name: 'lsof', word: 'proc.name=httpd and fd.type=ipv4', file: container },
  { name: 'netstat', file: container, filter: 'evt.num>100' },
  { name: 'lscontainers', file: container },
  { name: 'lscontainers', word: 'desc', file: container },
  { name: 'spy_logs', file: servers },
  { name: 'spy_logs', file: servers, containers: true },
  { name: 'spy_file', word: 'R /etc/group', file: sessions },
  { name: 'spy_file', file: sessions, filter: 'proc.name=sudo' },
  { name: 'spy_ip', word: '127.0.0.1', file: example },
  { name: 'spy_port', word: '80', file: container },
  ...['spy_users', 'spy_syslog', 'list_login_shells', 'proc_exec_time', 'stderr'].flatMap((name) => [
    { name, file: sessions },
    { name, file: sessions, containers: true as const },
  ]),
  ...['stdin', 'stdout'].map((name) => ({ name, file: sessions })),
];

describe.runIf(capturesDir !== undefined)(`what chisels print (${noCaptures})`, () => {
  it.each(examples.map((one) => ({ ...one, title: titleOf(one) })))(
    '$title',
    async ({ name, word, file, filter, containers = false, title }) => {
      process.env.TZ = 'UTC';
      const { default: chisel } = (await import(`../../chisels/${name}.ts`)) as { default: Chisel };
      const wanted = { name, chisel, ...(word !== undefined && { word }) };
      const { text, warnings } = await runChisels(capture(file), [wanted], { ...(filter !== undefined && { filter }), containers });
      expect(warnings).toEqual([]);
      await expect(text).toMatchFileSnapshot(`output/${title.replaceAll(/[ /]/g, '_')}.txt`);
    },
  );
});

function titleOf({ name, word, containers }: Example): string {
  return [containers === true ? '-pc' : '', name, word ?? ''].filter((part) => part !== '').join(' ');
}
