import type { Shell } from '../shell.ts';
import type { EventState } from '../state/index.ts';

/** Shows only events with the selected value, or only those without it. */
export function filterByField(shell: Shell, { details, index }: EventState, without: boolean): void {
  const field = details.fields[index];
  if (field?.filter === undefined) {
    shell.say('info', 'no filter can ask for this value');
    return;
  }
  const wanted = Buffer.from(without ? `not ${field.filter}` : field.filter, 'latin1').toString();
  const before = shell.snapshot.filter;
  const filter = before === '' ? wanted : `(${before}) and ${wanted}`;
  if (!shell.accept(shell.port.setFilter(filter))) return;
  // Back to the events, which are now others.
  shell.close();
  const top = shell.ui.screens.at(-1);
  if (top?.id === 'dig') {
    const { list, rowKey, reopen } = top.state;
    list.close();
    shell.close();
    reopen(shell, rowKey);
  }
  shell.say('info', `filter: ${filter}`);
}
