import { defineView } from '../../src/chisel/view/index.ts';
import { folders, orchestrated, processes, spans } from './shared/scopes.ts';

export default defineView({
  id: 'spans_list',
  name: 'Spans List',
  description: 'Spans one by one, with their times and arguments.',
  type: 'table',
  tags: ['Default'],
  filter: 'span.ntags>=%depth+1',
  useDefaults: true,
  appliesTo: [...orchestrated, ...processes, ...folders, ...spans, 'evt.res'],
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
