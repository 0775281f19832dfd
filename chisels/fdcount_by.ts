import { defineChisel, type FieldValue, numberText } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'I/O',
  summary: 'FD count, aggregated by an arbitrary filter field',
  description: 'Counts the fds in use by the values of a field: connections by process, or by address.',
  args: { key: { type: 'string', description: 'The field used for grouping' } },
  fields: ({ args }) => [args.key, 'fd.num', 'fd.name'],
  onlyComplete: true,
  state: () => new Map<FieldValue, Set<string>>(),
  onEvent(event, { state }) {
    const key = event.at(0);
    const number = event.at(1);
    const name = event.at(2);
    if (key === undefined || typeof number !== 'number' || number <= 0 || name === undefined || name === '') return;
    let fds = state.get(key);
    if (fds === undefined) {
      fds = new Set();
      state.set(key, fds);
    }
    fds.add(`${number}${name}`);
  },
  onEnd(run) {
    const rows = [...run.state].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
    for (const [key, fds] of rows) run.write(typeof key === 'number' ? numberText(key) : String(key), `\t${fds.size}\n`);
  },
});
