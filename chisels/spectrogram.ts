import { heatChisel, timeText, toNumber } from '../src/chisel/index.ts';

/** The chart reaches from 1 ns to 10^11 ns, a hundred seconds. */
const decades = 11;

export default heatChisel({
  category: 'CPU Usage',
  summary: 'Visualize OS latency in real time.',
  description:
    'Draws how long system calls take: time goes down, a line twice a second; latency goes right, from ns to minutes. ' +
    'Black: no calls, green: tens a second, yellow: hundreds, red: thousands. A filter restricts it to a process, a file system ...',
  filter: 'evt.dir=<',
  fields: ['evt.latency'],
  refresh: 500,
  place({ evt }) {
    const latency = toNumber(evt.latency ?? 0);
    return latency <= 0 ? undefined : Math.log10(latency) / decades;
  },
  marks: () => Array.from({ length: decades }, (_, power) => [power / decades, timeText(10 ** power)] as const),
  drawsLast: true,
});
