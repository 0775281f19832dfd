import { payloadsChisel } from '../src/chisel/index.ts';

export default payloadsChisel({
  summary: 'Show the data exchanged with the given IP address',
  description: 'Shows the payloads exchanged with an address, reads red, writes blue. -x, -X and -A say how they look.',
  args: {
    host_ip: { type: 'ipv4', description: 'The remote host IP address' },
    disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" },
  },
  filter: ({ args }) => `fd.ip=${args.host_ip}`,
});
