import { defineView } from '../../src/chisel/view/index.ts';

export default defineView({
  id: 'spectro_all',
  name: 'Spectrogram-All',
  description:
    'How the latencies of all system calls are spread over time: time downwards, latency to the right, colour for the number of calls.',
  type: 'spectrogram',
  filter: 'evt.dir=<',
  appliesTo: ['evt.type'],
  spectrogram: 'latency',
  columns: [
    { field: 'evt.latency.quantized', key: true },
    { field: 'evt.latency.quantized', name: 'LATENCY', description: 'Column of the latency, on a logarithmic scale.' },
    { field: 'evt.count', name: 'COUNT', description: 'How many there were.', aggregation: 'SUM', size: 8 },
  ],
});
