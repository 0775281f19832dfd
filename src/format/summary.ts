import type { ByteWriter } from '../event/index.ts';
import { eventName } from '../field/index.ts';
import type { EventContext } from '../machine/index.ts';

/** Rows the table has at most. */
const mostRows = 100;
const nameWidth = 16;
const rule = '-'.repeat(22);

/** Counts events by name and direction, for the table at the end (`-S`). */
export class Summary {
  readonly #enters = new Map<string, number>();
  readonly #exits = new Map<string, number>();

  /** Takes an event into account. */
  count(context: EventContext): void {
    const counts = context.type.enter ? this.#enters : this.#exits;
    const name = eventName(context);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  /** Writes the table, most frequent events first, events of the same number by name. */
  write(out: ByteWriter): void {
    out.text(`${rule}\n${'Event'.padEnd(nameWidth)}#Calls\n${rule}\n`);
    for (const { direction, name, count } of this.#rows().slice(0, mostRows)) {
      out.text(`${direction} ${name.padEnd(nameWidth)}${count}\n`);
    }
  }

  #rows(): { direction: string; name: string; count: number }[] {
    const rows = [
      ...[...this.#enters].map(([name, count]) => ({ direction: '>', name, count })),
      ...[...this.#exits].map(([name, count]) => ({ direction: '<', name, count })),
    ];
    return rows.sort((a, b) => b.count - a.count || compare(a.name, b.name) || compare(b.direction, a.direction));
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
