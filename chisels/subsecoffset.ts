import { heatChisel, numberText, toNumber } from '../src/chisel/index.ts';

const nsPerMs = 1e6;

export default heatChisel({
  category: 'CPU Usage',
  summary: 'Visualize subsecond offset execution time.',
  description:
    'Draws when in a second system calls are made: time goes down, a line a second; the place in that second goes right. ' +
    'Black: no calls, green: tens a second, yellow: hundreds, red: thousands. What comes back again and again makes a pattern.',
  filter: 'evt.dir=>',
  fields: ['evt.rawtime'],
  refresh: 1000,
  intro: 'Tracing syscalls... red (hot) == high frequency <-> green == low frequency.',
  place: ({ evt }, interval) => (evt.rawtime === undefined ? undefined : (toNumber(evt.rawtime) % interval) / interval),
  marks: (interval) =>
    Array.from({ length: 10 }, (_, tenth) => [tenth / 10, `${numberText((tenth * interval) / 10 / nsPerMs)}ms`] as const),
  drawsLast: false,
});
