import { plainText, quote, type Sample } from '../../chisel/view/index.ts';
import type { Refusal } from '../port.ts';

/**
 * The filter, as a user writes it, for the events that have the value of a cell.
 *
 * @param column index among the shown columns
 */
export function cellFilter({ rows, columns, layout }: Sample, rowKey: string, column: number): { readonly filter: string } | Refusal {
  const row = rows.find(({ keyText }) => keyText === rowKey);
  const shown = columns[column];
  if (row === undefined || shown === undefined) return { refused: 'the row is no longer there' };
  const { definition, field } = shown;
  const isText = field.type === 'CHARBUF' || field.type === 'BYTEBUF' || field.type === 'IPADDR';
  const title = definition.name ?? field.label;
  if (definition.aggregation !== undefined && !isText && layout.view.type !== 'list') {
    return { refused: `${title} is counted from many events: no event has that value` };
  }
  if (row.counts[column] === 0) return { filter: `not ${field.label} exists` };
  const value = plainText(field.type, row.values[column]!);
  const filter = `${field.label}=${isText ? quote(value) : value}`;
  // Filters are typed as UTF-8: bytes that are none cannot be written in one.
  const written = Buffer.from(filter, 'latin1').toString();
  return written.includes('\ufffd') ? { refused: `${title} holds bytes that no filter can be written with` } : { filter: written };
}
