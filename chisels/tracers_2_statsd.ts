import { defineChisel, numberText, toNumber } from '../src/chisel/index.ts';

const nsPerMs = 1e6;

export default defineChisel({
  category: 'Tracers',
  summary: 'Export spans duration as statds metrics.',
  description: 'Sends the duration of each span to a statsd server, as a timer in ms with the name of its tags.',
  args: {
    server_addr: { type: 'string', optional: true, description: 'Address of the server; 127.0.0.1 where missing' },
    server_port: { type: 'int', optional: true, description: 'UDP port of the server; 8125 where missing' },
  },
  fields: ['span.tags', 'span.duration'],
  filter: 'evt.type=tracer and evt.dir=<',
  state: () => ({ server: undefined as { send(text: string): void } | undefined }),
  onEvent({ span }, run) {
    if (span.duration === undefined || span.tags === undefined) return;
    const { state, args } = run;
    state.server ??= run.udp(args.server_addr ?? '127.0.0.1', args.server_port ?? 8125);
    // These characters mean something in the protocol: github.com/b/statsd_spec.
    const name = span.tags.replace(/[:|@]/g, '_');
    state.server.send(`${name}:${numberText(toNumber(span.duration) / nsPerMs)}|ms`);
  },
});
