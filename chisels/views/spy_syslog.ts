import { defineView } from '../../src/chisel/view/index.ts';
import { orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'spy_syslog',
  name: 'Spy Syslog',
  description: 'Messages that programs write to the system log, as it happens.',
  type: 'list',
  tags: ['Default'],
  filter: 'fd.name contains /dev/log and evt.is_io_write=true and evt.dir=< and evt.failed=false',
  appliesTo: ['', ...orchestrated, ...processes, ...serverPorts],
  columns: [
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 8 },
    { field: 'proc.name', name: 'PROC', description: 'Name of the program.', size: 8 },
    { field: 'syslog.facility.str', name: 'FAC', description: 'Facility of the message.', size: 8 },
    { field: 'syslog.severity.str', name: 'SEV', description: 'Severity of the message.', size: 8 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'syslog.message', name: 'MESSAGE', description: 'The message.', size: 0 },
  ],
});
