import { defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'Application',
  summary: 'memcached requests log',
  description:
    'Shows the commands get and set that memcached gets, with their keys. Connections to port 11211 count, and memcached itself.',
  args: {
    method: { type: 'string', optional: true, description: 'Only these: get or set' },
    size: { type: 'int', optional: true, description: 'Only objects of at least so many bytes are shown' },
  },
  fields: ['evt.arg[1]', 'evt.datetime'],
  filter: '(fd.sport=11211 or proc.name=memcached) and evt.is_io=true',
  buffers: 'dotted',
  snaplen: 4096,
  onEvent({ evt }, run) {
    // The line end of the command is shown as dots, and what follows is the object.
    const [command = ''] = (evt['arg[1]'] ?? '').split(/\.\.|\r\n/);
    const [method = '', key, , , size = ''] = command.split(' ');
    if (!/^[gs]et/.test(method) || key === undefined) return;
    const bytes = /^\d+$/.test(size) ? Number(size) : 0;
    if (run.args.method !== undefined && run.args.method !== method) return;
    if (bytes < (run.args.size ?? 0)) return;
    run.print(`${evt.datetime ?? ''} method=${method} size=${bytes}B key=${key}`);
  },
});
