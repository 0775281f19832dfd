import { type ContainerInfo, cell, defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'System State',
  summary: 'List the running containers',
  description: 'Lists the running containers, at the time of the first event that passes the filter of the command line.',
  args: { desc: { type: 'string', optional: true, description: "'desc': as a data structure instead of a table" } },
  onStart(run) {
    if (run.args.desc !== undefined && run.args.desc !== 'desc') run.fail(`the argument desc can only be 'desc', not '${run.args.desc}'`);
  },
  onEvent: (_event, run) => run.stop(),
  onEnd(run) {
    const containers = run.containerTable();
    if (run.args.desc === 'desc') {
      run.write(structure(containers));
      return;
    }
    run.print(row('container.type', 'container.image', 'container.name', 'container.id'));
    run.print(row('-'.repeat(15), '-'.repeat(16), '-'.repeat(20), '-'.repeat(13)));
    for (const { type, image, name, id } of containers) run.print(row(type, image, name, id));
  },
});

function row(type: string, image: string, name: string, id: string): string {
  return cell(type, 15) + cell(image, 16) + cell(name, 20) + cell(id, 13);
}

/** The containers as a table of the language Lua, with the quotes it has. */
function structure(containers: readonly ContainerInfo[]): string {
  const quoted = (text: string): string => `"${text.replace(/["\\\n]/g, '\\$&')}"`;
  const entries = containers.map(({ id, type, name, image }, i) => {
    const values = Object.entries({ id, type, name, image }).map(([key, value]) => `  ${key} = ${quoted(value)},\n`);
    return ` ${i + 1} = {\n${values.join('')} },\n`;
  });
  return `{\n${entries.join('')}}\n`;
}
