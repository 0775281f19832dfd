import { describe, expect, it } from 'vitest';
import type { Outcome, ViewPort } from '../../src/tui/index.ts';
import { FakePort } from './support/fake-port.ts';
import { testShell } from './support/shell.ts';

/** A model that can save views and export, and keeps what was asked for. */
class SavingPort extends FakePort {
  readonly saved: string[] = [];
  readonly export: NonNullable<ViewPort['export']> = {
    formats: ['csv', 'json'],
    command: () => '',
    write: async (format, path) => {
      this.saved.push(`${format} ${path}`);
      return undefined;
    },
  };
  saveView(name: string): Outcome {
    this.saved.push(name);
    return name === 'bad/name' ? { refused: 'that is no name' } : undefined;
  }
}

describe('words of the palette', () => {
  it('save a view', () => {
    const port = new SavingPort();
    const { shell, type } = testShell({ port });
    type(':', 'save web', '\r');
    expect(port.saved).toEqual(['web']);
    expect(shell.ui.toast?.text).toBe('saved; ctsdig -v mine/web shows it');
    type(':', 'save bad/name', '\r');
    expect(shell.ui.toast?.text).toBe('that is no name');
  });

  it('export to a file, in a format that exists', async () => {
    const port = new SavingPort();
    const { shell, type } = testShell({ port });
    type(':', 'export csv my file.csv', '\r');
    await expect.poll(() => shell.ui.toast?.text).toBe('written to my file.csv');
    expect(port.saved).toEqual(['csv my file.csv']);
    type(':', 'export xml x', '\r');
    expect(shell.ui.toast?.text).toBe('export takes one of csv, json and a file');
    expect(port.saved).toHaveLength(1);
  });
});
