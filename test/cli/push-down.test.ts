import { describe, expect, it } from 'vitest';
import { captureOptions, pushDown } from '../../src/cli/push-down.ts';
import { compileSelection, everything } from '../../src/cli/selection.ts';
import { defaultSettings, type Settings } from '../../src/cli/settings.ts';
import { eventKeyCount, eventNumber } from '../../src/event/index.ts';
import { bindField, defaultFieldSettings, findField } from '../../src/field/index.ts';

const field = (name: string) => bindField(findField(name)!, undefined, defaultFieldSettings);

interface Case {
  readonly settings?: Partial<Settings>;
  readonly fields?: readonly string[];
  readonly records?: boolean;
}

async function asked(filter: string, { settings = {}, fields = [], records = false }: Case = {}) {
  const selection = await compileSelection(filter, defaultFieldSettings);
  return pushDown({ ...defaultSettings(), ...settings }, selection, {
    fields: fields.map(field),
    needs: { latency: true, memory: records },
    records,
  });
}

const READ_E = eventNumber('PPME_SYSCALL_READ_E');
const READ_X = eventNumber('PPME_SYSCALL_READ_X');
const OPENAT_E = eventNumber('PPME_SYSCALL_OPENAT_2_E');
const OPENAT_X = eventNumber('PPME_SYSCALL_OPENAT_2_X');
const MMAP_X = eventNumber('PPME_SYSCALL_MMAP_X');

describe('what is asked of the kernel', () => {
  it('is both directions of a call whose fd somebody shows, and exits alone where nobody does', async () => {
    const filter = 'evt.type=read and evt.dir=<';
    const alone = (await asked(filter, { fields: ['proc.name'] })).captured!;
    expect([alone[READ_E], alone[READ_X]]).toEqual([0, 1]);
    const named = (await asked(filter, { fields: ['fd.name'] })).captured!;
    expect([named[READ_E], named[READ_X]]).toEqual([1, 1]);
    const shown = (await asked('evt.type=read', { fields: ['proc.name'] })).captured!;
    expect([shown[READ_E], shown[READ_X]]).toEqual([1, 1]);
  });

  it('is what changes fds in any case, enters too', async () => {
    const { captured, kept } = await asked('evt.type=read');
    for (const key of [OPENAT_E, OPENAT_X]) expect([captured?.[key], kept[key]]).toEqual([1, 1]);
    expect([captured?.[READ_X], kept[READ_X]]).toEqual([1, 0]);
  });

  it('is memory only where it is recorded', async () => {
    expect((await asked('evt.type=read')).captured?.[MMAP_X]).toBe(0);
    expect((await asked('evt.type=read', { records: true })).captured?.[MMAP_X]).toBe(1);
  });

  it('is failures only where nobody needs enters', async () => {
    expect((await asked('evt.failed=true')).who).toEqual({ failed: true });
    expect((await asked('evt.failed=true', { fields: ['fd.name'] })).who).toEqual({});
    expect((await asked('evt.failed=true', { records: true })).who).toEqual({});
    expect((await asked('evt.failed=true and proc.pid=7', { records: true })).who).toEqual({ pid: 7 });
    const { captured } = await asked('evt.failed=true', { fields: ['fd.name'] });
    expect([captured?.[READ_E], captured?.[READ_X]]).toEqual([1, 1]);
  });

  it('is everything where what is read depends on all events', async () => {
    expect((await asked('')).nothing).toBeDefined();
    for (const settings of [{ displayFilter: true }, { debug: true }, { suppressed: ['x'] }]) {
      expect(await asked('proc.pid=1 and evt.type=read', { settings })).toMatchObject({ captured: undefined, who: {} });
    }
    const ordered = await asked('proc.pid=1 and evt.type=read', { fields: ['thread.totexectime'] });
    expect(ordered).toMatchObject({ captured: undefined, who: {} });
    expect(captureOptions(ordered)).not.toHaveProperty('wants');
  });

  it('is what readers want where there is no filter', () => {
    const keys = new Uint8Array(eventKeyCount);
    keys[READ_X] = 1;
    const { captured, nothing } = pushDown(defaultSettings(), { ...everything, keys }, { fields: [], needs: {}, records: false });
    expect(nothing).toBeUndefined();
    expect([captured?.[READ_X], captured?.[READ_E], captured?.[READ_X + 2]]).toEqual([1, 0, 0]);
  });
});
