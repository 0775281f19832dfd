import { defineView } from '../../src/chisel/view/index.ts';
import { orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'sports',
  name: 'Server Ports',
  description: 'Server ports that connections went to, with the data moved.',
  type: 'table',
  tags: ['wsysdig'],
  filter: "(fd.type=ipv4 or fd.type=ipv6) and fd.name!=''",
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, 'evt.res'],
  drilldown: 'connections',
  columns: [
    { field: 'fd.sport', key: true },
    { field: 'fd.sport', name: 'SPORT', description: 'Port of the server.', size: 8 },
    {
      field: 'evt.buflen.net.in',
      name: 'BPS IN',
      description: 'Bytes received each second.',
      aggregation: 'TIME_AVG',
      size: 12,
      sorting: true,
    },
    { field: 'evt.buflen.net.out', name: 'BPS OUT', description: 'Bytes sent each second.', aggregation: 'TIME_AVG', size: 12 },
    { field: 'evt.count', name: 'IO CALLS', description: 'How many there were.', aggregation: 'SUM', size: 12 },
  ],
  actions: [{ key: 't', description: 'packets of the port', argv: ['tcpdump', '-niany', '--', 'port', '%fd.sport'], interactive: true }],
});
