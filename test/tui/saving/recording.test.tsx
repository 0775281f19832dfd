import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { App } from '../../../src/tui/app.tsx';
import type { EndedRecording, Outcome, RecordingPort, RecordingState, RecordingWishes, Refusal } from '../../../src/tui/index.ts';
import { tableLines } from '../../../src/tui/screens/table.tsx';
import type { TerminalShell } from '../../../src/tui/shell.ts';
import { topScreen } from '../../../src/tui/state/index.ts';
import { FakePort } from '../support/fake-port.ts';
import { keys, testShell } from '../support/shell.ts';

/** Records into memory, and keeps what was asked for. */
class FakeRecording implements RecordingPort {
  readonly wishes: RecordingWishes[] = [];
  everything = 'all';
  snaplen = 80;
  running: RecordingState | undefined;
  failed: string | undefined;
  refusal: Refusal | undefined;
  drops = 0;
  state = () => this.running;
  failure = () => this.failed;
  acknowledge = () => {
    this.failed = undefined;
  };
  suggestedPath = () => './tsdig-20261120-224400.scap';
  async start(wishes: RecordingWishes): Promise<Outcome> {
    this.wishes.push(wishes);
    if (this.refusal !== undefined) return this.refusal;
    this.running = { path: wishes.path, seconds: 12, bytes: 3_565_158 };
    return undefined;
  }
  async stop(): Promise<EndedRecording | Refusal | undefined> {
    if (this.running === undefined) return undefined;
    const { path, bytes } = this.running;
    this.running = undefined;
    return this.refusal ?? { path, files: 1, bytes, events: 100, drops: this.drops };
  }
}

class RecordingFake extends FakePort {
  readonly recording = new FakeRecording();
}

/** What is on the screen. */
function drawn(shell: TerminalShell): string {
  const { lastFrame, unmount } = render(<App shell={shell} />);
  const frame = (lastFrame() ?? '').replace(/\x1b\[[\d;]*m/g, '');
  unmount();
  return frame;
}

function recordingShell() {
  const port = new RecordingFake();
  port.state = { kind: 'live', interval_ms: 2000 };
  const test = testShell({ port, columns: 120 });
  return { ...test, recording: port.recording, header: () => tableLines(test.shell, 120, 24)[0]! };
}

describe('recording while one looks', () => {
  it('says what is recorded', () => {
    const { shell, type, port, recording } = recordingShell();
    const screen = () => drawn(shell);
    recording.everything = 'all of process 7';
    type('R');
    expect(screen()).toContain('Record all of process 7 to: ./tsdig-20261120-224400.scap');
    port.filter = 'proc.name=nginx';
    port.changed();
    type('\t');
    expect(screen()).toContain('Record the filtered to: ./tsdig-20261120-224400.scap');
    expect(screen()).toContain(
      'Tab: filtered  Up/Down: one file  PgUp/PgDn: from now on  Ctrl-S: 80 bytes of data  Enter: record  Esc: cancel',
    );
  });

  it('begins with a name of its own after Enter, is shown, and ends with what it has become', async () => {
    const { shell, type, recording, header } = recordingShell();
    type('R');
    expect(topScreen(shell.ui).id).toBe('record');
    type(keys.enter);
    await expect.poll(() => topScreen(shell.ui).id).toBe('table');
    expect(recording.wishes).toEqual([
      { path: './tsdig-20261120-224400.scap', filtered: false, fileBytes: undefined, snaplen: 80, past_s: 0 },
    ]);
    expect(header()).toContain('● REC 00:12 3.4M');
    type('R');
    await expect
      .poll(() => shell.ui.toast?.text)
      .toBe('recorded ./tsdig-20261120-224400.scap: 3.4M, 100 events, drops 0; :open ./tsdig-20261120-224400.scap shows it');
    expect(shell.ui.toast?.level).toBe('info');
    expect(header()).not.toContain('REC');
  });

  it('is cancelled with Esc, and pastes never begin one', () => {
    const { shell, type, recording } = recordingShell();
    type('R', '\x1b[200~x.scap\r\x1b[201~');
    expect(topScreen(shell.ui).id).toBe('record');
    type(keys.escape);
    expect(topScreen(shell.ui).id).toBe('table');
    expect(recording.wishes).toEqual([]);
  });

  it('takes only what the filters let through where Tab says so, in files of a size', async () => {
    const { type, port, recording } = recordingShell();
    type('R', '\t', keys.enter);
    await expect.poll(() => recording.wishes.at(-1)).toMatchObject({ filtered: false });
    await recording.stop();
    port.filter = 'proc.name=nginx';
    port.changed();
    type('R', '\t', keys.up, keys.up, keys.enter);
    await expect.poll(() => recording.wishes.at(-1)).toMatchObject({ filtered: true, fileBytes: 100_000_000 });
  });

  it('takes what was before with PgUp, and more of what programs read and write with Ctrl-S', async () => {
    const { shell, type, recording } = recordingShell();
    type('R', keys.pageUp);
    expect(drawn(shell)).toContain('PgUp/PgDn: with the last 30 s');
    type('\x13', '\x13');
    expect(drawn(shell)).toContain('Ctrl-S: 4096 bytes of data');
    type(keys.enter);
    await expect.poll(() => recording.wishes.at(-1)).toMatchObject({ past_s: 30, snaplen: 4096 });
    await recording.stop();
    type('R', keys.pageDown, '\x13', '\x13', '\x13', '\x13');
    expect(drawn(shell)).toContain('PgUp/PgDn: with all that is kept  Ctrl-S: 80 bytes of data');
    type(keys.enter);
    await expect.poll(() => recording.wishes.at(-1)).toMatchObject({ past_s: undefined, snaplen: 80 });
  });

  it('says all that can be chosen on a narrow screen, too', () => {
    const { shell, type } = recordingShell();
    shell.dispatch({ type: 'resize', columns: 60, rows: 12 });
    type('R');
    const lines = drawn(shell).split('\n');
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines.slice(-3).map((line) => line.trim())).toEqual([
      'all  Up/Down: one file  PgUp/PgDn: from now on',
      'Ctrl-S: 80 bytes of data  Enter: record  Esc: cancel',
      'Record all to: ./tsdig-20261120-224400.scap',
    ]);
  });

  it('keeps the name for another try where the file cannot be made', async () => {
    const { shell, type, recording } = recordingShell();
    recording.refusal = { refused: 'x.scap: it exists already' };
    type('R', '\x15', 'x.scap', keys.enter);
    await expect.poll(() => shell.ui.toast?.text).toBe('x.scap: it exists already');
    expect(topScreen(shell.ui)).toMatchObject({ id: 'record', state: { path: { text: 'x.scap' } } });
    recording.refusal = undefined;
    type('2', keys.enter);
    await expect.poll(() => recording.running?.path).toBe('x.scap2');
  });

  it('warns where events were lost', async () => {
    const { shell, type, recording } = recordingShell();
    type('R', keys.enter);
    await expect.poll(() => recording.running).toBeDefined();
    recording.drops = 7;
    type('R');
    await expect.poll(() => shell.ui.toast?.level).toBe('warning');
    expect(shell.ui.toast?.text).toContain('drops 7');
  });

  it('says that it ended by itself until Esc, whatever else is pressed', () => {
    const { type, recording, header } = recordingShell();
    recording.failed = 'no space left on the device';
    type(keys.down, 'j', ' ');
    expect(header()).toContain('REC STOPPED: no space left on the device');
    type(keys.escape);
    expect(header()).not.toContain('REC');
  });

  it('is asked for before the end, and saved', async () => {
    const { shell, type, recording, codes } = recordingShell();
    type('R', keys.enter);
    await expect.poll(() => recording.running).toBeDefined();
    type('q', 'n');
    expect([codes, recording.running === undefined]).toEqual([[], false]);
    type('q', 'y');
    await expect.poll(() => codes).toEqual([0]);
    expect(recording.running).toBeUndefined();
    expect(shell.ui.messages.at(-1)?.text).toContain('recorded ');
  });

  it('keeps the view open where the end of the file could not be written', async () => {
    const { shell, type, recording, codes } = recordingShell();
    type('R', keys.enter);
    await expect.poll(() => recording.running).toBeDefined();
    recording.refusal = { refused: 'x.scap: no space left on the device' };
    type('q', 'y');
    await expect.poll(() => shell.ui.toast?.text).toBe('x.scap: no space left on the device');
    expect(codes).toEqual([]);
  });

  it('is not there for what was recorded', () => {
    const { shell, type } = testShell();
    type('R');
    expect(shell.ui.toast?.text).toBe('Rec: only what happens now can be recorded; this is a recording');
    expect(tableLines(shell, 80, 24).join('\n')).not.toContain('R Rec');
  });
});
