import { bytesText, defineChisel, toNumber } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'I/O',
  summary:
    'Echo any read/write made by any process to all files. Optionally, you can provide the name of one file to only intercept reads/writes to that file.',
  description: 'Shows what is read from and written to files, terminals left out, or one file.',
  args: {
    read_or_write: { type: 'string', optional: true, description: "'R': only reads, 'W': only writes; all others: both" },
    spy_on_file_name: { type: 'string', optional: true, description: 'The only file that is watched' },
  },
  fields: ['evt.arg.data', 'fd.name', 'evt.is_io_write', 'proc.pid', 'proc.name', 'evt.rawarg.res', 'evt.time'],
  filter({ args: { read_or_write: direction, spy_on_file_name: file } }) {
    const calls = { R: 'evt.is_io_read', W: 'evt.is_io_write' }[direction?.toUpperCase() ?? ''] ?? 'evt.is_io';
    const files =
      file === undefined || file === '' ? 'not fd.name contains /dev/pt and not fd.name contains /dev/tty' : `fd.name=${quoted(file)}`;
    return `(${files}) and ${calls}=true and fd.type=file and evt.dir=< and evt.failed=false`;
  },
  buffers: 'ascii',
  snaplen: 2000,
  onEvent({ evt, fd, proc }, run) {
    const bytes = bytesText(toNumber(evt['rawarg.res'] ?? 0));
    const direction = evt.is_io_write === true ? 'W' : 'R';
    run.write(`${evt.time} ${proc.name}(${proc.pid}) ${direction} ${bytes} ${fd.name} ${evt['arg.data'] ?? 'nil'}\n`);
  },
});

/** A text as a value of a filter. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
