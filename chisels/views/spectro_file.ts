import { defineView } from '../../src/chisel/view/index.ts';
import { files, folders, orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'spectro_file',
  name: 'Spectrogram-File',
  description:
    'How the latencies of file operations are spread over time: time downwards, latency to the right, colour for the number of calls.',
  type: 'spectrogram',
  filter: 'evt.dir=< and fd.type=file',
  appliesTo: ['', ...orchestrated, ...processes, ...files, ...folders, 'evt.res'],
  spectrogram: 'latency',
  columns: [
    { field: 'evt.latency.quantized', key: true },
    { field: 'evt.latency.quantized', name: 'LATENCY', description: 'Column of the latency, on a logarithmic scale.' },
    { field: 'evt.count', name: 'COUNT', description: 'How many there were.', aggregation: 'SUM', size: 8 },
  ],
});
