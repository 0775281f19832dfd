import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { during, live } from '../support/live-run.ts';
import { tsdig } from '../support/program.ts';

const root = process.getuid?.() === 0 && existsSync('/sys/kernel/btf/vmlinux');
const work = mkdtempSync(join(tmpdir(), 'tsdig-live-chisels-'));
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true }));

const nobody = '65534';

/** Says whose rights it has where it is loaded, where it is prepared and where it runs. */
const file = join(work, 'whoami.ts');
writeFileSync(
  file,
  `import { readFileSync } from 'node:fs';
import { defineChisel } from 'tsdig/chisel';
const ids = () => /Uid:(.*)/.exec(readFileSync('/proc/thread-self/status', 'utf8'))![1]!.trim().replaceAll('\\t', ' ');
const loaded = ids();
export default defineChisel({
  category: 'Misc',
  summary: \`loaded as \${loaded}\`,
  args: { word: { type: 'string', description: 'Printed' } },
  filter: () => \`evt.type in (close, read, write) and proc.name!='\${ids()}'\`,
  state: () => ids(),
  onEvent(_event, run) {
    run.print(run.args.word, ': ', loaded, ', ', run.state, ', ', ids());
    run.stop();
  },
});
`,
);

describe.runIf(root)('a chisel of somebody else, live (as root, on a kernel with BTF)', () => {
  it('never runs with the rights of root, not even while the program still has them', async () => {
    const run = live(['-M', '10', '-c', file, 'ids', 'evt.dir=<'], { SUDO_UID: nobody, SUDO_GID: nobody });
    // On a quiet machine nobody else may read or write for as long.
    const { stdout, stderr, code } = await during(run, () => spawnSync('true'));
    const ids = Array.from({ length: 4 }, () => nobody).join(' ');
    expect({ stdout, stderr, code }).toEqual({ stdout: `ids: ${ids}, ${ids}, ${ids}\n`, stderr: '', code: 0 });
  });

  it('is asked what it is by the user who called sudo', () => {
    const { stdout } = tsdig(['-i', file], { env: { SUDO_UID: nobody, SUDO_GID: nobody } });
    expect(stdout).toContain(`loaded as ${nobody} `);
  });

  it('that this user cannot read is not loaded at all', () => {
    const secret = join(work, 'secret.ts');
    writeFileSync(secret, 'export default {};\n', { mode: 0o600 });
    const { stderr, code } = tsdig(['-M', '1', '-c', secret], { env: { SUDO_UID: nobody, SUDO_GID: nobody } });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^tsdig: chisel .*secret\.ts: .*permission denied/i);
  });
});
