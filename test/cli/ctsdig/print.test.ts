import { describe, expect, it } from 'vitest';
import { printedSample } from '../../../src/cli/ctsdig/print.ts';
import { defaultViewSettings, type ViewSettings } from '../../../src/cli/ctsdig/settings.ts';
import { sessionOver } from '../../chisel/view/support.ts';
import { event } from '../../support/events.ts';

/** Files with names that somebody chose with care. */
const hostile = ['=cmd()', 'a"b,c', 'esc\x1b[2Jape', 'two\nlines'];
const events = hostile.flatMap((name) => [
  event('PPME_SYSCALL_OPEN_E'),
  event('PPME_SYSCALL_OPEN_X', [3, name, 1, 0, 0, 0]),
  event('PPME_SYSCALL_CLOSE_E', [3]),
  event('PPME_SYSCALL_CLOSE_X', [0]),
]);

interface Printed {
  readonly slices: [object, { readonly count: number; readonly info: object }];
}

async function printed(settings: Partial<ViewSettings>): Promise<string> {
  const session = await sessionOver(events, { view: 'files' });
  const { sample, rows } = session.snapshot();
  return printedSample(sample, rows, { ...defaultViewSettings(), ...settings });
}

describe('rows without a terminal view', () => {
  it('never hold a control byte or a line end of a name', async () => {
    const text = await printed({ print: 'plain' });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f]/);
    expect(text.split('\n').length).toBe(1 + hostile.length + 1);
  });

  it('are quoted in CSV', async () => {
    expect(await printed({ print: 'csv' })).toMatch(/"[^"]*a""b,c"\r\n/);
  });

  it('are read back from JSON as fields give them', async () => {
    const text = await printed({ print: 'json' });
    const [, { data }] = (JSON.parse(text) as { slices: [object, { data: { k: string }[] }] }).slices;
    expect(data.map(({ k }) => k.split('/').at(-1)).sort()).toEqual(hostile.map((name) => name.replace(/[\x00-\x1f]/g, '.')).sort());
  });

  it('say in JSON how many were written, and what a row of the view below is asked for by', async () => {
    const [, { count, info }] = (JSON.parse(await printed({ print: 'json', fromRow: 1, toRow: 2, filter: 'proc.pid>0' })) as Printed)
      .slices;
    const row = `(proc.pid>0) and (((fd.type=file or fd.type=directory) and fd.name!='') and fd.name="@#$f1CA^&;")`;
    expect({ count, ...info }).toMatchObject({
      count: 2,
      sortingCol: 3,
      drillDownKeyField: 'fd.name',
      filterTemplate: row,
      filterTemplateF: `(${row}) and (evt.type!=switch)`,
    });
  });

  it('are only those asked for', async () => {
    expect((await printed({ print: 'plain', fromRow: 1, toRow: 2 })).split('\n').length).toBe(1 + 2 + 1);
  });
});
