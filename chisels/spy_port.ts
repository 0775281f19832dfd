import { payloadsChisel } from '../src/chisel/index.ts';

export default payloadsChisel({
  summary: 'Show the data exchanged using the given IP port number',
  description: 'Shows the payloads exchanged through a port, reads red, writes blue. -x, -X and -A say how they look.',
  args: {
    host_port: { type: 'int', description: 'The remote host IP port number' },
    disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" },
  },
  filter: ({ args }) => `fd.port=${args.host_port}`,
});
