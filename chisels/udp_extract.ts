import { closeSync, constants, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { defineChisel } from '../src/chisel/index.ts';

const folder = 'udp_dump_files';

/** Files that are kept open at a time; more are opened again when they are needed. */
const mostOpen = 256;

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;

export default defineChisel({
  category: 'I/O',
  summary: 'extract data from UDP streams to files.',
  description: `Writes what goes through each UDP socket of a capture file to a file of its own in ./${folder}, named as the connection.`,
  fields: ['evt.rawarg.data', 'fd.name'],
  filter: 'evt.dir=< and evt.rawres>=0 and fd.l4proto=udp and evt.is_io=true',
  onlyComplete: true,
  snaplen: 16_384,
  state: () => ({ open: new Map<string, number>(), seen: new Set<string>() }),
  onStart(run) {
    if (run.live) run.fail('live capture not supported');
    mkdirSync(folder, { recursive: true });
  },
  onEvent({ evt, fd }, { state: { open, seen } }) {
    const data = evt['rawarg.data'];
    if (data === undefined || fd.name === undefined || fd.name === '') return;
    const name = fileName(fd.name);
    let file = open.get(name);
    if (file === undefined) {
      for (const [first, number] of open) {
        if (open.size < mostOpen) break;
        closeSync(number);
        open.delete(first);
      }
      // What is there of an earlier run goes; a link that somebody put there is not followed.
      file = openSync(join(folder, name), O_WRONLY | O_CREAT | O_NOFOLLOW | (seen.has(name) ? O_APPEND : O_TRUNC), 0o644);
      open.set(name, file);
      seen.add(name);
    }
    writeSync(file, Buffer.from(data, 'latin1'));
  },
  onEnd({ state: { open } }) {
    for (const file of open.values()) closeSync(file);
    open.clear();
  },
});

/** The name of a connection as the name of a file: `10.0.0.1_33000--10.0.0.2_53`. */
function fileName(connection: string): string {
  return connection.replaceAll(':', '_').replaceAll('>', '-').replace(/[/\0]/g, '_');
}
