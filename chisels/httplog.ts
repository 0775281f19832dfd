import { defineChisel, HttpExchanges, httpFields, httpFilter, httpSnaplen, urlOf } from '../src/chisel/index.ts';

const nsPerMs = 1e6;

export default defineChisel({
  category: 'Application',
  summary: 'HTTP requests log',
  description: 'Shows each HTTP request with its answer, as the answer comes. `<`: a request that came in, `>`: one that was sent.',
  fields: [...httpFields, 'evt.datetime'],
  filter: httpFilter,
  buffers: 'dotted',
  snaplen: httpSnaplen,
  state: () => new HttpExchanges(),
  onEvent(event, run) {
    const exchange = run.state.take(event);
    if (exchange === undefined) return;
    const { request, code, length, roughLatency } = exchange;
    const container = run.containers ? ` ${request.container} ` : ' ';
    const call = `method=${request.method} url=${urlOf(request)}`;
    const result = `response_code=${code} latency=${Math.trunc(roughLatency / nsPerMs)}ms size=${length}B`;
    run.print(`${event.evt.datetime ?? ''}${container}${request.direction} ${call} ${result}`);
  },
});
