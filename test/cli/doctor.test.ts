import { describe, expect, it } from 'vitest';
import { commandOf, commands } from '../../src/cli/commands.ts';
import { doctor } from '../../src/cli/doctor/index.ts';
import { fieldClasses } from '../../src/field/index.ts';

describe('commands', () => {
  it('are told by the first word, and none is the name of a field', () => {
    expect(commandOf(['doctor'])?.name).toBe('doctor');
    expect(commandOf(['proc.name=doctor'])).toBeUndefined();
    expect(commandOf([])).toBeUndefined();
    const fields = new Set(fieldClasses.flatMap(({ fields: all }) => all.map(({ name }) => name)));
    for (const { name } of commands) expect(fields.has(name)).toBe(false);
  });
});

interface Answer {
  readonly live: boolean;
  readonly checks: readonly { id: string; name: string; ok: boolean; needed: boolean; found: string; remedy?: string }[];
}

describe('doctor', () => {
  it('answers every question with yes or no, and each no with a remedy', async () => {
    const { text, exitCode } = await doctor(['--json']);
    const { live, checks } = JSON.parse(text) as Answer;
    expect(exitCode).toBe(live ? 0 : 3);
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['kernel', 'btf', 'probe', 'lockdown', 'capabilities', 'tracefs', 'bpftrace', 'node']),
    );
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { id, ok, found, remedy } of checks) {
      expect(found, id).not.toBe('');
      expect(ok ? 'well' : remedy, id).toMatch(/\S/);
    }
  });

  it('says live capture works exactly where the kernel takes the probe', async () => {
    const { live, checks } = JSON.parse((await doctor(['--json'])).text) as Answer;
    expect(live).toBe(checks.find(({ id }) => id === 'probe')?.ok);
  });

  it('prints a line a check and what follows from them', async () => {
    const { text } = await doctor([]);
    expect(text).toMatch(/^(yes|no |NO ) {2}\S/);
    expect(text).toMatch(/\n\nLive capture (works\.|does not work here.*)\n$/);
  });

  it('refuses words it does not know', async () => {
    await expect(doctor(['nurse'])).rejects.toThrow('nurse');
  });
});
