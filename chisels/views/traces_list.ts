import { defineView } from '../../src/chisel/view/index.ts';
import { folders, orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'traces_list',
  name: 'Traces List',
  description: 'Traces one by one: the outermost spans, with their times and arguments.',
  type: 'table',
  tags: ['Default'],
  filter: 'span.ntags>=%depth+1',
  appliesTo: ['', ...orchestrated, ...processes, ...folders, 'evt.res'],
  drilldown: 'spans_list',
  drilldownIncreasesDepth: true,
  columns: [
    { field: 'span.rawtime', key: true, filterField: 'span.rawparenttime', filterInChildOnly: true },
    { field: 'span.id', name: 'ID', description: 'Id of the span.', size: 10 },
    { field: 'span.time', name: 'TIME', description: 'When it began.', size: 19 },
    {
      field: 'span.duration.fortag[%depth]',
      name: 'DURATION',
      description: 'How long it took, on average.',
      aggregation: 'AVG',
      size: 10,
      sorting: true,
    },
    { field: 'span.tag[%depth]', name: 'TAG', description: 'Tag of the span.', aggregation: 'SUM', size: 32 },
    { field: 'span.enterargs', name: 'ARGS', description: 'Arguments it began with.', aggregation: 'SUM', size: 256 },
  ],
});
