import { defineView } from '../../src/chisel/view/index.ts';
import { files, folders, orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'spectro_traces',
  name: 'Traces Spectrogram',
  description: 'How the durations of traces are spread over time: time downwards, duration to the right, colour for their number.',
  type: 'spectrogram',
  filter: 'span.ntags=%depth+1',
  appliesTo: ['', ...orchestrated, ...processes, ...files, ...folders, 'span.tag', 'span.id', 'evt.res'],
  drilldown: 'spans_list',
  propagateFilter: false,
  spectrogram: 'tracers',
  columns: [
    { field: 'span.duration.quantized', key: true },
    { field: 'span.duration.quantized', name: 'LATENCY', description: 'Column of the duration, on a logarithmic scale.' },
    { field: 'evt.count', name: 'COUNT', description: 'How many there were.', aggregation: 'SUM' },
  ],
});
