import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { columnChoices } from '../../../src/cli/ctsdig/column-choices.ts';
import { allViews, readOwnViews, saveOwnView } from '../../../src/cli/ctsdig/own-views.ts';
import { viewListJson } from '../../../src/cli/ctsdig/views.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdig-views-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, json: unknown) => writeFileSync(join(folder, name), typeof json === 'string' ? json : JSON.stringify(json));

describe('views of the user', () => {
  it('are another view with a filter, or a definition of their own', () => {
    put('web.json', { base: 'files', filter: 'proc.name=nginx', sorting: 'BYTES IN' });
    put('calls.json', {
      name: 'Calls',
      filter: 'evt.dir=<',
      columns: [
        { field: 'evt.type', key: true },
        { field: 'evt.type', name: 'CALL', size: 20 },
        { field: 'evt.count', name: 'N', aggregation: 'SUM', sorting: true },
      ],
    });
    const { views, problems } = readOwnViews(folder);
    expect(problems).toEqual([]);
    expect(views.map(({ id, name }) => [id, name])).toEqual([
      ['mine/calls', 'Calls'],
      ['mine/web', 'Files: web'],
    ]);
    expect(views[1]!.filter).toContain('and (proc.name=nginx)');
    expect(views[1]!.columns.filter(({ sorting }) => sorting === true).map(({ name }) => name)).toEqual(['BYTES IN']);
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    [
      'a field that does not exist',
      {
        columns: [
          { field: 'proc.nmae', key: true },
          { field: 'evt.count', name: 'N' },
        ],
      },
      'proc.nmae',
    ],
    ['a wrong filter', { base: 'files', filter: 'proc.nmae=x' }, 'proc.nmae'],
    ['a view without key', { columns: [{ field: 'evt.count', name: 'N' }] }, 'it has 0 key columns'],
    ['a word that means nothing', { base: 'files', fliter: 'x' }, '"fliter" means nothing here'],
    ['a base that does not exist', { base: 'flies' }, 'there is no view flies'],
    ['an action without words', { base: undefined, columns: [], actions: [{ key: 'x', argv: 'rm -rf' }] }, 'argv is no list'],
    ['a list', [], 'the file is no object'],
  ])('are left out, with the reason, where a file holds %s', (_name, json, reason) => {
    put('bad.json', json);
    put('good.json', { base: 'procs' });
    const { views, problems } = readOwnViews(folder);
    expect(views.map(({ id }) => id)).toEqual(['mine/good']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${join(folder, 'bad.json')}: `);
    expect(problems[0]).toContain(reason);
  });

  it('start nothing without a question', () => {
    put('act.json', {
      columns: [
        { field: 'proc.pid', key: true },
        { field: 'evt.count', name: 'N' },
      ],
      actions: [{ key: 'x', description: 'look', argv: ['cat', '--', '/proc/%proc.pid/status'] }],
    });
    expect(readOwnViews(folder).views[0]?.actions).toMatchObject([{ key: 'x', destructive: true }]);
  });

  it('are saved for their owner only, listed at once, and read again', () => {
    expect(saveOwnView('nginx', { view: 'files', filter: 'proc.name="ngïnx"', sorting: 'OPS' }, folder)).toBeUndefined();
    expect(statSync(join(folder, 'nginx.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'nginx.json'), 'utf8'))).toMatchObject({ base: 'files', filter: 'proc.name="ngïnx"' });
    expect(allViews().at(-1)?.id).toBe('mine/nginx');
    expect(viewListJson()).toContain('mine/nginx');
    expect(readOwnViews(folder).views[0]).toEqual(allViews().at(-1));
    expect(saveOwnView('nginx', { view: 'files', filter: '', sorting: undefined }, folder)).toBeUndefined();
    expect(allViews().filter(({ id }) => id === 'mine/nginx')).toHaveLength(1);
  });

  it('are not saved under names that lead elsewhere, nor with wrong filters', () => {
    for (const name of ['../x', '', 'a/b', '.'])
      expect(saveOwnView(name, { view: 'files', filter: '', sorting: undefined }, folder)).toHaveProperty('refused');
    expect(saveOwnView('x', { view: 'files', filter: 'proc.nmae=1', sorting: undefined }, folder)).toHaveProperty('refused');
  });
});

describe('columns that the user arranged', () => {
  it('are kept for their owner only', () => {
    const path = join(folder, 'deep', 'columns.json');
    const choices = { procs: { order: ['b', 'a'], hidden: ['c'] } };
    columnChoices(path).write(choices);
    columnChoices(path).write(choices);
    expect(columnChoices(path).read()).toEqual(choices);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('are none where the file is damaged', () => {
    const path = join(folder, 'columns.json');
    expect(columnChoices(path).read()).toEqual({});
    writeFileSync(path, '{"procs":{"order":"x","hidden":[]},"files":{"order":[],"hidden":["N"]}}');
    expect(columnChoices(path).read()).toEqual({ files: { order: [], hidden: ['N'] } });
    writeFileSync(path, 'x');
    expect(columnChoices(path).read()).toEqual({});
  });
});
