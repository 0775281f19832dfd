import { describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { amountText, defineView, layOut, timeText, type ViewDefinition } from '../../../src/chisel/view/index.ts';
import { compileFilter } from '../../../src/filter/index.ts';

describe('the views', () => {
  it('are 43, each with an id of its own', () => {
    expect(views.length).toBe(43);
    expect(new Set(views.map(({ id }) => id)).size).toBe(43);
  });

  it.each(views.map((view) => [view.id, view] as const))(
    '%s has fields that exist, a filter that compiles and a way on that exists',
    (_id, view) => {
      for (const layout of ['default', 'containers'] as const) {
        const { filter, columns } = layOut(view, { layout, depth: 1 });
        if (filter !== '') compileFilter(filter);
        for (const { definition } of columns) if (definition.name !== undefined) expect(definition.description).toMatch(/\.$/);
      }
      if (view.drilldown !== undefined) expect(views.map(({ id }) => id)).toContain(view.drilldown);
      for (const { argv } of view.actions ?? []) expect(argv[0]).not.toMatch(/%|\s|sh$/);
    },
  );
});

describe('a view that is none', () => {
  const good: ViewDefinition = {
    id: 'a',
    name: 'A',
    description: 'A.',
    type: 'table',
    appliesTo: [''],
    columns: [
      { field: 'proc.pid', key: true },
      { field: 'evt.count', name: 'N' },
    ],
  };

  it('is refused with its id and the reason', () => {
    expect(() => defineView({ ...good, columns: good.columns.slice(1) })).toThrow(
      'view a: it has 0 key columns in the layout default, not 1',
    );
    expect(() => defineView({ ...good, type: 'list' })).toThrow('view a: a list has no key column');
    expect(() => layOut({ ...good, columns: [...good.columns, { field: 'proc.nmae', name: 'X' }] })).toThrow('view a: column proc.nmae');
  });
});

describe('numbers in cells', () => {
  it('have units of 1024, and a zero is 0', () => {
    expect([0, 770, 1024, 1990, 20_480_350, 1536].map(amountText)).toEqual(['0', '770', '1K', '1.94K', '19.53M', '1.50K']);
  });

  it('show times with three digits or so', () => {
    expect([0, 999, 4230, 21_000, 1_140_000, 707_000_000, 2_500_000_000, 67e9, 3661e9].map(timeText)).toEqual([
      '0ns',
      '999ns',
      '4.23us',
      '21us',
      '1.14ms',
      '707ms',
      '2.50s',
      '1:07',
      '01:01:01',
    ]);
  });
});
