import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanup } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { exporterFor } from '../../../src/cli/ctsdig/exporter.ts';
import { defaultViewSettings } from '../../../src/cli/ctsdig/settings.ts';
import type { Snapshot } from '../../../src/tui/index.ts';
import { exported } from '../../../src/tui/saving/formats.ts';
import { displayText } from '../../../src/tui/text/index.ts';
import { event } from '../../support/events.ts';
import { column, FakePort } from '../support/fake-port.ts';
import { drawnShell, portOver } from '../support/session-shell.tsx';
import { keys } from '../support/shell.ts';

afterEach(() => cleanup());

function shown(cells: readonly string[]): Snapshot {
  const port = new FakePort([{ key: '1', cells: ['-5', ...cells] }]);
  port.columns = [column('n', 'N', 5, 'right'), ...cells.map((_, i) => column(`c${i}`, `C${i}`, 9))];
  return port.snapshot();
}

describe('an exported table', () => {
  it('is CSV that no spreadsheet runs', () => {
    const csv = exported(shown(['=1+1', 'a,"b"\nc', '@x', 'plain']), 'csv', displayText);
    expect(csv).toBe('N,C0,C1,C2,C3\r\n-5,\'=1+1,"a,""b""\nc",\'@x,plain\r\n');
  });

  it('is JSON with the bytes as they were', () => {
    const json = JSON.parse(exported(shown(['\xff\x00', '\xc3\xa4\x1b']), 'json', displayText)) as { rows: unknown[] };
    expect(json.rows).toEqual([{ N: '-5', C0: { base64: '/wA=' }, C1: 'ä\x1b' }]);
    expect(exported(shown(['x']), 'ndjson', displayText)).toBe('{"N":"-5","C0":"x"}\n');
  });

  it('is Markdown and text that hold no control characters', () => {
    for (const format of ['markdown', 'text'] as const) {
      const out = exported(shown(['a|b\x1b[2J', '\n']), format, displayText);
      expect(out).toMatch(/a\\?\|b\\+e/);
      expect(out.split('\n')).toHaveLength(format === 'text' ? 3 : 4);
      expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('the export screen', () => {
  it('saves into a new file of its owner, and shows the command that prints the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsdig-export-'));
    try {
      const events = [event('PPME_SYSCALL_CLOSE_E', [3], { tid: 100 }), event('PPME_SYSCALL_CLOSE_X', [0], { tid: 100 })];
      const exporter = exporterFor({ ...defaultViewSettings(), file: "it's.scap" });
      const t = drawnShell(await portOver(events, { view: 'procs', exporter }));
      t.type('\x13');
      expect(t.screen()).toContain('File: ./procs.csv');
      expect(t.screen()).toContain("ctsdig -r 'it'\\''s.scap' -v procs --sortingcol ");
      t.type(keys.down);
      expect(t.screen()).toContain('File: ./procs.json');
      const path = join(folder, 'out.json');
      t.type('\x15', path, keys.enter);
      await t.shows('1 rows in');
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ view: 'procs', rows: [{ PID: '100' }] });
      expect(statSync(path).mode & 0o777).toBe(0o600);
      writeFileSync(path, 'mine');
      t.type('\x13', '\x15', path, keys.enter);
      await t.shows(path);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(readFileSync(path, 'utf8')).toBe('mine');
      expect(t.lines()[0]).toContain('Export');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
