import { defineView } from '../../src/chisel/view/index.ts';
import { folders, orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'traces_summary',
  name: 'Traces Summary',
  description: 'Traces by tag, with how often they occurred and how long they took.',
  type: 'table',
  tags: ['Default'],
  filter: 'span.ntags>=%depth+1',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, ...folders, 'evt.res'],
  drilldown: 'spans_summary',
  drilldownIncreasesDepth: true,
  spectrogram: 'tracers',
  columns: [
    { field: 'span.tag[%depth]', key: true },
    { field: 'span.count.fortag[%depth]', name: 'HITS', description: 'How many there were.', aggregation: 'SUM', size: 10, sorting: true },
    { field: 'span.duration.fortag[%depth]', name: 'AVG TIME', description: 'How long it took, on average.', aggregation: 'AVG', size: 10 },
    { field: 'span.duration.fortag[%depth]', name: 'MIN TIME', description: 'The shortest.', aggregation: 'MIN', size: 10 },
    { field: 'span.duration.fortag[%depth]', name: 'MAX TIME', description: 'The longest.', aggregation: 'MAX', size: 10 },
    { field: 'span.childcount.fortag[%depth]', name: 'CHD HITS', description: 'Spans inside them.', aggregation: 'SUM', size: 10 },
    { field: 'span.tag[%depth]', name: 'TAG', description: 'Tag of the span.', aggregation: 'SUM', size: 256 },
  ],
});
